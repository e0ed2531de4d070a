namespace KernelGen.Benchmarks.Sweep;

// More and more layers of the same shape.

/// <summary>One hidden layer of 128 units.</summary>
[Model(Inputs = 128)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Depth1;

/// <summary>Two hidden layers of 128 units.</summary>
[Model(Inputs = 128)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Depth2;

/// <summary>Four hidden layers of 128 units.</summary>
[Model(Inputs = 128)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Depth4;

/// <summary>Six hidden layers of 128 units.</summary>
[Model(Inputs = 128)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Depth6;

/// <summary>Eight hidden layers of 128 units.</summary>
[Model(Inputs = 128)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class Depth8;
