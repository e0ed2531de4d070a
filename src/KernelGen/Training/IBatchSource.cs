namespace KernelGen.Training;

/// <summary>Examples that come batch by batch, once in every epoch, and need not fit in memory: what <see cref="StreamedTraining"/> learns from.</summary>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
public interface IBatchSource<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Values in one example.</summary>
    int InputCount { get; }

    /// <summary>Values in one target; 0 where there is none.</summary>
    int TargetCount { get; }

    /// <summary>Examples in a batch; the last of an epoch may have fewer.</summary>
    int BatchSize { get; }

    /// <summary>What decides which examples come in which order, in words: a training is resumed only where it is the same.</summary>
    string Description { get; }

    /// <summary>Goes before the first batch of an epoch, whose order depends on nothing but this number.</summary>
    /// <param name="epoch">1 for the first.</param>
    void Begin(int epoch);

    /// <summary>The next batch, valid until the next call.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <returns>n; 0 at the end of the epoch.</returns>
    int Take(out ReadOnlySpan<T> inputs, out ReadOnlySpan<TTarget> targets);
}
