using System.Numerics;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The training step of a model, called directly: a call through an interface would count against small models.</summary>
/// <returns>The cost before the step.</returns>
internal delegate float SgdStep<TModel, TTarget>(
    TModel model, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, float learningRate, Workspace<float> workspace);

/// <summary>Steps of gradient descent, so small that the parameters stay what they are for millions of them.</summary>
internal sealed class SgdStepLoop<TModel, TTarget> : IKernelLoop
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private const float LearningRate = 1e-6f;

    private readonly TModel model = new();
    private readonly SgdStep<TModel, TTarget> step;
    private readonly MiniBatches<TTarget> batches;
    private readonly Workspace<float> workspace;

    public SgdStepLoop(int batchSize, SgdStep<TModel, TTarget> step)
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<TTarget>(TModel.Info, batchSize, seed: 2);
        workspace = model.CreateWorkspace(batchSize);
        this.step = step;
    }

    public float Run(int calls)
    {
        float sum = 0;
        for (int call = 0; call < calls; call++)
        {
            sum += step(model, batches.Inputs, batches.Targets, LearningRate, workspace);
            batches.Advance();
        }

        return sum;
    }
}
