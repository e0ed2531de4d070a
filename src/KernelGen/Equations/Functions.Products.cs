namespace KernelGen.Equations;

public static partial class Functions
{
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

    /// <summary>abᵀ: aᵢ·bⱼ in row i and column j, one row for each entry of a and one column for each of b.</summary>
    public static Matrix Outer(Vector a, Vector b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Matrix.Compute(
            a.Length, b.Length, a.Tangents is not null || b.Tangents is not null, i => a[i / b.Length] * b[i % b.Length]);
    }

    /// <summary>Aᵀ: rows become columns.</summary>
    public static Matrix Transpose(Matrix a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Matrix.Compute(a.Columns, a.Rows, a.Tangents is not null, i => a[i % a.Rows, i / a.Rows]);
    }

    /// <summary>Vectors, scalars and numbers one after the other: <c>Concat(1, x)</c> puts a 1 before the entries of x.</summary>
    /// <exception cref="ArgumentException">There is nothing to put together.</exception>
    public static Vector Concat(params Entries[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length == 0)
        {
            throw new ArgumentException("Concat takes at least one vector or scalar; got none.", nameof(parts));
        }

        List<Scalar> entries = [];
        bool moving = false;
        foreach (Entries part in parts)
        {
            Vector piece = part.Vector;
            moving |= piece.Tangents is not null;
            for (int i = 0; i < piece.Length; i++)
            {
                entries.Add(piece[i]);
            }
        }

        return Vector.Compute(entries.Count, moving, i => entries[i]);
    }
}
