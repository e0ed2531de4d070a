namespace KernelGen;

/// <summary>What training makes small: the mean of this loss over the batch, plus the regulariser.</summary>
/// <param name="loss">The loss of one example.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute(Loss loss) : Attribute
{
    /// <summary>The loss of one example.</summary>
    public Loss Loss { get; } = loss;

    /// <summary>How targets are given, where the loss leaves a choice.</summary>
    public Targets Targets { get; set; }

    /// <summary>
    /// The share ε in [0, 1) of a cross-entropy's target that all K classes get alike (Szegedy et al. 2016): t becomes (1 − ε)·t + ε/K,
    /// where K is 2 for the one output of <see cref="Loss.LogisticCrossEntropy"/>.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// Whether the loss of each example is multiplied by a weight of its own: the cost is Σ weight·L / n plus the regulariser. Weights
    /// are given beside a batch, as <see cref="Workspace{T}.Weights"/>, and are 1 until they are.
    /// </summary>
    public bool Weighted { get; set; }
}
