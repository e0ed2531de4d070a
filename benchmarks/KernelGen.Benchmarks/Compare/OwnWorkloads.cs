using System.Numerics;
using System.Runtime.Intrinsics;
using KernelGen.Benchmarks.Roofline;
using KernelGen.Gallery.Models;
using KernelGen.Numerics;

namespace KernelGen.Benchmarks.Compare;

/// <summary>What is compared: the workloads of the roofline, and some that only show how far peers are.</summary>
internal static class OwnWorkloads
{
    /// <summary>Name to what sets it up, in the order of the table.</summary>
    public static IReadOnlyDictionary<string, Func<IKernelLoop>> All { get; } = new OrderedDictionary<string, Func<IKernelLoop>>(
    [
        .. Workloads.All.Select(static w => KeyValuePair.Create(w.Name, w.Start)),
        Step<Mlp784x128x10Double, double, int>(
            "mlp-784-128-10-double", 64, static (model, x, t, rate, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp17x33x5, float, int>("mlp-17-33-5", 7, static (model, x, t, rate, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp100x50x3, float, int>("mlp-100-50-3", 33, static (model, x, t, rate, space) => model.SgdStep(x, t, rate, space)),
        Step<Logistic1000, float, float>("logistic-1000", 1, static (model, x, t, rate, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp64x64x64x64, float, int>("mlp-64-64-64-64", 256, static (model, x, t, rate, space) => model.SgdStep(x, t, rate, space)),
        .. Functions(),
    ]);

    private static KeyValuePair<string, Func<IKernelLoop>> Step<TModel, T, TTarget>(
        string model, int batchSize, DescentStep<TModel, T, TTarget> step)
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget> =>
        KeyValuePair.Create<string, Func<IKernelLoop>>(
            $"{model}/sgd-step/b{batchSize}", () => new DescentLoop<TModel, T, TTarget>(batchSize, step));

    private static KeyValuePair<string, Func<IKernelLoop>>[] Functions()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return FunctionsOf<SingleLanes16>();
        }

        return Vector256.IsHardwareAccelerated ? FunctionsOf<SingleLanes8>() : FunctionsOf<SingleLanes4>();
    }

    private static KeyValuePair<string, Func<IKernelLoop>>[] FunctionsOf<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes, float> =>
    [
        new("exp/4096", static () => new FunctionLoop<TLanes, Exponential<TLanes>>()),
        new("logistic/4096", static () => new FunctionLoop<TLanes, Logistic<TLanes>>()),
        new("tanh/4096", static () => new FunctionLoop<TLanes, HyperbolicTangent<TLanes>>()),
    ];
}
