namespace KernelGen;

/// <summary>How the targets of a loss are given.</summary>
public enum Targets
{
    /// <summary>As the loss says: labels for classes, values otherwise.</summary>
    Natural,

    /// <summary>For <see cref="Loss.SoftmaxCrossEntropy"/>: one probability a class, summing to 1.</summary>
    Distribution,
}
