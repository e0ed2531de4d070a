using KernelGen.Equations;
using KernelGen.Testing;
using KernelGen.Tests.Regularization;

namespace KernelGen.Tests.Testing;

/// <summary>Examples have weights, and nothing to compare with.</summary>
[Model(Precision = Precision.Double)]
public sealed partial class WeightedWithoutTarget
{
    [Objective]
    private static Scalar Objective([Input(3)] Vector x, [Weight] Scalar weight, [Parameter(3)] Vector w) => weight * Growth(x, w);

    [Output]
    private static Scalar Growth(Vector x, Vector w) => Functions.Exp(Functions.Dot(w, x));
}

public class SanityCheckTests
{
    private static readonly GradientCheckOptions Options = new() { Sanity = SanityChecks.All };

    [Fact]
    public void Nothing_beside_the_gradient_is_looked_at_unless_asked()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3));
        Assert.Null(report.CostAtZero);
        Assert.Null(report.Overfit);
        Assert.Null(report.StepCurve);
    }

    [Fact]
    public void Equal_scores_cost_the_logarithm_of_the_number_of_classes()
    {
        CostAtZeroReport zero = GradientCheck.Run(new FakeLogisticRegression<double>(4), 1, Options).ThrowIfFailed().CostAtZero!;
        Assert.Equal(Math.Log(2), zero.Expected);
        Assert.Equal(Math.Log(2), zero.Cost, 1e-12);
    }

    [Fact]
    public void Another_cost_at_zero_is_a_failure()
    {
        GradientCheckReport report = GradientCheck.Run(new FakeLogisticRegression<double>(4), 1, Options with { CostAtZero = 1 });
        Assert.Equal("At zero parameters the cost is 0.6931472; expected 1.", Assert.Single(report.Failures));
    }

    [Fact]
    public void Examples_with_weights_need_no_targets() =>
        Assert.Equal(1, GradientCheck.Run<WeightedWithoutTarget>(1, Options with { CostAtZero = 1 }).ThrowIfFailed().CostAtZero!.Cost);

    [Fact]
    public void A_few_examples_are_learnt_by_heart()
    {
        OverfitReport overfit = GradientCheck.Run(new FakeLogisticRegression<double>(4, l1: 0), 1, Options).Overfit!;
        Assert.Equal((2, 0), (overfit.Examples, overfit.Wrong));
        Assert.InRange(overfit.CostAfter, 0, overfit.CostBefore / 2);
    }

    [Fact]
    public void A_model_that_goes_up_its_gradient_does_not_learn_them()
    {
        GradientCheckReport report = GradientCheck.Run(new Uphill(new FakeLogisticRegression<double>(4)), 1, Options);
        Assert.False(report.Overfit!.Passed);
        Assert.Contains(report.Failures, static failure => failure.StartsWith("2 examples were not learnt by heart: after ", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_of_the_model_itself_are_learnt()
    {
        OverfitReport overfit = GradientCheck.Run(LineModel.Probe, 1, Options).ThrowIfFailed().Overfit!;
        Assert.Null(overfit.Wrong);
        Assert.InRange(overfit.CostAfter, 0, 0.1 * overfit.CostBefore);
    }

    [Fact]
    public void A_line_through_points_is_stable_up_to_twice_the_inverse_of_its_largest_curvature()
    {
        StableRateReport rate = GradientCheck.Run(LineModel.Probe, 1, Options).ThrowIfFailed().StableRate!;

        // Of inputs from −1 … 1 the curvature of the bias is 1, and that of the weight their mean square.
        Assert.InRange(rate.LargestCurvature, 1, 1.4);
        Assert.Equal(2 / rate.LargestCurvature, rate.LargestRate);
        Assert.InRange(rate.CostBelow, 0, rate.CostBefore);
        Assert.InRange(rate.CostAbove, 1000 * rate.CostBefore, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(1.0, 0.5, 2000, true)]
    [InlineData(1.0, 1.5, 2000, false)]
    [InlineData(1.0, 0.5, 900, false)]
    [InlineData(1.0, 0.5, double.NaN, true)]
    public void Steps_must_converge_below_the_rate_and_diverge_above(double before, double below, double above, bool passed) =>
        Assert.Equal(passed, new StableRateReport(1, before, below, above).Passed);

    [Fact]
    public void Only_least_squares_has_such_a_rate()
    {
        Assert.Null(GradientCheck.Run(new FakeLogisticRegression<double>(4), 1, Options).StableRate);
        Assert.Null(GradientCheck.Run(new FakePerceptron<double>(5, 4, 3), 1, Options).StableRate);
    }

    [Fact]
    public void The_error_against_the_step_falls_and_rises_again()
    {
        StepCurveReport curve = GradientCheck.Run(new FakeLogisticRegression<double>(4), 1, Options).StepCurve!;
        Assert.Equal("W1", curve.Parameter);
        Assert.Equal(14, curve.Errors.Length);
        double least = curve.Errors.Min(static error => error.TwoSided);
        Assert.True(curve.Errors[0].TwoSided > 1000 * least && curve.Errors[^1].TwoSided > 1000 * least);
    }

    [Fact]
    public void Weights_of_examples_do_not_change_what_is_expected()
    {
        GradientCheckReport network = GradientCheck.Run<WeightedNetwork>(1, Options).ThrowIfFailed();
        Assert.Equal(Math.Log(4), network.CostAtZero!.Cost, 1e-5);
        Assert.Equal((4, 0), (network.Overfit!.Examples, network.Overfit.Wrong));
        Assert.NotNull(GradientCheck.Run<WeightedRegression>(1, Options).ThrowIfFailed().StableRate);
    }

    [Fact]
    public void With_dropout_nothing_is_said_of_training()
    {
        GradientCheckReport report = GradientCheck.Run<DroppingNetwork>(1, Options).ThrowIfFailed();
        Assert.Equal(Math.Log(3), report.CostAtZero!.Cost, 1e-5);
        Assert.Null(report.Overfit);
    }

    [Fact]
    public void The_text_has_a_line_for_each()
    {
        string text = GradientCheck.Run(LineModel.Probe, 1, Options).ToString();
        Assert.Contains("small batch: 2 examples, cost ", text, StringComparison.Ordinal);
        Assert.Contains("largest stable learning rate: 2/λmax = ", text, StringComparison.Ordinal);
        Assert.Contains("error of a difference at ", text, StringComparison.Ordinal);
        Assert.Contains("  1E-06    ", text, StringComparison.Ordinal);
    }

    /// <summary>A model with the sign of its gradient wrong.</summary>
    private sealed class Uphill(IModelProbe model) : IModelProbe
    {
        public ModelInfo Info => model.Info;

        public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs) => model.Predict(parameters, inputs);

        public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs) => model.Classify(parameters, inputs);

        public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets) =>
            model.Cost(parameters, inputs, targets);

        public double Gradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
        {
            double cost = model.Gradient(parameters, inputs, targets, gradient);
            foreach (ref double entry in gradient)
            {
                entry = -entry;
            }

            return cost;
        }

        public double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate) =>
            model.SgdStep(parameters, inputs, targets, learningRate);

        public Scalar Objective(Arguments arguments) => model.Objective(arguments);

        public Vector Output(Arguments arguments) => model.Output(arguments);
    }
}
