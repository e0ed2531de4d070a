using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Reads the examples of a data set in memory, in their order.</summary>
/// <param name="dataset">The examples, not copied.</param>
/// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
public sealed class MemoryExamples<T, TTarget>(Dataset<T, TTarget> dataset) : ExampleReader<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    private readonly Dataset<T, TTarget> dataset = dataset ?? throw new ArgumentNullException(nameof(dataset));
    private int next;

    /// <inheritdoc/>
    public override int InputCount => dataset.InputCount;

    /// <inheritdoc/>
    public override int TargetCount => dataset.TargetCount;

    /// <inheritdoc/>
    public override void Rewind() => next = 0;

    /// <inheritdoc/>
    protected override bool ReadNext(Span<T> inputs, Span<TTarget> targets)
    {
        if (next == dataset.Count)
        {
            return false;
        }

        dataset.Inputs.Span.Slice(next * InputCount, InputCount).CopyTo(inputs);
        dataset.Targets.Span.Slice(next * TargetCount, TargetCount).CopyTo(targets);
        next++;
        return true;
    }

    /// <summary>Nothing is open.</summary>
    protected override void Dispose(bool disposing)
    {
    }
}
