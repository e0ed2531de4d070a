namespace KernelGen.Gallery.Tests.Edges;

// Small models, one for each kind of target.

[Model(Inputs = 3, Precision = Precision.Both)]
[Dense(2)]
[Loss(Loss.SquaredError)]
internal sealed partial class Regression;

[Model(Inputs = 2, Precision = Precision.Both)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
internal sealed partial class Coin;

[Model(Inputs = 2)]
[Dense(1)]
[Loss(Loss.Hinge)]
internal sealed partial class Margin;

[Model(Inputs = 4)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy, Targets = Targets.Distribution)]
internal sealed partial class Mixture;

[Model(Inputs = 4)]
[Dense(3)]
[Loss(Loss.MulticlassHinge)]
internal sealed partial class Scores;

[Model(Inputs = 2)]
[Dense(2)]
[Loss(Loss.SoftmaxCrossEntropy)]
internal sealed partial class TwoClasses;

/// <summary>One weight: of the example (1, 0) the loss is w²/2.</summary>
[Model(Inputs = 1, Precision = Precision.Both)]
[Dense(1, Bias = false)]
[Loss(Loss.SquaredError)]
internal sealed partial class Bowl;

/// <summary>Sizes that fill no register, rectifiers, weights in either layout.</summary>
[Model(Inputs = 7, Precision = Precision.Both)]
[Dense(19, Activation.Relu)]
[Dense(5, Activation.Relu)]
[Dense(3)]
[Loss(Loss.SquaredError)]
[Regularize(L1 = 1e-3, L2 = 1e-2)]
internal sealed partial class Rectifiers;

/// <summary>Hidden units that are not zero where their inputs are.</summary>
[Model(Inputs = 5)]
[Dense(9, Activation.Logistic)]
[Dense(11, Activation.Softplus)]
[Dense(4)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1e-2)]
internal sealed partial class SoftClassifier;

/// <summary>Rows as long as caches like them least: weights and workspace have gaps between them.</summary>
[Model(Inputs = 5, Precision = Precision.Both)]
[Dense(256, Activation.Relu)]
[Dense(256, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.SquaredError)]
[Regularize(L1 = 1e-4, L2 = 1e-2)]
internal sealed partial class WideUnits;

/// <summary>For prediction only.</summary>
[Model(Inputs = 2)]
[Dense(3, Activation.HardThreshold)]
[Dense(2)]
internal sealed partial class Gates;

/// <summary>More hidden units than one prediction has room for on the stack.</summary>
[Model(Inputs = 3)]
[Dense(9000, Activation.Tanh)]
[Dense(2)]
[Loss(Loss.SoftmaxCrossEntropy)]
internal sealed partial class ManyUnits;

/// <summary>One unit with so many inputs that batches are taken in blocks of rows; the last register of a row is not full.</summary>
[Model(Inputs = 601, Precision = Precision.Both)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
[Regularize(L1 = 1e-4, L2 = 1e-2)]
internal sealed partial class LongRows;

/// <summary>The same with full registers, another loss and no bias.</summary>
[Model(Inputs = 512, Precision = Precision.Both)]
[Dense(1, Bias = false)]
[Loss(Loss.SquaredError)]
internal sealed partial class FullRows;
