namespace KernelGen.Equations;

public static partial class Functions
{
    /// <summary>The larger of two numbers, b where they are equal; its derivative is that of the number taken.</summary>
    /// <remarks>a − b is reported as the distance from the kink. NaN if either is NaN.</remarks>
    public static Scalar Max(Scalar a, Scalar b)
    {
        Kinks.Report(a.Value - b.Value);
        return a.Value > b.Value || double.IsNaN(a.Value) ? a : b;
    }

    /// <summary>The larger of each pair of entries.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector Max(Vector a, Vector b) => Vector.Zip(a, b, nameof(Max), Max);

    /// <summary>The larger of every entry and b.</summary>
    public static Vector Max(Vector a, Scalar b) => Vector.Map(a, b, Max);

    /// <summary>The larger of a and every entry.</summary>
    public static Vector Max(Scalar a, Vector b) => Vector.Map(b, a, static (x, y) => Max(y, x));

    /// <summary>The smaller of two numbers, b where they are equal; its derivative is that of the number taken.</summary>
    /// <remarks>a − b is reported as the distance from the kink. NaN if either is NaN.</remarks>
    public static Scalar Min(Scalar a, Scalar b)
    {
        Kinks.Report(a.Value - b.Value);
        return a.Value < b.Value || double.IsNaN(a.Value) ? a : b;
    }

    /// <summary>The smaller of each pair of entries.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector Min(Vector a, Vector b) => Vector.Zip(a, b, nameof(Min), Min);

    /// <summary>The smaller of every entry and b.</summary>
    public static Vector Min(Vector a, Scalar b) => Vector.Map(a, b, Min);

    /// <summary>The smaller of a and every entry.</summary>
    public static Vector Min(Scalar a, Vector b) => Vector.Map(b, a, static (x, y) => Min(y, x));

    /// <summary>a where the condition is above 0, else b; the condition has no derivative.</summary>
    /// <remarks>The condition is reported as the distance from the kink, which is a jump unless a = b there.</remarks>
    public static Scalar Where(Scalar condition, Scalar a, Scalar b) => IsMet(condition) ? a : b;

    /// <summary>The whole of a if the condition is above 0, else of b.</summary>
    /// <exception cref="ArgumentException">The lengths of a and b differ.</exception>
    public static Vector Where(Scalar condition, Vector a, Vector b)
    {
        Vector.RequireEqualLengths(a, b, nameof(Where));
        return (IsMet(condition) ? a : b)[..];
    }

    /// <summary>Entry by entry, that of a where the condition is above 0, else that of b.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector Where(Vector condition, Vector a, Vector b)
    {
        Vector.RequireEqualLengths(condition, a, nameof(Where));
        Vector.RequireEqualLengths(condition, b, nameof(Where));
        return Vector.Compute(
            condition.Length, a.Tangents is not null || b.Tangents is not null, i => Where(condition[i], a[i], b[i]));
    }

    /// <summary>Entry by entry, that of a where the condition is above 0, else b.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector Where(Vector condition, Vector a, Scalar b)
    {
        Vector.RequireEqualLengths(condition, a, nameof(Where));
        return Vector.Compute(condition.Length, a.Tangents is not null || b.Tangent != 0, i => Where(condition[i], a[i], b));
    }

    /// <summary>Entry by entry, a where the condition is above 0, else the entry of b.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector Where(Vector condition, Scalar a, Vector b)
    {
        Vector.RequireEqualLengths(condition, b, nameof(Where));
        return Vector.Compute(condition.Length, a.Tangent != 0 || b.Tangents is not null, i => Where(condition[i], a, b[i]));
    }

    /// <summary>Entry by entry, a where the condition is above 0, else b.</summary>
    public static Vector Where(Vector condition, Scalar a, Scalar b)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Vector.Compute(condition.Length, a.Tangent != 0 || b.Tangent != 0, i => Where(condition[i], a, b));
    }

    private static bool IsMet(Scalar condition)
    {
        Kinks.Report(condition.Value);
        return condition.Value > 0;
    }
}
