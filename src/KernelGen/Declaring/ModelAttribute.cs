namespace KernelGen;

/// <summary>Declares a trainable model: the build writes its kernels into this partial class.</summary>
/// <remarks>
/// A model is declared by layers, as <see cref="DenseAttribute"/> in the order they are applied, or by equations, as static methods
/// of the class marked <see cref="ObjectiveAttribute"/> and <see cref="OutputAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>The number of values in one example of a model of layers, at least 1. Equations declare their inputs themselves.</summary>
    public int Inputs { get; set; }

    /// <summary>The element type of parameters and kernels; single precision unless said otherwise.</summary>
    public Precision Precision { get; set; }
}
