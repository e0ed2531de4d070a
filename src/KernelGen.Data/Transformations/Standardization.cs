using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Moves and scales every column of inputs to mean 0 and deviation 1, as measured on the training data.</summary>
/// <remarks>Fit it on the training part only: what the other parts are like is not known when a model learns.</remarks>
public sealed class Standardization : Transformation
{
    /// <summary>A standardisation that was fitted before.</summary>
    /// <param name="means">The mean of every column, finite.</param>
    /// <param name="deviations">The deviation of every column, finite and positive.</param>
    /// <exception cref="ArgumentException">There are no columns, the counts differ, or a value is out of range.</exception>
    public Standardization(ImmutableArray<double> means, ImmutableArray<double> deviations)
        : base(Columns.Count(means, nameof(means)), means.Length)
    {
        if (Columns.Count(deviations, nameof(deviations)) != means.Length)
        {
            throw new ArgumentException(
                $"Expected a mean and a deviation for every column; got {means.Length} means and {deviations.Length} deviations.",
                nameof(deviations));
        }

        Columns.ThrowIfAny(means, static mean => !double.IsFinite(mean), "a finite mean", nameof(means));
        Columns.ThrowIfAny(
            deviations, static deviation => !double.IsFinite(deviation) || deviation <= 0, "a finite, positive deviation", nameof(deviations));
        Means = means;
        Deviations = deviations;
    }

    /// <summary>The mean of every column.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>The deviation of every column, √(mean of (x − mean)²); 1 for a column that is constant.</summary>
    public ImmutableArray<double> Deviations { get; }

    /// <summary>Measures the columns of the training data.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">An input is not finite, or a column is too wide for its deviation to be.</exception>
    public static Standardization Fit<T, TTarget>(Dataset<T, TTarget> training)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        Columns.ThrowIfNotFinite(training, nameof(training));
        int columns = training.InputCount;
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        var means = new double[columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            means[i % columns] += double.CreateTruncating(inputs[i]) / training.Count;
        }

        var variances = new double[columns];
        var varies = new bool[columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            int column = i % columns;
            double distance = double.CreateTruncating(inputs[i]) - means[column];
            variances[column] += distance * distance / training.Count;

            // Not asked of the variance: the mean of equal numbers may be a rounding away from them.
            varies[column] |= inputs[i] != inputs[column];
        }

        for (int column = 0; column < columns; column++)
        {
            means[column] = varies[column] ? means[column] : double.CreateTruncating(inputs[column]);
        }

        return new Standardization([.. means], [.. variances.Select((variance, column) => varies[column] ? Math.Sqrt(variance) : 1)]);
    }

    // (x − mean) / deviation, column by column.
    internal override Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            outputs[i] = (inputs[i] - Means[i]) / Deviations[i];
        }

        return null;
    }
}
