namespace KernelGen.Equations;

/// <summary>A table of numbers, row by row, that may carry their derivatives in one direction.</summary>
/// <remarks>Operators and functions write their results to new memory: no result shares arrays with an argument.</remarks>
public sealed class Matrix
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

            int index = row * Columns + column;
            return new(Values[index], Tangents is null ? 0 : Tangents[index]);
        }
    }

    /// <summary>A·x: one entry for each row, with (Ax)′ = A′x + Ax′.</summary>
    /// <exception cref="ArgumentException">The vector has not one entry for each column.</exception>
    public static Vector operator *(Matrix a, Vector x)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length != a.Columns)
        {
            throw new ArgumentException(
                $"A matrix [{a.Rows} × {a.Columns}] multiplies a vector [{a.Columns}]; got a vector [{x.Length}].", nameof(x));
        }

        var values = new double[a.Rows];
        AddProduct(a.Values, x.Values, values);
        if (a.Tangents is null && x.Tangents is null)
        {
            return new(values);
        }

        var tangents = new double[a.Rows];
        if (a.Tangents is not null)
        {
            AddProduct(a.Tangents, x.Values, tangents);
        }

        if (x.Tangents is not null)
        {
            AddProduct(a.Values, x.Tangents, tangents);
        }

        return new(values, tangents);
    }

    private static void AddProduct(double[] matrix, ReadOnlySpan<double> vector, double[] result)
    {
        for (int row = 0; row < result.Length; row++)
        {
            ReadOnlySpan<double> entries = matrix.AsSpan(row * vector.Length, vector.Length);
            double sum = 0;
            for (int column = 0; column < entries.Length; column++)
            {
                sum += entries[column] * vector[column];
            }

            result[row] += sum;
        }
    }
}
