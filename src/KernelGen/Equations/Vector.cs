namespace KernelGen.Equations;

/// <summary>A column of numbers that may carry their derivatives in one direction.</summary>
/// <remarks>Operators and functions write their results to new memory: no result shares arrays with an argument.</remarks>
public sealed partial class Vector
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

    /// <summary>One entry, with its derivative, counted from either end: <c>z[^1]</c> is the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Scalar this[Index index] => this[index.GetOffset(Length)];

    /// <summary>Successive entries as a vector: <c>z[2..5]</c> is [z₂, z₃, z₄].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the vector.</exception>
    public Vector this[Range range]
    {
        get
        {
            int start = range.Start.GetOffset(Length);
            int end = range.End.GetOffset(Length);
            if (start < 0 || end > Length || start > end)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(range), range, $"A range of a vector [{Length}] lies within 0..{Length}, from start to end; got {range}.");
            }

            return new(Values[start..end], Tangents?[start..end]);
        }
    }

    /// <summary>f of every entry.</summary>
    internal static Vector Map(Vector a, Func<Scalar, Scalar> f)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Compute(a.Length, a.Tangents is not null, i => f(a[i]));
    }

    /// <summary>f of every entry and one scalar.</summary>
    internal static Vector Map(Vector a, Scalar s, Func<Scalar, Scalar, Scalar> f)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Compute(a.Length, a.Tangents is not null || s.Tangent != 0, i => f(a[i], s));
    }

    /// <summary>f of every pair of entries.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    internal static Vector Zip(Vector a, Vector b, string operation, Func<Scalar, Scalar, Scalar> f)
    {
        RequireEqualLengths(a, b, operation);
        return Compute(a.Length, a.Tangents is not null || b.Tangents is not null, i => f(a[i], b[i]));
    }

    /// <summary>A vector by a formula for its entries.</summary>
    internal static Vector Compute(int length, bool moving, Func<int, Scalar> entry)
    {
        (double[] values, double[]? tangents) = EntryByEntry.Compute(length, moving, entry);
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
