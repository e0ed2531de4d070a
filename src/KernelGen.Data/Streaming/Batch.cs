namespace KernelGen.Data;

/// <summary>Some examples, until <see cref="Batches{T,TTarget}"/> move on.</summary>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
public readonly ref struct Batch<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    internal Batch(int count, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        Count = count;
        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>The number of examples, at least 1.</summary>
    public int Count { get; }

    /// <summary>[Count, InputCount]</summary>
    public ReadOnlySpan<T> Inputs { get; }

    /// <summary>[Count, TargetCount]</summary>
    public ReadOnlySpan<TTarget> Targets { get; }
}
