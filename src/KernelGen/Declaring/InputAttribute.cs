namespace KernelGen;

/// <summary>Marks an argument of the equations as values of one example: a <c>Vector</c> of a given length, or a <c>Scalar</c>.</summary>
/// <remarks>Several inputs lie side by side in a row of the caller's inputs, in the order they are declared.</remarks>
/// <example><code>static Scalar Objective([Input(784)] Vector image, [Input] Scalar age, …)</code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>One number: the argument is a <c>Scalar</c>.</summary>
    public InputAttribute()
        : this(1)
    {
    }

    /// <summary><paramref name="length"/> numbers: the argument is a <c>Vector</c>.</summary>
    /// <param name="length">The number of entries, at least 1.</param>
    public InputAttribute(int length) => Length = length;

    /// <summary>The number of values in one example.</summary>
    public int Length { get; }

    /// <summary>Whether the gradient of the cost in this input is computed too; false unless said otherwise.</summary>
    public bool Gradient { get; set; }
}
