namespace KernelGen;

/// <summary>Declares a trainable model: the build writes its kernels into this partial class.</summary>
/// <remarks>The layers follow as <see cref="DenseAttribute"/> in the order they are applied, on the same declaration.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>The number of values in one example, at least 1.</summary>
    public int Inputs { get; set; }

    /// <summary>The element type of parameters and kernels; single precision unless said otherwise.</summary>
    public Precision Precision { get; set; }
}
