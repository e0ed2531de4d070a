using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Moves and scales every column of inputs to mean 0 and deviation 1, as measured on the training data.</summary>
/// <remarks>Fit it on the training part only: what the other parts are like is not known when a model learns.</remarks>
public sealed class Standardization
{
    /// <summary>A standardisation that was fitted before.</summary>
    /// <param name="means">The mean of every column, finite.</param>
    /// <param name="deviations">The deviation of every column, finite and positive.</param>
    /// <exception cref="ArgumentException">There are no columns, the counts differ, or a value is out of range.</exception>
    public Standardization(ImmutableArray<double> means, ImmutableArray<double> deviations)
    {
        if (means.IsDefaultOrEmpty || deviations.IsDefault || means.Length != deviations.Length)
        {
            throw new ArgumentException(
                $"Expected a mean and a deviation for every column; got {Count(means)} means and {Count(deviations)} deviations.",
                nameof(deviations));
        }

        for (int i = 0; i < means.Length; i++)
        {
            if (!double.IsFinite(means[i]))
            {
                throw new ArgumentException($"Column {i}: expected a finite mean; got {means[i]}.", nameof(means));
            }

            if (!double.IsFinite(deviations[i]) || deviations[i] <= 0)
            {
                throw new ArgumentException(
                    $"Column {i}: expected a finite, positive deviation; got {deviations[i]}.", nameof(deviations));
            }
        }

        Means = means;
        Deviations = deviations;

        static int Count(ImmutableArray<double> values) => values.IsDefault ? 0 : values.Length;
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
        ArgumentNullException.ThrowIfNull(training);
        int columns = training.InputCount;
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        var means = new double[columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!T.IsFinite(inputs[i]))
            {
                throw new ArgumentException(
                    $"Row {i / columns}, column {i % columns}: expected a finite number; got {inputs[i]}.", nameof(training));
            }

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

    /// <summary>A copy of the data with standardised inputs: (x − mean) / deviation, column by column.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentException">The data have another number of columns.</exception>
    public Dataset<T, TTarget> Apply<T, TTarget>(Dataset<T, TTarget> dataset)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.InputCount != Means.Length)
        {
            throw new ArgumentException($"Fitted on {Means.Length} columns; the data set has {dataset.InputCount}.", nameof(dataset));
        }

        var inputs = new T[dataset.Inputs.Length];
        Apply(dataset.Inputs.Span, inputs);
        return new Dataset<T, TTarget>(inputs, dataset.InputCount, dataset.Targets.ToArray(), dataset.TargetCount);
    }

    /// <summary>Standardises rows of inputs, e.g. the single example of a prediction.</summary>
    /// <param name="inputs">[n, columns]</param>
    /// <param name="standardized">[n, columns]; may be the same memory as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The inputs are no whole rows, or the lengths differ.</exception>
    public void Apply<T>(ReadOnlySpan<T> inputs, Span<T> standardized)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (inputs.Length % Means.Length != 0)
        {
            throw new ArgumentException($"Expected rows of {Means.Length} columns; got {inputs.Length} values.", nameof(inputs));
        }

        if (standardized.Length != inputs.Length)
        {
            throw new ArgumentException($"Expected room for {inputs.Length} values; got {standardized.Length}.", nameof(standardized));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            int column = i % Means.Length;
            standardized[i] = T.CreateTruncating((double.CreateTruncating(inputs[i]) - Means[column]) / Deviations[column]);
        }
    }
}
