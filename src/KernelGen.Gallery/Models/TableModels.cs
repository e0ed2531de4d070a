namespace KernelGen.Gallery.Models;

/// <summary>Genuine or forged banknotes from four figures of their images, by logistic regression.</summary>
[Model(Inputs = 4)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
[Regularize(L2 = 1e-4)]
public sealed partial class Logistic4;

/// <summary>Three cultivars of grape from thirteen measurements of their wines, by softmax regression.</summary>
[Model(Inputs = 13)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1e-2)]
public sealed partial class Softmax13x3;

/// <summary>How good a wine was found, from eleven measurements, by linear regression.</summary>
[Model(Inputs = 11)]
[Dense(1)]
[Loss(Loss.SquaredError)]
public sealed partial class Linear11;

/// <summary>Handwritten digits of 8 × 8 pixels, a hidden layer that is wider than the image.</summary>
[Model(Inputs = 64)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1e-4)]
public sealed partial class Digits64x128x10;
