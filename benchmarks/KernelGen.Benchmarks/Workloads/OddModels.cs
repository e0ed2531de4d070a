namespace KernelGen.Benchmarks.Workloads;

/// <summary>Sizes that fill no register.</summary>
[Model(Inputs = 17)]
[Dense(33, Activation.Relu)]
[Dense(5)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Mlp17x33x5;

/// <summary>Sizes that leave a few lanes over.</summary>
[Model(Inputs = 100)]
[Dense(50, Activation.Relu)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Mlp100x50x3;

/// <summary>Several layers that all fit the first cache.</summary>
[Model(Inputs = 64)]
[Dense(64, Activation.Relu)]
[Dense(64, Activation.Relu)]
[Dense(64)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Mlp64x64x64x64;

/// <summary>Handwritten digits of 28 × 28 pixels, one hidden layer, in double precision.</summary>
[Model(Inputs = 784, Precision = Precision.Double)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Mlp784x128x10Double;
