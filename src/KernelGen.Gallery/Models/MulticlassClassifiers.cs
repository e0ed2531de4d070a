using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Models;

/// <summary>Softmax regression on labels (002 §3).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class SoftmaxRegression
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Label t, [Parameter(3, 2)] Matrix w, [Parameter(3)] Vector b)
        => CrossEntropy(Probabilities(x, w, b), t);

    [Output]
    private static Vector Probabilities(Vector x, Matrix w, Vector b) => Softmax(w * x + b);
}

/// <summary>Softmax regression on distributions, of which one-hot targets are the certain ones (002 §3).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class SoftmaxSoftTargets
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target(8)] Vector t, [Parameter(8, 2)] Matrix w, [Parameter(8)] Vector b)
        => CrossEntropy(Probabilities(x, w, b), t);

    [Output]
    private static Vector Probabilities(Vector x, Matrix w, Vector b) => Softmax(w * x + b);
}

/// <summary>The same model by its divergence from the targets: the same gradient, and 0 at a perfect prediction (003).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class DivergenceRegression
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target(8)] Vector t, [Parameter(8, 2)] Matrix w, [Parameter(8)] Vector b)
        => KullbackLeibler(Probabilities(x, w, b), t);

    [Output]
    private static Vector Probabilities(Vector x, Matrix w, Vector b) => Softmax(w * x + b);
}

/// <summary>The multiclass support vector machine: every other class must score at least 1 below the true one (003).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class MulticlassSupportVectorMachine
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Label t, [Parameter(3, 2)] Matrix w, [Parameter(3)] Vector b)
        => MulticlassHinge(Scores(x, w, b), t);

    [Output]
    private static Vector Scores(Vector x, Matrix w, Vector b) => w * x + b;
}
