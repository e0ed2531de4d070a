namespace KernelGen.Benchmarks.Sweep;

// One hidden layer of more and more units, as Mlp784x128x10 of the Gallery; some widths fill no register.

/// <summary>A hidden layer of 16 units.</summary>
[Model(Inputs = 784)]
[Dense(16, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width16;

/// <summary>A hidden layer of 17 units.</summary>
[Model(Inputs = 784)]
[Dense(17, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width17;

/// <summary>A hidden layer of 32 units.</summary>
[Model(Inputs = 784)]
[Dense(32, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width32;

/// <summary>A hidden layer of 50 units.</summary>
[Model(Inputs = 784)]
[Dense(50, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width50;

/// <summary>A hidden layer of 64 units.</summary>
[Model(Inputs = 784)]
[Dense(64, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width64;

/// <summary>A hidden layer of 100 units.</summary>
[Model(Inputs = 784)]
[Dense(100, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width100;

/// <summary>A hidden layer of 200 units.</summary>
[Model(Inputs = 784)]
[Dense(200, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width200;

/// <summary>A hidden layer of 256 units.</summary>
[Model(Inputs = 784)]
[Dense(256, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width256;

/// <summary>A hidden layer of 333 units.</summary>
[Model(Inputs = 784)]
[Dense(333, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width333;

/// <summary>A hidden layer of 512 units.</summary>
[Model(Inputs = 784)]
[Dense(512, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width512;

/// <summary>A hidden layer of 1,024 units.</summary>
[Model(Inputs = 784)]
[Dense(1024, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Width1024;
