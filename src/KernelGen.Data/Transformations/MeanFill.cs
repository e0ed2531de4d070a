using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Puts the mean of a column, as measured on the training data, where a value is missing (NaN).</summary>
/// <remarks><see cref="MissingPolicy.Fill"/> reads missing values as NaN.</remarks>
public sealed class MeanFill : Transformation
{
    /// <summary>A filling that was fitted before.</summary>
    /// <param name="means">The mean of every column, finite.</param>
    /// <exception cref="ArgumentException">There are no columns, or a mean is not finite.</exception>
    public MeanFill(ImmutableArray<double> means)
        : base(Columns.Count(means, nameof(means)), means.Length)
    {
        Columns.ThrowIfAny(means, static mean => !double.IsFinite(mean), "a finite mean", nameof(means));
        Means = means;
    }

    /// <summary>The mean of what is there in every column of the training data.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>Measures the columns of the training data.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">An input is infinite, or nothing is there in a column.</exception>
    public static MeanFill Fit<T, TTarget>(Dataset<T, TTarget> training)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        Columns.ThrowIfNotFinite(training, nameof(training), orMissing: true);
        int columns = training.InputCount;
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        var counts = new int[columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            counts[i % columns] += T.IsNaN(inputs[i]) ? 0 : 1;
        }

        if (counts.IndexOf(0) is var empty and >= 0)
        {
            throw new ArgumentException($"Column {empty}: every value is missing, so that there is no mean to fill with.", nameof(training));
        }

        // Divided before they are summed: a sum of large numbers may be infinite where their mean is not.
        var means = new double[columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            means[i % columns] += T.IsNaN(inputs[i]) ? 0 : double.CreateTruncating(inputs[i]) / counts[i % columns];
        }

        return new MeanFill([.. means]);
    }

    internal override Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            outputs[i] = double.IsNaN(inputs[i]) ? Means[i] : inputs[i];
        }

        return null;
    }
}
