using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Models;

/// <summary>Linear regression: y = w·x + b with squared error (002 §2.2).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class LinearRegression
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b)
        => SquaredError(Prediction(x, w, b), t);

    [Output]
    private static Scalar Prediction(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
}

/// <summary>Linear regression with absolute error, which outliers pull no harder than others (003).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class LeastAbsoluteDeviations
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b)
        => AbsoluteError(Prediction(x, w, b), t);

    [Output]
    private static Scalar Prediction(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
}

/// <summary>Linear regression under both regularisers; of either alone where the other's strength is set to 0 (003, 004).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class ElasticNet
{
    [Objective(Convex = true)]
    private static Scalar Objective(
        [Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w, [Parameter] Scalar b,
        [Hyperparameter(Value = 0.01)] Scalar lasso, [Hyperparameter(Value = 0.01)] Scalar ridge)
        => SquaredError(Prediction(x, w, b), t) + lasso * Norm1(w) + ridge * SumOfSquares(w) / 2;

    [Output]
    private static Scalar Prediction(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
}

/// <summary>Squared residuals without the half: (y − w·x)², from which 003 derives w ← w + 2η·Σδx.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class SquaredResiduals
{
    [Objective(Convex = true)]
    private static Scalar Objective([Input(2)] Vector x, [Target] Scalar y, [Parameter(2)] Vector w) => Square(y - Prediction(x, w));

    [Output]
    private static Scalar Prediction(Vector x, Vector w) => Dot(w, x);
}

#pragma warning disable KG0045 // The weak gradient is what these models show.
/// <summary>Squared error after a logistic: the worse the mistake, the weaker the gradient (002 §2.3).</summary>
[Model(Precision = Precision.Both)]
public sealed partial class LogisticLeastSquares
{
    [Objective]
    private static Scalar Objective([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar w, [Parameter] Scalar b)
        => SquaredError(Prediction(x, w, b), t);

    [Output]
    private static Scalar Prediction(Scalar x, Scalar w, Scalar b) => Logistic(w * x + b);
}

/// <summary>The worked example of 004: z = wx + b, y = σ(z), L = ½(y − t)², R = ½w², L_reg = L + λR.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class RegularisedLogisticUnit
{
    [Objective]
    private static Scalar Objective(
        [Input] Scalar x, [Target] Scalar t, [Parameter] Scalar w, [Parameter] Scalar b, [Hyperparameter(Value = 0.1)] Scalar lambda)
    {
        Scalar y = Prediction(x, w, b);
        Scalar loss = SquaredError(y, t);
        Scalar regulariser = SumOfSquares(w) / 2;
        return loss + lambda * regulariser;
    }

    [Output]
    private static Scalar Prediction(Scalar x, Scalar w, Scalar b)
    {
        Scalar z = w * x + b;
        return Logistic(z);
    }
}
#pragma warning restore KG0045
