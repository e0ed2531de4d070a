namespace KernelGen.Gallery.Models;

/// <summary>One hidden layer of growing width: what more units make of too few examples (004).</summary>
public static partial class Widths
{
    /// <summary>1 hidden unit.</summary>
    [Model(Inputs = 2)]
    [Dense(1, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of1;

    /// <summary>2 hidden units.</summary>
    [Model(Inputs = 2)]
    [Dense(2, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of2;

    /// <summary>4 hidden units.</summary>
    [Model(Inputs = 2)]
    [Dense(4, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of4;

    /// <summary>8 hidden units.</summary>
    [Model(Inputs = 2)]
    [Dense(8, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of8;

    /// <summary>16 hidden units.</summary>
    [Model(Inputs = 2)]
    [Dense(16, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of16;

    /// <summary>32 hidden units.</summary>
    [Model(Inputs = 2)]
    [Dense(32, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of32;

    /// <summary>64 hidden units.</summary>
    [Model(Inputs = 2)]
    [Dense(64, Activation.Tanh)]
    [Dense(1)]
    [Loss(Loss.LogisticCrossEntropy)]
    public sealed partial class Of64;
}
