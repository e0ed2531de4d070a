namespace KernelGen;

/// <summary>The loss of one example with output y, logits or scores z, and target t.</summary>
public enum Loss
{
    /// <summary>½‖y − t‖²; the target has as many values as the model has outputs.</summary>
    SquaredError,

    /// <summary>Σ|y − t|; the target has as many values as the model has outputs.</summary>
    AbsoluteError,

    /// <summary>−t·log σ(z) − (1−t)·log(1−σ(z)) for one logit; the target lies in [0, 1].</summary>
    LogisticCrossEntropy,

    /// <summary>−log softmax(z)ₜ for two or more logits; the target is an <see cref="int"/> label, or a distribution.</summary>
    SoftmaxCrossEntropy,

    /// <summary>max(0, 1 − t·z) for one score; the target is −1 or +1.</summary>
    Hinge,

    /// <summary>Σ over j ≠ t of max(0, zⱼ − zₜ + 1) for two or more scores; the target is an <see cref="int"/> label.</summary>
    MulticlassHinge,
}
