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
}
