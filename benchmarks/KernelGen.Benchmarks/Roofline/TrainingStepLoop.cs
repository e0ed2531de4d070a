using System.Numerics;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The training step of a model, called directly: a call through an interface would count against small models.</summary>
/// <returns>The cost before the step.</returns>
internal delegate float TrainingStep<TModel, TTarget, TState>(
    TModel model, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, float learningRate, TState state, Workspace<float> workspace);

/// <summary>Steps of an optimiser, so small that the parameters stay what they are for millions of them.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TTarget">The type of its targets.</typeparam>
/// <typeparam name="TState">What the optimiser remembers.</typeparam>
internal sealed class TrainingStepLoop<TModel, TTarget, TState> : IKernelLoop
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private const float LearningRate = 1e-6f;

    private readonly TModel model = new();
    private readonly TrainingStep<TModel, TTarget, TState> step;
    private readonly TState state;
    private readonly MiniBatches<TTarget> batches;
    private readonly Workspace<float> workspace;

    public TrainingStepLoop(int batchSize, TState state, TrainingStep<TModel, TTarget, TState> step)
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<TTarget>(TModel.Info, batchSize, seed: 2);
        workspace = model.CreateWorkspace(batchSize);
        this.state = state;
        this.step = step;
    }

    public float Run(int calls)
    {
        float sum = 0;
        for (int call = 0; call < calls; call++)
        {
            sum += step(model, batches.Inputs, batches.Targets, LearningRate, state, workspace);
            batches.Advance();
        }

        return sum;
    }
}
