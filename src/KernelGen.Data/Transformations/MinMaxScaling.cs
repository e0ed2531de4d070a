using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Moves and scales every column so that the training data lie from 0 to 1; other data may lie outside.</summary>
public sealed class MinMaxScaling : Transformation
{
    /// <summary>A scaling that was fitted before.</summary>
    /// <param name="minima">The least value of every column, finite.</param>
    /// <param name="ranges">The distance from the least to the largest, finite and positive; 1 for a column that is constant.</param>
    /// <exception cref="ArgumentException">There are no columns, the counts differ, or a value is out of range.</exception>
    public MinMaxScaling(ImmutableArray<double> minima, ImmutableArray<double> ranges)
        : base(Columns.Count(minima, nameof(minima)), minima.Length)
    {
        if (Columns.Count(ranges, nameof(ranges)) != minima.Length)
        {
            throw new ArgumentException(
                $"Expected a minimum and a range for every column; got {minima.Length} minima and {ranges.Length} ranges.", nameof(ranges));
        }

        Columns.ThrowIfAny(minima, static minimum => !double.IsFinite(minimum), "a finite minimum", nameof(minima));
        Columns.ThrowIfAny(ranges, static range => !double.IsFinite(range) || range <= 0, "a finite, positive range", nameof(ranges));
        Minima = minima;
        Ranges = ranges;
    }

    /// <summary>The least value of every column of the training data; it becomes 0.</summary>
    public ImmutableArray<double> Minima { get; }

    /// <summary>The distance from the least to the largest value, which becomes 1; 1 for a column that is constant.</summary>
    public ImmutableArray<double> Ranges { get; }

    /// <summary>Measures the columns of the training data.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">An input is not finite, or a column is too wide for its range to be.</exception>
    public static MinMaxScaling Fit<T, TTarget>(Dataset<T, TTarget> training)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        Columns.ThrowIfNotFinite(training, nameof(training));
        int columns = training.InputCount;
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        T[] minima = inputs[..columns].ToArray();
        T[] maxima = inputs[..columns].ToArray();
        for (int i = columns; i < inputs.Length; i++)
        {
            minima[i % columns] = T.Min(minima[i % columns], inputs[i]);
            maxima[i % columns] = T.Max(maxima[i % columns], inputs[i]);
        }

        return new MinMaxScaling(
            [.. minima.Select(double.CreateTruncating)],
            [.. minima.Zip(maxima, static (least, most) => least == most ? 1 : double.CreateTruncating(most) - double.CreateTruncating(least))]);
    }

    // (x − minimum) / range, column by column.
    internal override Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            outputs[i] = (inputs[i] - Minima[i]) / Ranges[i];
        }

        return null;
    }
}
