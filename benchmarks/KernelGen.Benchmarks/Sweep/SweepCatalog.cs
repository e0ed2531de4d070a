using System.Numerics;
using KernelGen.Benchmarks.Workloads;
using KernelGen.Gallery.Models;

namespace KernelGen.Benchmarks.Sweep;

/// <summary>The series of <c>roofline --sweep</c>, under names that stay.</summary>
internal static class SweepCatalog
{
    private const int BatchSize = 64;
    private const int EverySizeTo = NeighbourCheck.Last;

    private static readonly int[] LargeSizes = [80, 96, 100, 128, 160, 192, 200, 256, 320, 384, 448, 512];

    public static IReadOnlyList<SweepSeries> All { get; } =
    [
        new("width-step", $"mlp-784-h-10, a step of gradient descent, {BatchSize} examples", SweepKind.Width,
        [
            WidthStep<Width16>(16), WidthStep<Width17>(17), WidthStep<Width32>(32), WidthStep<Width50>(50), WidthStep<Width64>(64),
            WidthStep<Width100>(100), WidthStep<Mlp784x128x10>(128), WidthStep<Width200>(200), WidthStep<Width256>(256),
            WidthStep<Width333>(333), WidthStep<Width512>(512), WidthStep<Width1024>(1024),
        ]),
        new("width-predict", "mlp-784-h-10, the prediction of one example", SweepKind.Width,
        [
            WidthPredict<Width16>(16), WidthPredict<Width17>(17), WidthPredict<Width32>(32), WidthPredict<Width50>(50),
            WidthPredict<Width64>(64), WidthPredict<Width100>(100), WidthPredict<Mlp784x128x10>(128), WidthPredict<Width200>(200),
            WidthPredict<Width256>(256), WidthPredict<Width333>(333), WidthPredict<Width512>(512), WidthPredict<Width1024>(1024),
        ]),
        new("depth-step", $"mlp-128-(128)ᵈ-10, a step of gradient descent, {BatchSize} examples", SweepKind.Depth,
        [
            DepthStep<Depth1>(1), DepthStep<Depth2>(2), DepthStep<Depth4>(4), DepthStep<Depth6>(6), DepthStep<Depth8>(8),
        ]),
        Batches<Mlp784x128x10, int>("mlp-784-128-10", static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Batches<Softmax784x10, int>("softmax-784-10", static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Batches<Logistic30, float>("logistic-30", static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
    ];

    // A call through the interface is nothing beside a step of these models.
    private static (int, Workload) WidthStep<TModel>(int width)
        where TModel : class, ITrainable<float, int>, new() =>
        (width, Step<TModel>($"mlp-784-{width}-10"));

    private static (int, Workload) DepthStep<TModel>(int depth)
        where TModel : class, ITrainable<float, int>, new() =>
        (depth, Step<TModel>($"mlp-128-{string.Join('-', Enumerable.Repeat(128, depth))}-10"));

    private static Workload Step<TModel>(string model)
        where TModel : class, ITrainable<float, int>, new() =>
        WorkloadCatalog.Step<TModel, float, int>(model, BatchSize, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space));

    private static (int, Workload) WidthPredict<TModel>(int width)
        where TModel : class, ITrainable<float, int>, new() =>
        (width, WorkloadCatalog.Predict<TModel, int>($"mlp-784-{width}-10", static (model, x, y) => model.Predict(x, y)));

    private static SweepSeries Batches<TModel, TTarget>(string model, TrainingStep<TModel, float, TTarget, GradientDescent> step)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> => new(
        $"batch-{model}",
        $"{model}, a step of gradient descent",
        SweepKind.Batch,
        [
            .. Enumerable.Range(1, EverySizeTo).Concat(LargeSizes)
                .Select(size => (size, WorkloadCatalog.Step<TModel, float, TTarget>(model, size, step))),
        ]);
}
