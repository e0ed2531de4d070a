namespace KernelGen.Equations;

/// <summary>A number that may carry its derivative in one direction (a dual number).</summary>
/// <param name="Value">The number.</param>
/// <param name="Tangent">Its directional derivative; 0 where none is followed.</param>
public readonly record struct Scalar(double Value, double Tangent = 0)
{
    /// <summary>A constant: its derivative is 0.</summary>
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>The constant <paramref name="value"/>.</summary>
    public static Scalar FromDouble(double value) => new(value);

    /// <summary>−a</summary>
    public static Scalar operator -(Scalar a) => new(-a.Value, -a.Tangent);

    /// <summary>a + b</summary>
    public static Scalar operator +(Scalar a, Scalar b) => new(a.Value + b.Value, a.Tangent + b.Tangent);

    /// <summary>a − b</summary>
    public static Scalar operator -(Scalar a, Scalar b) => new(a.Value - b.Value, a.Tangent - b.Tangent);

    /// <summary>a·b, with (ab)′ = a′b + ab′.</summary>
    public static Scalar operator *(Scalar a, Scalar b) => new(a.Value * b.Value, a.Tangent * b.Value + a.Value * b.Tangent);

    /// <summary>a / b, with (a/b)′ = (a′ − (a/b)·b′) / b.</summary>
    public static Scalar operator /(Scalar a, Scalar b)
    {
        double quotient = a.Value / b.Value;
        return new(quotient, (a.Tangent - quotient * b.Tangent) / b.Value);
    }
}
