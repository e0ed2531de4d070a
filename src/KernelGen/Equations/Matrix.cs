namespace KernelGen.Equations;

/// <summary>A table of numbers, row by row, that may carry their derivatives in one direction.</summary>
/// <remarks>Operators and functions write their results to new memory: no result shares arrays with an argument.</remarks>
public sealed partial class Matrix
{
    /// <summary>Wraps values [rows × columns], and their tangents if any are followed, without copying them.</summary>
    /// <exception cref="ArgumentException">There are not rows × columns values, or not one tangent for each.</exception>
    public Matrix(int rows, int columns, double[] values, double[]? tangents = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"Expected {rows} × {columns} values; got {values.Length}.", nameof(values));
        }

        if (tangents is not null && tangents.Length != values.Length)
        {
            throw new ArgumentException($"Expected {values.Length} tangents, one for each value; got {tangents.Length}.", nameof(tangents));
        }

        Rows = rows;
        Columns = columns;
        Values = values;
        Tangents = tangents;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The numbers, row by row.</summary>
    public double[] Values { get; }

    /// <summary>Their directional derivatives, or null where none are followed.</summary>
    public double[]? Tangents { get; }

    /// <summary>One entry, with its derivative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Scalar this[int row, int column]
    {
        get
        {
            if ((uint)row >= (uint)Rows || (uint)column >= (uint)Columns)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(row), $"A matrix [{Rows} × {Columns}] has no entry ({row}, {column}); rows and columns count from 0.");
            }

            return Entry(row * Columns + column);
        }
    }

    /// <summary>f of every entry.</summary>
    internal static Matrix Map(Matrix a, Func<Scalar, Scalar> f)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Compute(a.Rows, a.Columns, a.Tangents is not null, i => f(a.Entry(i)));
    }

    /// <summary>f of every entry and one scalar.</summary>
    internal static Matrix Map(Matrix a, Scalar s, Func<Scalar, Scalar, Scalar> f)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Compute(a.Rows, a.Columns, a.Tangents is not null || s.Tangent != 0, i => f(a.Entry(i), s));
    }

    /// <summary>f of every pair of entries.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    internal static Matrix Zip(Matrix a, Matrix b, string operation, Func<Scalar, Scalar, Scalar> f)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Rows != b.Rows || a.Columns != b.Columns)
        {
            throw new ArgumentException(
                $"{operation} takes two matrices of one shape; got [{a.Rows} × {a.Columns}] and [{b.Rows} × {b.Columns}].", nameof(b));
        }

        return Compute(a.Rows, a.Columns, a.Tangents is not null || b.Tangents is not null, i => f(a.Entry(i), b.Entry(i)));
    }

    /// <summary>A matrix by a formula for its entries, which are counted row by row.</summary>
    internal static Matrix Compute(int rows, int columns, bool moving, Func<int, Scalar> entry)
    {
        (double[] values, double[]? tangents) = EntryByEntry.Compute(rows * columns, moving, entry);
        return new(rows, columns, values, tangents);
    }

    private Scalar Entry(int index) => new(Values[index], Tangents is null ? 0 : Tangents[index]);
}
