namespace KernelGen.Equations;

public static partial class Functions
{
    /// <summary>The sum of the entries.</summary>
    public static Scalar Sum(Vector x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOver(x.Values, x.Tangents, static entry => entry);
    }

    /// <summary>The sum of all entries.</summary>
    public static Scalar Sum(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOver(x.Values, x.Tangents, static entry => entry);
    }

    /// <summary>The sum of the entries over their number.</summary>
    /// <exception cref="ArgumentException">There is no entry.</exception>
    public static Scalar Mean(Vector x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Length > 0
            ? Sum(x) / x.Length
            : throw new ArgumentException("Mean needs at least one entry; got a vector [0].", nameof(x));
    }

    /// <summary>The sum of all entries over their number.</summary>
    /// <exception cref="ArgumentException">There is no entry.</exception>
    public static Scalar Mean(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Values.Length > 0
            ? Sum(x) / x.Values.Length
            : throw new ArgumentException($"Mean needs at least one entry; got a matrix [{x.Rows} × {x.Columns}].", nameof(x));
    }

    /// <summary>x²</summary>
    public static Scalar SumOfSquares(Scalar x) => x * x;

    /// <summary>‖x‖² = Σ xᵢ²</summary>
    public static Scalar SumOfSquares(Vector x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOfSquares(x.Values, x.Tangents);
    }

    /// <summary>The sum of the squares of all entries.</summary>
    public static Scalar SumOfSquares(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOfSquares(x.Values, x.Tangents);
    }

    /// <summary>|x|</summary>
    public static Scalar Norm1(Scalar x) => Abs(x);

    /// <summary>‖x‖₁ = Σ |xᵢ|</summary>
    public static Scalar Norm1(Vector x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOver(x.Values, x.Tangents, Abs);
    }

    /// <summary>The sum of the absolute values of all entries.</summary>
    public static Scalar Norm1(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOver(x.Values, x.Tangents, Abs);
    }

    // Weights are many and regularised at every evaluation: no call for each, no tangent where there is none.
    private static Scalar SumOfSquares(double[] values, double[]? tangents)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        double tangent = 0;
        for (int i = 0; i < tangents?.Length; i++)
        {
            tangent += 2 * values[i] * tangents[i];
        }

        return new(sum, tangent);
    }

    private static Scalar SumOver(double[] values, double[]? tangents, Func<Scalar, Scalar> term)
    {
        double sum = 0;
        double tangent = 0;
        for (int i = 0; i < values.Length; i++)
        {
            Scalar summand = term(new(values[i], tangents is null ? 0 : tangents[i]));
            sum += summand.Value;
            tangent += summand.Tangent;
        }

        return new(sum, tangent);
    }
}
