using System.Numerics;
using System.Runtime.Intrinsics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Gallery.Models;
using KernelGen.Numerics;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>The workloads of <c>roofline</c> and <c>compare</c>, under names that stay.</summary>
internal static class WorkloadCatalog
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        Step<Mlp784x128x10, float, int>("mlp-784-128-10", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Predict<Mlp784x128x10, int>("mlp-784-128-10", static (model, x, y) => model.Predict(x, y)),
        Step<Softmax784x10, float, int>("softmax-784-10", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Logistic30, float, float>("logistic-30", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)) with
        {
            Chain = "scores, then their logistic and logarithm, then the sums over examples, then the update",
        },
        Step<Logistic1000, float, float>("logistic-1000", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp2x8x1, float, float>("mlp-2-8-1", 4, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)) with
        {
            Chain = "a layer, its tanh, the next layer, the loss, and the same way back to the update",
        },
        Step<Mlp784x512x512x10, float, int>(
            "mlp-784-512-512-10", 128, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp784x512x512x10, float, int, MomentumState<float>>(
            "mlp-784-512-512-10/momentum-step", 128, moments: 1, static info => new(info, new Momentum()),
            static (model, x, t, rate, state, space) => model.MomentumStep(x, t, rate, state, space)),
        Step<Mlp784x512x512x10, float, int, AdamState<float>>(
            "mlp-784-512-512-10/adam-step", 128, moments: 2, static info => new(info, new Adam()),
            static (model, x, t, rate, state, space) => model.AdamStep(x, t, rate, state, space)),
        Step<Mlp784x128x10Double, double, int>(
            "mlp-784-128-10-double", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp17x33x5, float, int>("mlp-17-33-5", 7, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp100x50x3, float, int>("mlp-100-50-3", 33, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Logistic1000, float, float>("logistic-1000", 1, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp64x64x64x64, float, int>("mlp-64-64-64-64", 256, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        .. Functions(),
        Step<Mlp784x512x512x10, float, int>(
            "mlp-784-512-512-10", 256, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        TeamStep<Mlp784x512x512x10, float, int>("mlp-784-512-512-10", 256, threads: 2),
        Step<Mlp784x128x10, float, int>("mlp-784-128-10", 256, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        TeamStep<Mlp784x128x10, float, int>("mlp-784-128-10", 256, threads: 2),
    ];

    /// <summary>Those whose name contains the text, in the order of the tables.</summary>
    public static IEnumerable<Workload> Containing(string text) => All.Where(w => w.Name.Contains(text, StringComparison.Ordinal));

    /// <summary>A step of gradient descent.</summary>
    public static Workload Step<TModel, T, TTarget>(string model, int batchSize, TrainingStep<TModel, T, TTarget, GradientDescent> step)
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget> =>
        Step($"{model}/sgd-step", batchSize, moments: 0, static _ => new GradientDescent(), step);

    /// <summary>The prediction of one example.</summary>
    public static Workload Predict<TModel, TTarget>(string model, Predict<TModel> predict)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new($"{model}/predict/b1", Demand.OfPrediction(TModel.Info), () => new PredictLoop<TModel, TTarget>(predict));

    private static Workload Step<TModel, T, TTarget, TState>(
        string name, int batchSize, int moments, Func<ModelInfo, TState> start, TrainingStep<TModel, T, TTarget, TState> step)
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new(
            $"{name}/b{batchSize}",
            Demand.OfStep(TModel.Info, batchSize, moments),
            () => new TrainingStepLoop<TModel, T, TTarget, TState>(batchSize, start(TModel.Info), step));

    private static Workload TeamStep<TModel, T, TTarget>(string model, int batchSize, int threads)
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new(
            $"{model}/sgd-step/b{batchSize}{ThreadSuffix.Of(threads)}",
            Demand.OfStep(TModel.Info, batchSize, moments: 0),
            () => new TeamStepLoop<TModel, T, TTarget>(batchSize, threads))
        {
            Threads = threads,
        };

    private static Workload[] Functions()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return FunctionsOf<SingleLanes16>();
        }

        return Vector256.IsHardwareAccelerated ? FunctionsOf<SingleLanes8>() : FunctionsOf<SingleLanes4>();
    }

    private static Workload[] FunctionsOf<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes, float> =>
    [
        Function("exp", static () => new FunctionLoop<TLanes, Exponential<TLanes>>()),
        Function("logistic", static () => new FunctionLoop<TLanes, Logistic<TLanes>>()),
        Function("tanh", static () => new FunctionLoop<TLanes, HyperbolicTangent<TLanes>>()),
    ];

    private static Workload Function(string name, Func<IKernelLoop> start) =>
        new($"{name}/{FunctionLoop.Count}", Demand: null, start) { Elements = FunctionLoop.Count };
}
