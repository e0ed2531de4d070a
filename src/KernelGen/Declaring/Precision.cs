namespace KernelGen;

/// <summary>The element type of a model's parameters, inputs and kernels.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>.</summary>
    Single,

    /// <summary><see cref="double"/>.</summary>
    Double,

    /// <summary>Single, with a twin of the same plan in double as the nested class <c>DoublePrecision</c>.</summary>
    Both,
}
