namespace KernelGen;

/// <summary>What the target of one example is.</summary>
public enum TargetKind
{
    /// <summary>The model has no loss, so no target.</summary>
    None,

    /// <summary>One number for each output.</summary>
    Values,

    /// <summary>One number in [0, 1].</summary>
    Probability,

    /// <summary>−1 or +1.</summary>
    Sign,

    /// <summary>The index of a class, 0 … OutputCount − 1.</summary>
    Label,

    /// <summary>One probability for each output, summing to 1.</summary>
    Distribution,
}
