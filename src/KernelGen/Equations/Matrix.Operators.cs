namespace KernelGen.Equations;

public sealed partial class Matrix
{
    /// <summary>−a</summary>
    public static Matrix operator -(Matrix a) => Map(a, static x => -x);

    /// <summary>a + b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Matrix operator +(Matrix a, Matrix b) => Zip(a, b, "+", static (x, y) => x + y);

    /// <summary>a + s for every entry of a.</summary>
    public static Matrix operator +(Matrix a, Scalar s) => Map(a, s, static (x, y) => x + y);

    /// <summary>s + a for every entry of a.</summary>
    public static Matrix operator +(Scalar s, Matrix a) => Map(a, s, static (x, y) => y + x);

    /// <summary>a − b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Matrix operator -(Matrix a, Matrix b) => Zip(a, b, "-", static (x, y) => x - y);

    /// <summary>a − s for every entry of a.</summary>
    public static Matrix operator -(Matrix a, Scalar s) => Map(a, s, static (x, y) => x - y);

    /// <summary>s − a for every entry of a.</summary>
    public static Matrix operator -(Scalar s, Matrix a) => Map(a, s, static (x, y) => y - x);

    /// <summary>a·s for every entry of a.</summary>
    public static Matrix operator *(Matrix a, Scalar s) => Map(a, s, static (x, y) => x * y);

    /// <summary>s·a for every entry of a.</summary>
    public static Matrix operator *(Scalar s, Matrix a) => Map(a, s, static (x, y) => y * x);

    /// <summary>a / s for every entry of a.</summary>
    public static Matrix operator /(Matrix a, Scalar s) => Map(a, s, static (x, y) => x / y);

    /// <summary>s / a for every entry of a.</summary>
    public static Matrix operator /(Scalar s, Matrix a) => Map(a, s, static (x, y) => y / x);

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
