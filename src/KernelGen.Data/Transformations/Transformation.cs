using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Computes other inputs from the inputs of an example: scaled, filled, encoded or enriched.</summary>
/// <remarks>
/// What a transformation measures, it measures on the training data only, and keeps. It computes in double precision whatever the
/// element type of the model. A transformation never changes, so that many threads may apply it.
/// </remarks>
public abstract class Transformation
{
    private const int LongestOnStack = 512;

    private protected Transformation(int inputCount, int outputCount)
    {
        InputCount = inputCount;
        OutputCount = outputCount;
    }

    /// <summary>Values in one example before.</summary>
    public int InputCount { get; }

    /// <summary>Values in one example after.</summary>
    public int OutputCount { get; }

    /// <summary>A copy of the data with transformed inputs.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentException">The data have another number of inputs, or a value that cannot be transformed.</exception>
    public Dataset<T, TTarget> Apply<T, TTarget>(Dataset<T, TTarget> dataset)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.InputCount != InputCount)
        {
            throw new ArgumentException($"{GetType().Name} takes {InputCount} inputs; the data set has {dataset.InputCount}.", nameof(dataset));
        }

        var mapped = new T[checked(dataset.Count * OutputCount)];
        Apply(dataset.Inputs.Span, mapped);
        Dataset<T, TTarget> result = new(mapped, OutputCount, dataset.Targets.ToArray(), dataset.TargetCount);
        return dataset.Weights.IsEmpty ? result : result.WithWeights(dataset.Weights.ToArray());
    }

    /// <summary>The same examples with transformed inputs, one after the other as they are read.</summary>
    /// <param name="examples">The examples; still the caller's, to be disposed of after use.</param>
    /// <exception cref="ArgumentNullException"><paramref name="examples"/> is null.</exception>
    /// <exception cref="ArgumentException">They have another number of inputs.</exception>
    public ExampleReader<T, TTarget> Apply<T, TTarget>(ExampleReader<T, TTarget> examples)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(examples);
        return examples.InputCount == InputCount
            ? new TransformedExamples<T, TTarget>(examples, this)
            : throw new ArgumentException($"{GetType().Name} takes {InputCount} inputs; the examples have {examples.InputCount}.", nameof(examples));
    }

    /// <summary>Transforms rows of inputs, e.g. the single example of a prediction. Up to 512 values a row, nothing is allocated.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="mapped">[n, OutputCount]; the same memory as <paramref name="inputs"/> where the counts are equal, or other memory.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no whole rows, there is not room for what becomes of them, both share memory otherwise, or a value cannot be
    /// transformed.
    /// </exception>
    public void Apply<T>(ReadOnlySpan<T> inputs, Span<T> mapped)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = RowsIn(inputs, mapped);
        Span<double> row = InputCount <= LongestOnStack ? stackalloc double[InputCount] : new double[InputCount];
        Span<double> result = OutputCount <= LongestOnStack ? stackalloc double[OutputCount] : new double[OutputCount];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = double.CreateTruncating(inputs[i * InputCount + j]);
            }

            if (Transform(row, result) is Refusal refusal)
            {
                throw new ArgumentException($"Row {i}, column {refusal.Column}: expected {refusal.Expected}; got {refusal.Value}.", nameof(inputs));
            }

            for (int j = 0; j < result.Length; j++)
            {
                mapped[i * OutputCount + j] = T.CreateTruncating(result[j]);
            }
        }
    }

    /// <summary>Transforms one example, or says which value cannot be.</summary>
    /// <param name="inputs">[InputCount]</param>
    /// <param name="outputs">[OutputCount], other memory, to be written completely.</param>
    internal abstract Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs);

    /// <summary>Asserts that another transformation fits after this one.</summary>
    internal void ThrowIfUnfit(Transformation next, string name)
    {
        if (next.InputCount != OutputCount)
        {
            throw new ArgumentException($"{GetType().Name} gives {OutputCount} values; {next.GetType().Name} after it takes {next.InputCount}.", name);
        }
    }

    private int RowsIn<T>(ReadOnlySpan<T> inputs, Span<T> mapped)
    {
        if (inputs.Length % InputCount != 0)
        {
            throw new ArgumentException($"Expected rows of {InputCount} inputs; got {inputs.Length} values.", nameof(inputs));
        }

        int count = inputs.Length / InputCount;
        if (mapped.Length != (long)count * OutputCount)
        {
            throw new ArgumentException($"Expected room for {count} rows of {OutputCount} values; got {mapped.Length}.", nameof(mapped));
        }

        return inputs.Overlaps(mapped, out int offset) && (offset != 0 || InputCount != OutputCount)
            ? throw new ArgumentException("Inputs and results share memory; a result would overwrite an input before it is read.", nameof(mapped))
            : count;
    }

    /// <summary>A value that cannot be transformed.</summary>
    internal sealed record Refusal(int Column, string Expected, double Value);
}
