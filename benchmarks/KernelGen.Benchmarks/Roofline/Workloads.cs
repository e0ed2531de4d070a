using System.Numerics;
using KernelGen.Gallery.Models;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The workloads that every report contains, under names that stay.</summary>
internal static class Workloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        Step<Mlp784x128x10, int>("mlp-784-128-10", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Predict<Mlp784x128x10, int>("mlp-784-128-10", static (model, x, y) => model.Predict(x, y)),
        Step<Softmax784x10, int>("softmax-784-10", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Logistic30, float>("logistic-30", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Logistic1000, float>("logistic-1000", 64, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp2x8x1, float>("mlp-2-8-1", 4, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp784x512x512x10, int>("mlp-784-512-512-10", 128, static (model, x, t, rate, _, space) => model.SgdStep(x, t, rate, space)),
        Step<Mlp784x512x512x10, int, MomentumState<float>>(
            "mlp-784-512-512-10/momentum-step", 128, static info => new(info, new Momentum()),
            static (model, x, t, rate, state, space) => model.MomentumStep(x, t, rate, state, space)),
        Step<Mlp784x512x512x10, int, AdamState<float>>(
            "mlp-784-512-512-10/adam-step", 128, static info => new(info, new Adam()),
            static (model, x, t, rate, state, space) => model.AdamStep(x, t, rate, state, space)),
    ];

    private static Workload Step<TModel, TTarget>(string model, int batchSize, TrainingStep<TModel, TTarget, GradientDescent> step)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> =>
        Step($"{model}/sgd-step", batchSize, static _ => new GradientDescent(), step);

    private static Workload Step<TModel, TTarget, TState>(
        string name, int batchSize, Func<ModelInfo, TState> start, TrainingStep<TModel, TTarget, TState> step)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new(
            $"{name}/b{batchSize}",
            (TModel.Info.ForwardFlops + TModel.Info.BackwardFlops) * batchSize,
            () => new TrainingStepLoop<TModel, TTarget, TState>(batchSize, start(TModel.Info), step));

    private static Workload Predict<TModel, TTarget>(string model, Predict<TModel> predict)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumberBase<TTarget> =>
        new($"{model}/predict/b1", TModel.Info.ForwardFlops, () => new PredictLoop<TModel, TTarget>(predict));
}
