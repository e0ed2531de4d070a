namespace KernelGen.Equations;

/// <summary>A column of numbers that may carry their derivatives in one direction.</summary>
/// <remarks>Operators and functions write their results to new memory: no result shares arrays with an argument.</remarks>
public sealed class Vector
{
    /// <summary>Wraps values, and their tangents if any are followed, without copying them.</summary>
    /// <exception cref="ArgumentException">There are tangents, but not one for each value.</exception>
    public Vector(double[] values, double[]? tangents = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (tangents is not null && tangents.Length != values.Length)
        {
            throw new ArgumentException($"Expected {values.Length} tangents, one for each value; got {tangents.Length}.", nameof(tangents));
        }

        Values = values;
        Tangents = tangents;
    }

    /// <summary>The numbers.</summary>
    public double[] Values { get; }

    /// <summary>Their directional derivatives, or null where none are followed.</summary>
    public double[]? Tangents { get; }

    /// <summary>The number of entries.</summary>
    public int Length => Values.Length;

    /// <summary>One entry, with its derivative: <c>z[0]</c> is the number in a vector of one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Scalar this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"A vector [{Length}] has entries 0 … {Length - 1}.");
            }

            return new(Values[index], Tangents is null ? 0 : Tangents[index]);
        }
    }

    /// <summary>−a</summary>
    public static Vector operator -(Vector a) => Map(a, static x => -x);

    /// <summary>a + b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator +(Vector a, Vector b) => Zip(a, b, "+", static (x, y) => x + y);

    /// <summary>a − b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator -(Vector a, Vector b) => Zip(a, b, "-", static (x, y) => x - y);

    /// <summary>a·b, entry by entry.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator *(Vector a, Vector b) => Zip(a, b, "*", static (x, y) => x * y);

    /// <summary>s·a</summary>
    public static Vector operator *(Scalar s, Vector a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var values = new double[a.Length];
        double[]? tangents = a.Tangents is null && s.Tangent == 0 ? null : new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            (values[i], double tangent) = s * a[i];
            if (tangents is not null)
            {
                tangents[i] = tangent;
            }
        }

        return new(values, tangents);
    }

    /// <summary>a·s</summary>
    public static Vector operator *(Vector a, Scalar s) => s * a;

    /// <summary>f of every entry.</summary>
    internal static Vector Map(Vector a, Func<Scalar, Scalar> f)
    {
        ArgumentNullException.ThrowIfNull(a);
        var values = new double[a.Length];
        double[]? tangents = a.Tangents is null ? null : new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            (values[i], double tangent) = f(a[i]);
            if (tangents is not null)
            {
                tangents[i] = tangent;
            }
        }

        return new(values, tangents);
    }

    private static Vector Zip(Vector a, Vector b, string operation, Func<Scalar, Scalar, Scalar> f)
    {
        RequireEqualLengths(a, b, operation);
        var values = new double[a.Length];
        double[]? tangents = a.Tangents is null && b.Tangents is null ? null : new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            (values[i], double tangent) = f(a[i], b[i]);
            if (tangents is not null)
            {
                tangents[i] = tangent;
            }
        }

        return new(values, tangents);
    }

    /// <summary>Refuses two vectors that <paramref name="operation"/> cannot pair entry by entry.</summary>
    internal static void RequireEqualLengths(Vector a, Vector b, string operation)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"{operation} takes two vectors of one length; got [{a.Length}] and [{b.Length}].", nameof(b));
        }
    }
}
