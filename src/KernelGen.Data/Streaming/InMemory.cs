using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Examples that a program has as spans.</summary>
public static class InMemory
{
    /// <summary>A data set of copies. Memory that is there as an array is wrapped without copying by <see cref="Dataset{T,TTarget}"/> itself.</summary>
    /// <param name="inputs">[n, inputCount]</param>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <param name="targets">[n, targetCount]</param>
    /// <param name="targetCount">Values in one target; 0 where there is none.</param>
    /// <exception cref="ArgumentException">A length is no multiple of its row, the counts of rows differ, or there is no row.</exception>
    public static Dataset<T, TTarget> Copy<T, TTarget>(
        ReadOnlySpan<T> inputs, int inputCount, ReadOnlySpan<TTarget> targets, int targetCount = 1)
        where T : unmanaged
        where TTarget : unmanaged =>
        new(inputs.ToArray(), inputCount, targets.ToArray(), targetCount);
}
