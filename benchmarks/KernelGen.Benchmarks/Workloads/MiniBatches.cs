using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>Sixteen different mini-batches, handed out in turn: no branch or cache learns a single one by heart.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
internal sealed class MiniBatches<T, TTarget>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly AlignedBuffer<T> inputs;
    private readonly AlignedBuffer<TTarget> targets;
    private readonly int inputLength;
    private readonly int targetLength;
    private int next;

    /// <summary>Draws the batches, the same ones for the same seed.</summary>
    /// <param name="info">Says what inputs and targets are.</param>
    /// <param name="batchSize">Examples in a batch.</param>
    /// <param name="seed">Of the random numbers.</param>
    public MiniBatches(ModelInfo info, int batchSize, ulong seed)
    {
        inputLength = batchSize * info.InputCount;
        targetLength = batchSize * info.TargetCount;
        inputs = new AlignedBuffer<T>(Demand.PoolSize * inputLength);
        targets = new AlignedBuffer<TTarget>(Demand.PoolSize * targetLength);

        var random = new RandomSource(seed);
        foreach (ref T input in inputs.Span)
        {
            input = T.CreateChecked(random.NextDouble());
        }

        foreach (ref TTarget target in targets.Span)
        {
            target = info.Target switch
            {
                TargetKind.Label => TTarget.CreateChecked(random.NextInt32(info.OutputCount)),
                TargetKind.Probability => TTarget.CreateChecked(random.NextInt32(2)),
                TargetKind.Sign => TTarget.CreateChecked(2 * random.NextInt32(2) - 1),
                TargetKind.Values => TTarget.CreateChecked(random.NextDouble()),
                _ => throw new NotSupportedException($"{info.Name} has targets of kind {info.Target}, which no workload draws."),
            };
        }
    }

    /// <summary>The inputs of the current batch.</summary>
    public ReadOnlySpan<T> Inputs => inputs.Span.Slice(next * inputLength, inputLength);

    /// <summary>The targets of the current batch.</summary>
    public ReadOnlySpan<TTarget> Targets => targets.Span.Slice(next * targetLength, targetLength);

    /// <summary>Goes on to the next batch, after the last one to the first.</summary>
    public void Advance() => next = (next + 1) % Demand.PoolSize;
}
