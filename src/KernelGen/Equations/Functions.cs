namespace KernelGen.Equations;

/// <summary>The functions that a model's equations are written with: <c>using static KernelGen.Equations.Functions;</c>.</summary>
/// <remarks>
/// The oracle of every check: double precision, plain loops, each value with its derivative in one direction (dual numbers,
/// forward mode). At a kink the derivative is one-sided by convention: relu′(0) = 0, sign(0) = 0, a hinge that is exactly met has
/// none, and of two equal numbers the second is taken as the larger or the smaller. What is zero at a kink is reported to
/// <see cref="Kinks.Watch"/>.
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

    /// <summary>eˣ of every entry.</summary>
    public static Matrix Exp(Matrix x) => Matrix.Map(x, Exp);

    /// <summary>The natural logarithm, with the derivative 1 / x.</summary>
    public static Scalar Log(Scalar x) => new(Math.Log(x.Value), x.Tangent / x.Value);

    /// <summary>The natural logarithm of every entry.</summary>
    public static Vector Log(Vector x) => Vector.Map(x, Log);

    /// <summary>The natural logarithm of every entry.</summary>
    public static Matrix Log(Matrix x) => Matrix.Map(x, Log);

    /// <summary>x², with the derivative 2x.</summary>
    public static Scalar Square(Scalar x) => x * x;

    /// <summary>x² of every entry.</summary>
    public static Vector Square(Vector x) => Vector.Map(x, Square);

    /// <summary>x² of every entry.</summary>
    public static Matrix Square(Matrix x) => Matrix.Map(x, Square);

    /// <summary>√x, with the derivative 1 / (2√x), infinite at 0.</summary>
    /// <remarks>0 is reported as a kink. What does not move has the derivative 0 there too.</remarks>
    public static Scalar Sqrt(Scalar x)
    {
        Kinks.Report(x.Value);
        double value = Math.Sqrt(x.Value);
        return new(value, x.Tangent == 0 ? 0 : x.Tangent / (2 * value));
    }

    /// <summary>√x of every entry.</summary>
    public static Vector Sqrt(Vector x) => Vector.Map(x, Sqrt);

    /// <summary>√x of every entry.</summary>
    public static Matrix Sqrt(Matrix x) => Matrix.Map(x, Sqrt);

    /// <summary>sin x, x in radians, with the derivative cos x.</summary>
    public static Scalar Sin(Scalar x) => new(Math.Sin(x.Value), Math.Cos(x.Value) * x.Tangent);

    /// <summary>sin x of every entry, in radians.</summary>
    public static Vector Sin(Vector x) => Vector.Map(x, Sin);

    /// <summary>sin x of every entry, in radians.</summary>
    public static Matrix Sin(Matrix x) => Matrix.Map(x, Sin);

    /// <summary>cos x, x in radians, with the derivative −sin x.</summary>
    public static Scalar Cos(Scalar x) => new(Math.Cos(x.Value), -Math.Sin(x.Value) * x.Tangent);

    /// <summary>cos x of every entry, in radians.</summary>
    public static Vector Cos(Vector x) => Vector.Map(x, Cos);

    /// <summary>cos x of every entry, in radians.</summary>
    public static Matrix Cos(Matrix x) => Matrix.Map(x, Cos);

    /// <summary>|x|, with the derivative sign(x), 0 at 0.</summary>
    public static Scalar Abs(Scalar x)
    {
        Kinks.Report(x.Value);
        return x.Value > 0 ? x : x.Value < 0 ? -x : new(Math.Abs(x.Value));
    }

    /// <summary>|x| of every entry.</summary>
    public static Vector Abs(Vector x) => Vector.Map(x, Abs);

    /// <summary>|x| of every entry.</summary>
    public static Matrix Abs(Matrix x) => Matrix.Map(x, Abs);
}
