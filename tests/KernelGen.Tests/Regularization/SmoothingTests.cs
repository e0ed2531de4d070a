using KernelGen.Equations;
using KernelGen.Testing;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Regularization;

[Model(Inputs = 3, Precision = Precision.Both)]
[Dense(4)]
[Loss(Loss.SoftmaxCrossEntropy, LabelSmoothing = SmoothingTests.Share)]
public sealed partial class SmoothedSoftmax;

[Model(Inputs = 3, Precision = Precision.Double)]
[Dense(4)]
[Loss(Loss.SoftmaxCrossEntropy, Targets = Targets.Distribution, LabelSmoothing = SmoothingTests.Share)]
public sealed partial class SmoothedDistribution;

[Model(Inputs = 3, Precision = Precision.Double)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy, LabelSmoothing = SmoothingTests.Share)]
public sealed partial class SmoothedLogistic;

[Model(Precision = Precision.Double)]
public sealed partial class SmoothedSoftmaxEquations
{
    [Objective]
    private static Scalar Objective([Input(3)] Vector x, [Target] Label t, [Parameter(4, 3)] Matrix w, [Parameter(4)] Vector b)
        => CrossEntropy(Probabilities(x, w, b), t, SmoothingTests.Share);

    [Output]
    private static Vector Probabilities(Vector x, Matrix w, Vector b) => Softmax(w * x + b);
}

/// <summary>With a share that is set at run time.</summary>
[Model(Precision = Precision.Double)]
public sealed partial class SmoothedLogisticEquations
{
    [Objective]
    private static Scalar Objective(
        [Input(3)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w, [Parameter] Scalar b, [Hyperparameter(Value = SmoothingTests.Share)] Scalar share)
        => LogisticCrossEntropy(Score(x, w, b), t, share);

    [Output]
    private static Scalar Score(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
}

/// <summary>Of logits and a distribution.</summary>
[Model(Precision = Precision.Double)]
public sealed partial class SmoothedDistributionEquations
{
    [Objective]
    private static Scalar Objective([Input(3)] Vector x, [Target(4)] Vector t, [Parameter(4, 3)] Matrix w)
        => SoftmaxCrossEntropy(Scores(x, w), t, SmoothingTests.Share);

    [Output]
    private static Vector Scores(Vector x, Matrix w) => w * x;
}

public class SmoothingTests
{
    internal const double Share = 0.25;

    [Fact]
    public void Kernels_agree_with_the_equations_in_both_forms()
    {
        GradientCheck.Run<SmoothedSoftmax>(seed: 1).ThrowIfFailed();
        GradientCheck.Run<SmoothedSoftmax.DoublePrecision>(seed: 2).ThrowIfFailed();
        GradientCheck.Run<SmoothedDistribution>(seed: 3).ThrowIfFailed();
        GradientCheck.Run<SmoothedLogistic>(seed: 4).ThrowIfFailed();
        GradientCheck.Run<SmoothedSoftmaxEquations>(seed: 5).ThrowIfFailed();
        GradientCheck.Run<SmoothedLogisticEquations>(seed: 6).ThrowIfFailed();
        GradientCheck.Run<SmoothedDistributionEquations>(seed: 7).ThrowIfFailed();
    }

    [Fact]
    public void Targets_are_what_they_are_without_smoothing()
    {
        Assert.Equal((TargetKind.Label, 4), (SmoothedSoftmax.Info.Target, SmoothedSoftmax.Info.ClassCount));
        Assert.Equal((TargetKind.Distribution, 4), (SmoothedDistribution.Info.Target, SmoothedDistribution.Info.ClassCount));
        Assert.Equal((TargetKind.Probability, 2), (SmoothedLogistic.Info.Target, SmoothedLogistic.Info.ClassCount));
        Assert.Equal((TargetKind.Label, 4), (SmoothedSoftmaxEquations.Info.Target, SmoothedSoftmaxEquations.Info.ClassCount));
        Assert.Equal((TargetKind.Probability, 2), (SmoothedLogisticEquations.Info.Target, SmoothedLogisticEquations.Info.ClassCount));
        Assert.Equal((TargetKind.Distribution, 4), (SmoothedDistributionEquations.Info.Target, SmoothedDistributionEquations.Info.ClassCount));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_gradient_of_softmax_is_y_less_the_smoothed_target(int label)
    {
        var model = new SmoothedSoftmax.DoublePrecision();
        model.Initialize(3);
        double[] x = [0.5, -1, 2], y = new double[4], gradient = new double[model.Parameters.Length];
        model.Predict(x, y);
        double cost = model.Gradient(x, [label], gradient, model.CreateWorkspace(1));
        double expected = 0;
        for (int k = 0; k < 4; k++)
        {
            double smoothed = (1 - Share) * (k == label ? 1 : 0) + Share / 4;
            expected -= smoothed * Math.Log(y[k]);
            Assert.Equal(y[k] - smoothed, gradient[model.B1.Layout.IndexOf(k, 0)], 1e-14);
            Assert.Equal((y[k] - smoothed) * x[2], gradient[model.W1.Layout.IndexOf(k, 2)], 1e-14);
        }

        Assert.Equal(expected, cost, 1e-13);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void The_gradient_of_a_logistic_unit_is_y_less_the_smoothed_target(double t)
    {
        var model = new SmoothedLogistic();
        model.Initialize(3);
        double[] x = [0.5, -1, 2], y = [0], gradient = new double[model.Parameters.Length];
        model.Predict(x, y);
        double cost = model.Gradient(x, [t], gradient, model.CreateWorkspace(1));
        double smoothed = (1 - Share) * t + Share / 2;
        Assert.Equal(-smoothed * Math.Log(y[0]) - (1 - smoothed) * Math.Log(1 - y[0]), cost, 1e-13);
        Assert.Equal(y[0] - smoothed, gradient[model.B1.Layout.Offset], 1e-14);
    }

    [Fact]
    public void Extreme_logits_cost_a_finite_amount()
    {
        var model = new SmoothedSoftmax();
        model.B1[1, 0] = 1e4f;
        Assert.Equal(1e4f * (1 - Share / 4), model.Cost([0, 0, 0], [0], model.CreateWorkspace(1)), 1.0);
    }

    [Fact]
    public void The_certain_prediction_is_not_the_best()
    {
        // A logit of log((1 − ε/2) / (ε/2)) is where y meets the smoothed target.
        var model = new SmoothedLogistic();
        model.B1[0, 0] = Math.Log((1 - Share / 2) / (Share / 2));
        var gradient = new double[model.Parameters.Length];
        model.Gradient([0, 0, 0], [1], gradient, model.CreateWorkspace(1));
        Assert.Equal(0, gradient[model.B1.Layout.Offset], 1e-15);
    }
}
