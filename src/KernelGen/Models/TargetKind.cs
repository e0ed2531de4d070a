namespace KernelGen;

/// <summary>What the target of one example is.</summary>
public enum TargetKind
{
    /// <summary>No target: the model only predicts, or its objective takes none.</summary>
    None,

    /// <summary>Numbers, in a layer model one for each output.</summary>
    Values,

    /// <summary>One number in [0, 1].</summary>
    Probability,

    /// <summary>−1 or +1.</summary>
    Sign,

    /// <summary>The index of a class, 0 … <see cref="ModelInfo.ClassCount"/> − 1.</summary>
    Label,

    /// <summary>One probability for each output, summing to 1.</summary>
    Distribution,
}
