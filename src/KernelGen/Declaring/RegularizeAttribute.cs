namespace KernelGen;

/// <summary>Adds <c>L1·‖w‖₁ + ½·L2·‖w‖²</c> over all weights to the cost. Biases are not regularised.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RegularizeAttribute : Attribute
{
    /// <summary>The factor of ‖w‖₁; its subgradient at 0 is taken as 0.</summary>
    public double L1 { get; set; }

    /// <summary>The factor of ½‖w‖².</summary>
    public double L2 { get; set; }
}
