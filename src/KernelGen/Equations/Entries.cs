namespace KernelGen.Equations;

/// <summary>A piece of a vector, for <see cref="Functions.Concat"/>: vectors, scalars and numbers convert to it.</summary>
public readonly struct Entries
{
    private readonly Vector? vector;

    private Entries(Vector vector) => this.vector = vector;

    /// <summary>The entries as a vector, empty unless converted from something.</summary>
    internal Vector Vector => vector ?? new([]);

    /// <summary>All entries of a vector.</summary>
    public static implicit operator Entries(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new(vector);
    }

    /// <summary>One entry.</summary>
    public static implicit operator Entries(Scalar scalar) => new(Vector.Compute(1, scalar.Tangent != 0, _ => scalar));

    /// <summary>One constant entry, such as the 1 that stands for a bias.</summary>
    public static implicit operator Entries(double value) => new(new Vector([value]));
}
