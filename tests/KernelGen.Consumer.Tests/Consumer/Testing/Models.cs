using KernelGen;
using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace Snapshots;

/// <summary>Malignant or benign from 30 measurements.</summary>
[Model(Inputs = 30)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
[Regularize(L2 = 1e-3)]
public sealed partial class TumourClassifier;

/// <summary>Logistic regression with a regulariser.</summary>
[Model]
public sealed partial class RegularisedLogistic
{
    [Objective]
    static Scalar Objective([Input(30)] Vector x, [Target] Scalar t, [Parameter(30)] Vector w, [Parameter] Scalar b)
        => CrossEntropy(Probability(x, w, b), t) + 1e-3 * SumOfSquares(w) / 2;

    [Output]
    static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);
}
