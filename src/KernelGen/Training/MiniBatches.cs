using KernelGen.Numerics;

namespace KernelGen.Training;

/// <summary>The examples of an epoch, batch by batch, in an order that is new in every epoch.</summary>
internal sealed class MiniBatches<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    private readonly Dataset<T, TTarget> examples;
    private readonly RandomSource random;
    private readonly int[] order;
    private readonly AlignedBuffer<T> inputs;
    private readonly AlignedBuffer<TTarget> targets;

    public MiniBatches(Dataset<T, TTarget> examples, int size, int seed)
    {
        this.examples = examples;
        Size = Math.Min(size, examples.Count);
        random = new RandomSource(unchecked((ulong)seed));

        // A full batch is the data set itself: no order to choose and nothing to gather.
        bool gathers = Size < examples.Count;
        order = gathers ? [.. Enumerable.Range(0, examples.Count)] : [];
        inputs = new AlignedBuffer<T>(gathers ? checked(Size * examples.InputCount) : 0);
        targets = new AlignedBuffer<TTarget>(gathers ? checked(Size * examples.TargetCount) : 0);
    }

    /// <summary>Examples in a batch; the last of an epoch may have fewer.</summary>
    public int Size { get; }

    /// <summary>The order of the examples in this epoch, from which the next one follows; empty where batches are full.</summary>
    public Span<int> Order => order;

    /// <summary>The state of the generator that decides the next order.</summary>
    public ulong Generator
    {
        get => random.State;
        set => random.State = value;
    }

    /// <summary>Chooses the order of the next epoch.</summary>
    public void Shuffle() => random.Shuffle<int>(order);

    /// <summary>The examples from <paramref name="start"/> on in the order of the epoch, valid until the next call.</summary>
    /// <param name="start">A multiple of <see cref="Size"/>.</param>
    /// <param name="batchInputs">[n, InputCount]</param>
    /// <param name="batchTargets">[n, TargetCount]</param>
    /// <returns>n</returns>
    public int Take(int start, out ReadOnlySpan<T> batchInputs, out ReadOnlySpan<TTarget> batchTargets)
    {
        batchInputs = examples.Inputs.Span;
        batchTargets = examples.Targets.Span;
        int count = Math.Min(Size, examples.Count - start);
        if (count < examples.Count)
        {
            ReadOnlySpan<int> rows = order.AsSpan(start, count);
            batchInputs = Gather(batchInputs, examples.InputCount, rows, inputs.Span);
            batchTargets = Gather(batchTargets, examples.TargetCount, rows, targets.Span);
        }

        return count;
    }

    /// <summary>What those examples count, where they have weights.</summary>
    /// <param name="start">As of <see cref="Take"/>.</param>
    /// <param name="weights">At least as many as a batch has examples.</param>
    public void TakeWeights(int start, Span<T> weights)
    {
        int count = Math.Min(Size, examples.Count - start);
        if (count < examples.Count)
        {
            _ = Gather(examples.Weights.Span, 1, order.AsSpan(start, count), weights);
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
