using System.Numerics;
using KernelGen.Gallery.Models;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The workloads that every report contains, under names that stay.</summary>
internal static class Workloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        SgdStep<Mlp784x128x10, int>("mlp-784-128-10", batchSize: 64),
        Predict<Mlp784x128x10, int>("mlp-784-128-10"),
        SgdStep<Softmax784x10, int>("softmax-784-10", batchSize: 64),
        SgdStep<Logistic30, float>("logistic-30", batchSize: 64),
        SgdStep<Logistic1000, float>("logistic-1000", batchSize: 64),
        SgdStep<Mlp2x8x1, float>("mlp-2-8-1", batchSize: 4),
        SgdStep<Mlp784x512x512x10, int>("mlp-784-512-512-10", batchSize: 128),
    ];

    private static Workload SgdStep<TModel, TTarget>(string model, int batchSize)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new(
            $"{model}/sgd-step/b{batchSize}",
            (TModel.Info.ForwardFlops + TModel.Info.BackwardFlops) * batchSize,
            () => new SgdStepLoop<TModel, TTarget>(batchSize));

    private static Workload Predict<TModel, TTarget>(string model)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new($"{model}/predict/b1", TModel.Info.ForwardFlops, static () => new PredictLoop<TModel, TTarget>());
}
