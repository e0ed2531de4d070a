using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Models;

/// <summary>Logistic regression: cross-entropy of σ(w·x + b), compiled to its finite form (002 §2.4, §2.5).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class LogisticRegression
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b)
        => CrossEntropy(Probability(x, w, b), t);

    [Output]
    private static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);
}

/// <summary>Logistic regression whose weights are regularised and whose bias is not.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class RegularisedLogistic
{
    [Objective(Convex = true)]
    private static Scalar Objective(
        [Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b, [Hyperparameter(Value = 0.1)] Scalar lambda)
        => CrossEntropy(Probability(x, w, b), t) + lambda * SumOfSquares(w) / 2;

    [Output]
    private static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);
}

/// <summary>The bias trick: the same model with its bias as the weight of a column of ones, which is not regularised (003).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class LogisticBiasColumn
{
    [Objective(Convex = true)]
    private static Scalar Objective(
        [Input(2)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w, [Hyperparameter(Value = 0.1)] Scalar lambda)
        => CrossEntropy(Probability(x, w), t) + lambda * SumOfSquares(w[..2]) / 2;

    [Output]
    private static Scalar Probability(Vector x, Vector w) => Logistic(Dot(w, Concat(x, 1)));
}

/// <summary>A linear model with hinge loss: a support vector machine (002 §2.6).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class SupportVectorMachine
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b)
        => Hinge(Score(x, w, b), t);

    [Output]
    private static Scalar Score(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
}

/// <summary>Logistic regression on x₁, x₂ and x₁x₂: with that feature exclusive or is linear (004).</summary>
[Model]
public sealed partial class LogisticProductFeature
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w, [Parameter] Scalar b)
        => CrossEntropy(Probability(x, w, b), t);

    [Output]
    private static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, Concat(x, x[0] * x[1])) + b);
}

/// <summary>Logistic regression on ‖x‖² and its square: with them a ring around 0 is a band of a line (003).</summary>
[Model]
public sealed partial class LogisticSquaredFeatures
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b)
        => CrossEntropy(Probability(x, w, b), t);

    // Scaled to about 1 for points up to 3 from 0, so that both weights learn at one rate.
    [Output]
    private static Scalar Probability(Vector x, Vector w, Scalar b)
    {
        Scalar square = SumOfSquares(x) / 9;
        return Logistic(Dot(w, Concat(square, Square(square))) + b);
    }
}

/// <summary>Random hidden units that stay as they are, and a trained output layer: convex in what is trained (004).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class RandomFeatures
{
    private const int Units = 48;

    [Objective(Convex = true)]
    private static Scalar Objective(
        [Input(2)] Vector x, [Target] Scalar t,
        [Parameter(Units, 3, Frozen = true)] Matrix hidden, [Parameter(Units)] Vector w, [Parameter] Scalar b)
        => CrossEntropy(Probability(x, hidden, w, b), t);

    // The column of ones gives every unit a random bias too.
    [Output]
    private static Scalar Probability(Vector x, Matrix hidden, Vector w, Scalar b)
        => Logistic(Dot(w, Tanh(4 * (hidden * Concat(x, 1)))) + b);
}
