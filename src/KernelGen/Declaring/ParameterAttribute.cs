namespace KernelGen;

/// <summary>Marks an argument of the equations as learned: a <c>Matrix</c> or <c>Vector</c> of a given shape, or a <c>Scalar</c>.</summary>
/// <remarks>The model owns its values, in one flat buffer with a view named after the argument.</remarks>
/// <example>
/// <code>static Scalar Objective(…, [Parameter(128, 784)] Matrix w1, [Parameter(128)] Vector b1, [Parameter] Scalar a)</code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>One number: the argument is a <c>Scalar</c>.</summary>
    public ParameterAttribute()
        : this(1, 1)
    {
    }

    /// <summary><paramref name="length"/> numbers: the argument is a <c>Vector</c>.</summary>
    /// <param name="length">The number of entries, at least 1.</param>
    public ParameterAttribute(int length)
        : this(length, 1)
    {
    }

    /// <summary><paramref name="rows"/> × <paramref name="columns"/> numbers: the argument is a <c>Matrix</c>.</summary>
    /// <param name="rows">The number of rows, at least 1: the outputs of a layer.</param>
    /// <param name="columns">The number of columns, at least 1: its inputs.</param>
    public ParameterAttribute(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The number of rows of a matrix or entries of a vector.</summary>
    public int Rows { get; }

    /// <summary>The number of columns of a matrix; 1 for a vector or a scalar.</summary>
    public int Columns { get; }

    /// <summary>Whether training leaves it as it is: no gradient is computed for it. False unless said otherwise.</summary>
    public bool Frozen { get; set; }
}
