namespace KernelGen.Equations;

/// <summary>The functions that a model's equations are written with: <c>using static KernelGen.Equations.Functions;</c>.</summary>
/// <remarks>
/// The oracle of every check: double precision, plain loops, each value with its derivative in one direction (dual numbers,
/// forward mode). At a kink the derivative is 0 by convention: relu′(0) = 0, sign(0) = 0, and a hinge that is exactly met.
/// Arguments of functions with a kink are reported to <see cref="Kinks.Watch"/>.
/// </remarks>
public static partial class Functions
{
    /// <summary>eˣ</summary>
    public static Scalar Exp(Scalar x)
    {
        double value = Math.Exp(x.Value);
        return new(value, value * x.Tangent);
    }

    /// <summary>eˣ of every entry.</summary>
    public static Vector Exp(Vector x) => Vector.Map(x, Exp);

    /// <summary>The natural logarithm.</summary>
    public static Scalar Log(Scalar x) => new(Math.Log(x.Value), x.Tangent / x.Value);

    /// <summary>The natural logarithm of every entry.</summary>
    public static Vector Log(Vector x) => Vector.Map(x, Log);

    /// <summary>|x|, with the derivative sign(x), 0 at 0.</summary>
    public static Scalar Abs(Scalar x)
    {
        Kinks.Report(x.Value);
        return x.Value > 0 ? x : x.Value < 0 ? -x : new(Math.Abs(x.Value));
    }

    /// <summary>|x| of every entry.</summary>
    public static Vector Abs(Vector x) => Vector.Map(x, Abs);

    /// <summary>The sum of the entries.</summary>
    public static Scalar Sum(Vector x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return SumOver(x.Values, x.Tangents, static entry => entry);
    }

    /// <summary>aᵀb</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar Dot(Vector a, Vector b)
    {
        Vector.RequireEqualLengths(a, b, nameof(Dot));
        Scalar sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
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
