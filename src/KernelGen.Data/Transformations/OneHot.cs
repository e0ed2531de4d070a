using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Puts a column for each category in the place of a column that names categories: 1 for the one it is, 0 for the others.</summary>
/// <remarks>Columns keep their order, the other columns their values; the categories of a column are in ascending order.</remarks>
public sealed class OneHot : Transformation
{
    private readonly CategoryColumn?[] encodings;

    /// <summary>An encoding that was fitted before.</summary>
    /// <param name="inputCount">Values in one example before, at least 1.</param>
    /// <param name="columns">The columns to encode, each once.</param>
    /// <param name="unknown">What becomes of other categories.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputCount"/> is less than 1, or a value is none of the enumeration.</exception>
    /// <exception cref="ArgumentException">There is no such column, one is there twice, or its categories are not finite and ascending.</exception>
    public OneHot(int inputCount, ImmutableArray<CategoryColumn> columns, UnknownCategory unknown = UnknownCategory.Refuse)
        : base(inputCount, OutputCountOf(inputCount, columns))
    {
        if (!Enum.IsDefined(unknown))
        {
            throw new ArgumentOutOfRangeException(nameof(unknown), unknown, $"Expected an {nameof(UnknownCategory)}.");
        }

        encodings = new CategoryColumn?[inputCount];
        foreach (CategoryColumn column in columns)
        {
            if (encodings[column.Column] is not null)
            {
                throw new ArgumentException($"Column {column.Column} is there twice.", nameof(columns));
            }

            encodings[column.Column] = column;
        }

        EncodedColumns = columns;
        Unknown = unknown;
    }

    /// <summary>The columns that are encoded.</summary>
    public ImmutableArray<CategoryColumn> EncodedColumns { get; }

    /// <summary>What becomes of categories that the training data do not have.</summary>
    public UnknownCategory Unknown { get; }

    /// <summary>Finds the categories of columns in the training data.</summary>
    /// <param name="training">The training data.</param>
    /// <param name="columns">The indices of the columns to encode, each once.</param>
    /// <param name="unknown">What becomes of other categories.</param>
    /// <exception cref="ArgumentNullException"><paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">An input is not finite, there is no such column, or one is there twice.</exception>
    public static OneHot Fit<T, TTarget>(
        Dataset<T, TTarget> training, ReadOnlySpan<int> columns, UnknownCategory unknown = UnknownCategory.Refuse)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        Columns.ThrowIfNotFinite(training, nameof(training));
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        var encoded = ImmutableArray.CreateBuilder<CategoryColumn>(columns.Length);
        foreach (int column in columns)
        {
            var found = new SortedSet<double>();
            for (int i = column; i >= 0 && i < inputs.Length; i += training.InputCount)
            {
                found.Add(double.CreateTruncating(inputs[i]));
            }

            encoded.Add(new CategoryColumn(column, [.. found]));
        }

        return new OneHot(training.InputCount, encoded.MoveToImmutable(), unknown);
    }

    internal override Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        int next = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (encodings[i] is not CategoryColumn encoding)
            {
                outputs[next++] = inputs[i];
                continue;
            }

            int category = encoding.Categories.BinarySearch(inputs[i]);
            if (category < 0 && Unknown == UnknownCategory.Refuse)
            {
                return new Refusal(i, $"one of the {encoding.Categories.Length} categories of the training data", inputs[i]);
            }

            outputs.Slice(next, encoding.Categories.Length).Clear();
            if (category >= 0)
            {
                outputs[next + category] = 1;
            }

            next += encoding.Categories.Length;
        }

        return null;
    }

    private static int OutputCountOf(int inputCount, ImmutableArray<CategoryColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputCount, 1);
        if (columns.IsDefaultOrEmpty || columns.Contains(null!))
        {
            throw new ArgumentException("Expected at least one column to encode, none of them null.", nameof(columns));
        }

        int count = inputCount;
        foreach (CategoryColumn column in columns)
        {
            if (column.Column < 0 || column.Column >= inputCount)
            {
                throw new ArgumentException($"Expected a column from 0 to {inputCount - 1}; got {column.Column}.", nameof(columns));
            }

            ImmutableArray<double> categories = column.Categories;
            if (categories.IsDefaultOrEmpty || !categories.All(double.IsFinite) || !categories.Zip(categories.Skip(1)).All(static pair => pair.First < pair.Second))
            {
                throw new ArgumentException($"Column {column.Column}: expected finite categories in ascending order, at least one.", nameof(columns));
            }

            count = checked(count + categories.Length - 1);
        }

        return count;
    }
}
