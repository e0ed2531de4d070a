namespace KernelGen.Equations;

public sealed partial class Vector
{
    /// <summary>−a</summary>
    public static Vector operator -(Vector a) => Map(a, static x => -x);

    /// <summary>a + b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator +(Vector a, Vector b) => Zip(a, b, "+", static (x, y) => x + y);

    /// <summary>a + s for every entry of a.</summary>
    public static Vector operator +(Vector a, Scalar s) => Map(a, s, static (x, y) => x + y);

    /// <summary>s + a for every entry of a.</summary>
    public static Vector operator +(Scalar s, Vector a) => Map(a, s, static (x, y) => y + x);

    /// <summary>a − b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator -(Vector a, Vector b) => Zip(a, b, "-", static (x, y) => x - y);

    /// <summary>a − s for every entry of a.</summary>
    public static Vector operator -(Vector a, Scalar s) => Map(a, s, static (x, y) => x - y);

    /// <summary>s − a for every entry of a.</summary>
    public static Vector operator -(Scalar s, Vector a) => Map(a, s, static (x, y) => y - x);

    /// <summary>a·b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator *(Vector a, Vector b) => Zip(a, b, "*", static (x, y) => x * y);

    /// <summary>a·s for every entry of a.</summary>
    public static Vector operator *(Vector a, Scalar s) => Map(a, s, static (x, y) => x * y);

    /// <summary>s·a for every entry of a.</summary>
    public static Vector operator *(Scalar s, Vector a) => Map(a, s, static (x, y) => y * x);

    /// <summary>a / b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator /(Vector a, Vector b) => Zip(a, b, "/", static (x, y) => x / y);

    /// <summary>a / s for every entry of a.</summary>
    public static Vector operator /(Vector a, Scalar s) => Map(a, s, static (x, y) => x / y);

    /// <summary>s / a for every entry of a.</summary>
    public static Vector operator /(Scalar s, Vector a) => Map(a, s, static (x, y) => y / x);
}
