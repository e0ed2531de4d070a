using System.Numerics;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>Steps of gradient descent, so small that the parameters stay what they are for millions of them.</summary>
internal sealed class SgdStepLoop<TModel, TTarget> : IKernelLoop
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private const float LearningRate = 1e-6f;

    private readonly TModel model = new();
    private readonly MiniBatches<TTarget> batches;
    private readonly Workspace<float> workspace;

    public SgdStepLoop(int batchSize)
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<TTarget>(TModel.Info, batchSize, seed: 2);
        workspace = model.CreateWorkspace(batchSize);
    }

    public float Run(int calls)
    {
        float sum = 0;
        for (int call = 0; call < calls; call++)
        {
            sum += model.SgdStep(batches.Inputs, batches.Targets, LearningRate, workspace);
            batches.Advance();
        }

        return sum;
    }
}
