using KernelGen;

namespace Clinic;

[Model(Inputs = 30)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
[Regularize(L2 = 0.001)]
public sealed partial class TumourClassifier;
