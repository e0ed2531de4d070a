using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>What the columns of training data, and what was measured of them, must be.</summary>
internal static class Columns
{
    /// <summary>Asserts that every input is finite, or perhaps NaN.</summary>
    public static void ThrowIfNotFinite<T, TTarget>(Dataset<T, TTarget> training, string name, bool orMissing = false)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(training, name);
        int columns = training.InputCount;
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!T.IsFinite(inputs[i]) && !(orMissing && T.IsNaN(inputs[i])))
            {
                throw new ArgumentException($"Row {i / columns}, column {i % columns}: expected a finite number; got {inputs[i]}.", name);
            }
        }
    }

    /// <summary>The number of columns that there is a value for, at least 1.</summary>
    public static int Count<TValue>(ImmutableArray<TValue> values, string name) => values.IsDefaultOrEmpty
        ? throw new ArgumentException("Expected a value for every column, at least one.", name)
        : values.Length;

    /// <summary>Asserts what the value of every column is.</summary>
    public static void ThrowIfAny(ImmutableArray<double> values, Func<double, bool> isWrong, string expected, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (isWrong(values[i]))
            {
                throw new ArgumentException($"Column {i}: expected {expected}; got {values[i]}.", name);
            }
        }
    }
}
