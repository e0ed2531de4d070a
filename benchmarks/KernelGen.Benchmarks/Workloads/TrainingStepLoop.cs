using System.Numerics;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>The training step of a model, called directly: a call through an interface would count against small models.</summary>
/// <returns>The cost before the step.</returns>
internal delegate T TrainingStep<TModel, T, TTarget, TState>(
    TModel model, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, TState state, Workspace<T> workspace)
    where T : unmanaged;

/// <summary>Steps of an optimiser, so small that the parameters stay what they are for millions of them.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="T">Its precision.</typeparam>
/// <typeparam name="TTarget">The type of its targets.</typeparam>
/// <typeparam name="TState">What the optimiser remembers.</typeparam>
internal sealed class TrainingStepLoop<TModel, T, TTarget, TState> : IKernelLoop
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly TModel model = new();
    private readonly T learningRate = T.CreateChecked(1e-6);
    private readonly TrainingStep<TModel, T, TTarget, TState> step;
    private readonly TState state;
    private readonly MiniBatches<T, TTarget> batches;
    private readonly Workspace<T> workspace;

    public TrainingStepLoop(int batchSize, TState state, TrainingStep<TModel, T, TTarget, TState> step)
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<T, TTarget>(TModel.Info, batchSize, seed: 2);
        workspace = model.CreateWorkspace(batchSize);
        this.state = state;
        this.step = step;
    }

    public float Run(int calls)
    {
        T sum = T.Zero;
        for (int call = 0; call < calls; call++)
        {
            sum += step(model, batches.Inputs, batches.Targets, learningRate, state, workspace);
            batches.Advance();
        }

        return float.CreateTruncating(sum);
    }
}
