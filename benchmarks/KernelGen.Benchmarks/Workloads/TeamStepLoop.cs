using System.Numerics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Training;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>Steps of gradient descent that several threads take together, as small as those of one thread.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="T">Its precision.</typeparam>
/// <typeparam name="TTarget">The type of its targets.</typeparam>
internal sealed class TeamStepLoop<TModel, T, TTarget> : IKernelLoop, IDisposable
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly T learningRate = T.CreateChecked(1e-6);
    private readonly MiniBatches<T, TTarget> batches;
    private readonly TrainingTeam<T, TTarget> team;

    /// <exception cref="InvalidOperationException">The team would leave such batches to fewer threads.</exception>
    public TeamStepLoop(int batchSize, int threads)
    {
        var model = new TModel();
        model.Initialize(seed: 1);
        batches = new MiniBatches<T, TTarget>(TModel.Info, batchSize, seed: 2);
        team = new TrainingTeam<T, TTarget>(model, threads, batchSize);
        if (team.ThreadsFor(batchSize) != threads)
        {
            throw new InvalidOperationException(
                $"{batchSize} examples of {TModel.Info.Name} are work for {team.ThreadsFor(batchSize)} threads, not for {threads}.");
        }
    }

    public float Run(int calls)
    {
        T sum = T.Zero;
        for (int call = 0; call < calls; call++)
        {
            sum += team.SgdStep(batches.Inputs, batches.Targets, learningRate);
            batches.Advance();
        }

        return float.CreateTruncating(sum);
    }

    public void Dispose() => team.Dispose();
}
