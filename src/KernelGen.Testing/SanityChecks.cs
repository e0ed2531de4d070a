namespace KernelGen.Testing;

/// <summary>What practitioners look at before a first training, beside the gradient.</summary>
[Flags]
public enum SanityChecks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A model that knows nothing costs what the loss says: ln K of K classes for a cross-entropy, C − 1 for a hinge of C.</summary>
    CostAtZero = 1,

    /// <summary>A model that learns nothing else learns one small batch by heart.</summary>
    Overfit = 2,

    /// <summary>Of least squares, steps up to 2/λmax converge, λmax being the largest curvature of the cost, and longer ones diverge.</summary>
    StableRate = 4,

    /// <summary>The error of a difference against its step is a V: truncation on one side, rounding on the other.</summary>
    StepCurve = 8,

    /// <summary>All of them.</summary>
    All = CostAtZero | Overfit | StableRate | StepCurve,
}
