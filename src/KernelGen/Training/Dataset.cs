namespace KernelGen.Training;

/// <summary>Examples in memory: rows of inputs and, for each, a target, unless the objective takes none.</summary>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
public sealed class Dataset<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Wraps rows of inputs [n, inputCount] and targets [n, targetCount] without copying them.</summary>
    /// <param name="inputs">[n, inputCount]</param>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <param name="targets">[n, targetCount]</param>
    /// <param name="targetCount">Values in one target; 0 where there is none.</param>
    /// <exception cref="ArgumentException">A length is no multiple of its row, the counts of rows differ, or there is no row.</exception>
    public Dataset(ReadOnlyMemory<T> inputs, int inputCount, ReadOnlyMemory<TTarget> targets, int targetCount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetCount);
        if (inputs.Length == 0 || inputs.Length % inputCount != 0)
        {
            throw new ArgumentException($"Expected rows of {inputCount} inputs, at least one; got {inputs.Length} values.", nameof(inputs));
        }

        Count = inputs.Length / inputCount;
        if (targets.Length != (long)Count * targetCount)
        {
            throw new ArgumentException(
                $"Expected {Count} targets of {targetCount} for {Count} rows of inputs; got {targets.Length} values.", nameof(targets));
        }

        Inputs = inputs;
        InputCount = inputCount;
        Targets = targets;
        TargetCount = targetCount;
    }

    /// <summary>Wraps rows of inputs [n, inputCount] without copying them, for a model whose objective takes no target.</summary>
    /// <param name="inputs">[n, inputCount]</param>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of a row, or there is no row.</exception>
    public Dataset(ReadOnlyMemory<T> inputs, int inputCount)
        : this(inputs, inputCount, ReadOnlyMemory<TTarget>.Empty, 0)
    {
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>Values in one example.</summary>
    public int InputCount { get; }

    /// <summary>Values in one target; 0 where there is none.</summary>
    public int TargetCount { get; }

    /// <summary>[Count, InputCount]</summary>
    public ReadOnlyMemory<T> Inputs { get; }

    /// <summary>[Count, TargetCount]</summary>
    public ReadOnlyMemory<TTarget> Targets { get; }

    /// <summary>[Count], what each example counts in training; empty where all count alike.</summary>
    public ReadOnlyMemory<T> Weights { get; private init; }

    /// <summary>The same examples with weights, for a model whose loss has them: finite and not negative.</summary>
    /// <remarks>Weights count in training alone, not where a cost or error is measured.</remarks>
    /// <param name="weights">[Count], not copied.</param>
    /// <exception cref="ArgumentException">There are more weights than examples, or fewer.</exception>
    public Dataset<T, TTarget> WithWeights(ReadOnlyMemory<T> weights) => weights.Length == Count
        ? new(Inputs, InputCount, Targets, TargetCount) { Weights = weights }
        : throw new ArgumentException($"Expected a weight for each of {Count} examples; got {weights.Length}.", nameof(weights));

    /// <summary>The examples <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1, not copied.</summary>
    public Dataset<T, TTarget> Slice(int start, int count) => new(
        Inputs.Slice(checked(start * InputCount), checked(count * InputCount)), InputCount,
        Targets.Slice(checked(start * TargetCount), checked(count * TargetCount)), TargetCount)
    {
        Weights = Weights.IsEmpty ? Weights : Weights.Slice(start, count),
    };
}
