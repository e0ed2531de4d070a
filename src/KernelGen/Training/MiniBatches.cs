using KernelGen.Numerics;

namespace KernelGen.Training;

/// <summary>The examples of an epoch, batch by batch, in an order that is new in every epoch.</summary>
internal sealed class MiniBatches<T, TTarget> : IBatchSource<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    private readonly Dataset<T, TTarget> examples;
    private readonly RandomSource random;
    private readonly int[] order;
    private readonly AlignedBuffer<T> inputs;
    private readonly AlignedBuffer<TTarget> targets;
    private int taken;

    public MiniBatches(Dataset<T, TTarget> examples, int size, int seed)
    {
        this.examples = examples;
        BatchSize = Math.Min(size, examples.Count);
        random = new RandomSource(unchecked((ulong)seed));

        // A full batch is the data set itself: no order to choose and nothing to gather.
        bool gathers = BatchSize < examples.Count;
        order = gathers ? [.. Enumerable.Range(0, examples.Count)] : [];
        inputs = new AlignedBuffer<T>(gathers ? checked(BatchSize * examples.InputCount) : 0);
        targets = new AlignedBuffer<TTarget>(gathers ? checked(BatchSize * examples.TargetCount) : 0);
    }

    public int InputCount => examples.InputCount;

    public int TargetCount => examples.TargetCount;

    public int BatchSize { get; }

    public string Description => $"{examples.Count} examples{(examples.Weights.IsEmpty ? "" : " with weights")}";

    /// <summary>The order of the examples in this epoch, from which the next one follows; empty where batches are full.</summary>
    public Span<int> Order => order;

    /// <summary>The state of the generator that decides the next order.</summary>
    public ulong Generator
    {
        get => random.State;
        set => random.State = value;
    }

    /// <summary>Chooses the order of the next epoch, which follows from that of the last.</summary>
    public void Begin(int epoch)
    {
        random.Shuffle<int>(order);
        taken = 0;
    }

    public int Take(out ReadOnlySpan<T> batchInputs, out ReadOnlySpan<TTarget> batchTargets)
    {
        batchInputs = examples.Inputs.Span;
        batchTargets = examples.Targets.Span;
        int count = Math.Min(BatchSize, examples.Count - taken);
        if (order.Length > 0)
        {
            ReadOnlySpan<int> rows = order.AsSpan(taken, count);
            batchInputs = Gather(batchInputs, examples.InputCount, rows, inputs.Span);
            batchTargets = Gather(batchTargets, examples.TargetCount, rows, targets.Span);
        }

        taken += count;
        return count;
    }

    /// <summary>What the examples of the batch that was taken last count, where they have weights; else nothing is written.</summary>
    /// <param name="count">Examples of that batch.</param>
    /// <param name="weights">At least as many as a batch has examples.</param>
    public void TakeWeights(int count, Span<T> weights)
    {
        if (examples.Weights.IsEmpty)
        {
            return;
        }

        if (order.Length > 0)
        {
            _ = Gather(examples.Weights.Span, 1, order.AsSpan(taken - count, count), weights);
        }
        else
        {
            examples.Weights.Span.CopyTo(weights);
        }
    }

    private static ReadOnlySpan<TValue> Gather<TValue>(
        ReadOnlySpan<TValue> values, int rowLength, ReadOnlySpan<int> rows, Span<TValue> destination)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            values.Slice(rows[i] * rowLength, rowLength).CopyTo(destination[(i * rowLength)..]);
        }

        return destination[..(rows.Length * rowLength)];
    }
}
