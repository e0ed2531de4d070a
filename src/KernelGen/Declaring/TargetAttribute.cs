namespace KernelGen;

/// <summary>Marks an argument of the equations as the target of one example.</summary>
/// <remarks>
/// A <c>Vector</c> of a given length, a <c>Scalar</c>, or a <c>Label</c>, which is given as <see cref="int"/>. At most one argument is
/// the target.
/// </remarks>
/// <example><code>static Scalar Objective([Input(784)] Vector x, [Target] Label t, …)</code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class TargetAttribute : Attribute
{
    /// <summary>One number or one class: the argument is a <c>Scalar</c> or a <c>Label</c>.</summary>
    public TargetAttribute()
        : this(1)
    {
    }

    /// <summary><paramref name="length"/> numbers: the argument is a <c>Vector</c>.</summary>
    /// <param name="length">The number of entries, at least 1.</param>
    public TargetAttribute(int length) => Length = length;

    /// <summary>The number of values in one example.</summary>
    public int Length { get; }
}
