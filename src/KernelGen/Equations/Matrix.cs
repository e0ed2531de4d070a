namespace KernelGen.Equations;

/// <summary>A table of numbers, row by row, that may carry their derivatives in one direction.</summary>
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
}
