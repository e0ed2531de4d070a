using System.Numerics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Tune;

/// <summary>A step of gradient descent, called directly.</summary>
/// <returns>The cost before the step.</returns>
internal delegate T DescentStep<TModel, T, TTarget>(
    TModel model, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, Workspace<T> workspace)
    where T : unmanaged;

/// <summary>Calls of one variant. All variants share their examples, or they would drive them out of the caches.</summary>
/// <param name="batches">The examples.</param>
/// <param name="advance">Whether each call takes the next batch: a kernel that another one has read the examples before takes the same.</param>
internal abstract class VariantLoop<TModel, T, TTarget>(MiniBatches<T, TTarget> batches, bool advance) : IKernelLoop
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    protected TModel Model { get; } = Initialized();

    protected MiniBatches<T, TTarget> Batches => batches;

    public float Run(int calls)
    {
        for (int call = 0; call < calls; call++)
        {
            Call();
            if (advance)
            {
                batches.Advance();
            }
        }

        return 0;
    }

    protected abstract void Call();

    private static TModel Initialized()
    {
        TModel model = new();
        model.Initialize(seed: 1);
        return model;
    }
}

/// <summary>Steps of gradient descent, so small that parameters stay what they are.</summary>
internal sealed class VariantStep<TModel, T, TTarget>(
    MiniBatches<T, TTarget> batches, bool advance, DescentStep<TModel, T, TTarget> step, int batchSize) : VariantLoop<TModel, T, TTarget>(batches, advance)
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly T learningRate = T.CreateChecked(1e-6);
    private readonly Workspace<T> workspace = new(TModel.Info, batchSize);

    protected override void Call() => step(Model, Batches.Inputs, Batches.Targets, learningRate, workspace);
}

/// <summary>Predictions of single examples.</summary>
internal sealed class VariantPrediction<TModel, TTarget>(
    MiniBatches<float, TTarget> batches, bool advance, Predict<TModel> predict) : VariantLoop<TModel, float, TTarget>(batches, advance)
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly AlignedBuffer<float> outputs = new(TModel.Info.OutputCount);

    protected override void Call() => predict(Model, Batches.Inputs, outputs.Span);
}
