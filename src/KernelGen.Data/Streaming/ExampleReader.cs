using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Examples one after the other, from wherever they are, as often as wanted, in memory for one example.</summary>
/// <remarks><see cref="Batches{T,TTarget}"/> makes batches of them.</remarks>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
public abstract class ExampleReader<T, TTarget> : IDisposable
    where T : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Values in one example, at least 1.</summary>
    public abstract int InputCount { get; }

    /// <summary>Values in one target; 0 where there is none.</summary>
    public abstract int TargetCount { get; }

    /// <summary>Reads the next example.</summary>
    /// <param name="inputs">[InputCount]</param>
    /// <param name="targets">[TargetCount]</param>
    /// <returns>Whether there was one; if not, the content of both spans is undefined.</returns>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    /// <exception cref="DataFormatException">The file does not hold what it should.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool Read(Span<T> inputs, Span<TTarget> targets)
    {
        if (inputs.Length != InputCount)
        {
            throw new ArgumentException($"Expected room for {InputCount} inputs; got {inputs.Length}.", nameof(inputs));
        }

        return targets.Length == TargetCount
            ? ReadNext(inputs, targets)
            : throw new ArgumentException($"Expected room for {TargetCount} targets; got {targets.Length}.", nameof(targets));
    }

    /// <summary>Goes back before the first example.</summary>
    /// <exception cref="DataFormatException">The file has become another since it was opened.</exception>
    /// <exception cref="IOException">The file cannot be opened again.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public abstract void Rewind();

    /// <summary>Reads what is left into memory.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    /// <exception cref="DataFormatException">The file does not hold what it should.</exception>
    public Dataset<T, TTarget> ReadToEnd() => ReadWhatIsLeft() ?? throw new InvalidOperationException("No example is left.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is left into memory; null for nothing.</summary>
    internal Dataset<T, TTarget>? ReadWhatIsLeft()
    {
        var inputs = new List<T>();
        var targets = new List<TTarget>();
        T[] row = new T[InputCount];
        TTarget[] target = new TTarget[TargetCount];
        while (Read(row, target))
        {
            inputs.AddRange(row);
            targets.AddRange(target);
        }

        return inputs.Count > 0
            ? new Dataset<T, TTarget>(inputs.ToArray(), InputCount, targets.ToArray(), TargetCount)
            : null;
    }

    /// <summary>Reads the next example into spans of the right length.</summary>
    protected abstract bool ReadNext(Span<T> inputs, Span<TTarget> targets);

    /// <summary>Closes what is open.</summary>
    protected abstract void Dispose(bool disposing);
}
