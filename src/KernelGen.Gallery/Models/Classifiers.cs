namespace KernelGen.Gallery.Models;

/// <summary>Handwritten digits of 28 × 28 pixels, one hidden layer.</summary>
[Model(Inputs = 784)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Mlp784x128x10;

/// <summary>Handwritten digits of 28 × 28 pixels by softmax regression.</summary>
[Model(Inputs = 784)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Softmax784x10;

/// <summary>Handwritten digits of 28 × 28 pixels, two wide hidden layers.</summary>
[Model(Inputs = 784)]
[Dense(512, Activation.Relu)]
[Dense(512, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Mlp784x512x512x10;

/// <summary>Handwritten digits of 8 × 8 pixels, one hidden layer.</summary>
[Model(Inputs = 64)]
[Dense(32, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1e-4)]
public sealed partial class Digits64x32x10;

/// <summary>Three kinds of iris from four lengths, by softmax regression.</summary>
[Model(Inputs = 4)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Softmax4x3;

/// <summary>Malignant or benign from 30 measurements, by logistic regression.</summary>
[Model(Inputs = 30)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
[Regularize(L2 = 1e-3)]
public sealed partial class Logistic30;

/// <summary>Logistic regression on 1,000 inputs.</summary>
[Model(Inputs = 1000)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
public sealed partial class Logistic1000;

/// <summary>A linear classifier with a margin: a support vector machine.</summary>
[Model(Inputs = 30)]
[Dense(1)]
[Loss(Loss.Hinge)]
[Regularize(L2 = 1e-2)]
public sealed partial class SupportVectorMachine30;

/// <summary>Exclusive or: two inputs, eight hidden units.</summary>
[Model(Inputs = 2)]
[Dense(8, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.SquaredError)]
public sealed partial class Mlp2x8x1;

#pragma warning disable KG0045 // The weak gradient is what this model shows.
/// <summary>One logistic unit with squared error and a regulariser: z = wx + b, y = σ(z), L = ½(y − t)².</summary>
[Model(Inputs = 1)]
[Dense(1, Activation.Logistic)]
[Loss(Loss.SquaredError)]
[Regularize(L2 = 0.1)]
public sealed partial class LogisticUnit;
#pragma warning restore KG0045
