using System.Numerics;
using KernelGen.Benchmarks.Roofline;

namespace KernelGen.Benchmarks.Compare;

/// <summary>The training step of a model, called directly: a call through an interface would count against small models.</summary>
/// <returns>The cost before the step.</returns>
internal delegate T DescentStep<TModel, T, TTarget>(
    TModel model, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, Workspace<T> workspace)
    where T : unmanaged;

/// <summary>Steps of gradient descent in either precision, so small that the parameters stay what they are for millions of them.</summary>
internal sealed class DescentLoop<TModel, T, TTarget> : IKernelLoop
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly TModel model = new();
    private readonly T learningRate = T.CreateChecked(1e-6);
    private readonly DescentStep<TModel, T, TTarget> step;
    private readonly MiniBatches<T, TTarget> batches;
    private readonly Workspace<T> workspace;

    public DescentLoop(int batchSize, DescentStep<TModel, T, TTarget> step)
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<T, TTarget>(TModel.Info, batchSize, seed: 2);
        workspace = model.CreateWorkspace(batchSize);
        this.step = step;
    }

    public float Run(int calls)
    {
        T sum = T.Zero;
        for (int call = 0; call < calls; call++)
        {
            sum += step(model, batches.Inputs, batches.Targets, learningRate, workspace);
            batches.Advance();
        }

        return float.CreateTruncating(sum);
    }
}
