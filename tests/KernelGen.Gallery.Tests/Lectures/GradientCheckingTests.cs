using KernelGen.Equations;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Testing;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>What the lectures say of gradient checking (002 §5, 003, 004).</summary>
public sealed class GradientCheckingTests
{
    // 003: W = (0.34, −1.11, 0.78, …), loss 1.25347; a step of 0.0001 in one weight, then in the next.
    [Fact]
    public void The_table_of_the_slide_gives_minus_2_5_then_0_6_then_0()
    {
        Point slide = Point.Of<SlideLoss>().With("W", 0.34, -1.11, 0.78);
        double here = slide.Cost([0]);
        double first = slide.With("W", 0.3401, -1.11, 0.78).Cost([0]);
        double second = slide.With("W", 0.34, -1.1099, 0.78).Cost([0]);
        double third = slide.With("W", 0.34, -1.11, 0.7801).Cost([0]);
        Assert.Equal([1.25347, 1.25322, 1.25353, 1.25347], new[] { here, first, second, third }.Select(static cost => Math.Round(cost, 5)));
        Assert.Equal(-2.5, (first - here) / 0.0001, 1e-3);
        Assert.Equal(0.6, (second - here) / 0.0001, 1e-3);
        Assert.Equal(0, (third - here) / 0.0001, 1e-3);
    }

    // 003: the report has the columns of the slide, W, the loss at W and at W + h, and the difference.
    [Fact]
    public void A_one_sided_check_reports_the_columns_of_the_slide()
    {
        GradientCheckReport report = GradientCheck.Run<SlideLoss>(options: new() { Differences = Differences.OneSided, Step = 1e-4 });
        GradientComponent[] components = [.. report.Blocks.Single().Components];
        Assert.Equal([-2.5, 0.6], components[..2].Select(static c => Math.Round(c.Difference, 6)));
        Assert.All(components, static c => Assert.Equal((c.CostAfter - c.CostBefore) / c.Step, c.Difference, 1e-8));
        Assert.Matches("W +J before +J after +difference", report.ToString());
    }

    // 004 proposes h = 1e-10: rounding, ε·J/h = 2e-6, then fails 1e-6 on most parameters of a correct network.
    [Fact]
    public void A_step_of_1e_10_fails_most_parameters_of_a_correct_perceptron()
    {
        double[] shares = [.. Enumerable.Range(1, 10).Select(static seed => ErrorsAt(1e-10, seed).Average(static error => error > 1e-6 ? 1.0 : 0))];
        Assert.InRange(shares.Average(), 0.5, 0.95);
    }

    [Fact]
    public void A_step_of_the_cube_root_of_epsilon_agrees_to_eight_digits()
        => Assert.All(ErrorsAt(null, seed: 1), static error => Assert.InRange(error, 0, 6e-8));

    [Theory]
    [InlineData("one-sided", 1e-1, 1e-6, 1)]
    [InlineData("two-sided", 1e-1, 1e-3, 2)]
    [InlineData("one-sided", 1e-9, 1e-13, -1)]
    [InlineData("two-sided", 1e-7, 1e-13, -1)]
    public void The_error_of_a_difference_against_its_step_is_a_V_of_slopes(string sides, double largest, double smallest, double slope)
    {
        (double Log, double Error)[] curve =
        [
            .. Enumerable.Range(0, 12)
                .SelectMany(static i => GradientCheck.ErrorAgainstStep(FiveFourThree.Probe, "W1", i / 5, i % 5))
                .Where(e => e.Step <= largest * 1.01 && e.Step >= smallest * 0.99)
                .Select(e => (Math.Log(e.Step), Error: sides == "one-sided" ? e.OneSided : e.TwoSided))
                .Where(static e => e.Error > 0)
                .Select(static e => (e.Item1, Math.Log(e.Error))),
        ];
        double meanX = curve.Average(static p => p.Log);
        double meanY = curve.Average(static p => p.Error);
        double fitted = curve.Sum(p => (p.Log - meanX) * (p.Error - meanY)) / curve.Sum(p => (p.Log - meanX) * (p.Log - meanX));
        Assert.Equal(slope, fitted, 0.2);
    }

    // 002 §5: learning algorithms often appear to work even if the maths is wrong. Here the hidden biases never learn.
    [Fact]
    public void A_wrong_gradient_learns_and_is_caught_all_the_same()
    {
        FrozenHiddenBiases wrong = new();
        TrainingExamples<float> points = PlaneExamples.HalfPlane(seed: 1, negative: 0);
        double[] x = [.. points.Test.Inputs.ToArray()];
        double[] t = [.. points.Test.Targets.ToArray()];
        PlaneNetwork start = new();
        start.Initialize(seed: 1);
        double[] parameters = [.. start.Parameters];
        double before = wrong.Cost(parameters, x, t);
        for (int step = 0; step < 300; step++)
        {
            wrong.SgdStep(parameters, x, t, 0.5);
        }

        Assert.InRange(wrong.Cost(parameters, x, t), 0, before / 2);
        GradientCheckReport report = GradientCheck.Run(wrong);
        Assert.False(report.Passed);
        Assert.Equal(["B1"], report.Blocks.Where(static block => !block.Passed).Select(static block => block.Name));
    }

    // |a − b| / (|a| + |b|), as 004 has it.
    private static double[] ErrorsAt(double? step, int seed)
        => [.. GradientCheck.Run<FiveFourThree>(seed, new() { Step = step }).Blocks.SelectMany(static b => b.Components)
            .Select(static c => Math.Abs(c.Difference - c.Generated) / (Math.Abs(c.Difference) + Math.Abs(c.Generated)))];

    /// <summary>The network of the plane with a backward pass that forgets the biases of its hidden units.</summary>
    private sealed class FrozenHiddenBiases : IModelProbe
    {
        private readonly IModelProbe right = PlaneNetwork.Probe;

        public ModelInfo Info => right.Info;

        public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs) => right.Predict(parameters, inputs);

        public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs) => right.Classify(parameters, inputs);

        public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
            => right.Cost(parameters, inputs, targets);

        public double Gradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
        {
            double cost = right.Gradient(parameters, inputs, targets, gradient);
            ParameterLayout hiddenBiases = Info.Parameters.Single(static p => p.Name == "B1");
            gradient.Slice(hiddenBiases.Offset, hiddenBiases.Length).Clear();
            return cost;
        }

        public double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate)
        {
            var gradient = new double[parameters.Length];
            double cost = Gradient(parameters, inputs, targets, gradient);
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] = (float)(parameters[i] - learningRate * gradient[i]);
            }

            return cost;
        }

        public Scalar Objective(Arguments arguments) => right.Objective(arguments);

        public Vector Output(Arguments arguments) => right.Output(arguments);
    }
}

/// <summary>A correct network of 39 parameters.</summary>
[Model(Inputs = 5, Precision = Precision.Double)]
[Dense(4, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.SquaredError)]
internal sealed partial class FiveFourThree;

/// <summary>A loss whose slopes are those of the slide: −2.5 and 0.6, and none that five digits show.</summary>
[Model(Precision = Precision.Double)]
internal sealed partial class SlideLoss
{
    [Objective]
    private static Scalar Objective([Input] Scalar x, [Parameter(3)] Vector w)
        => 1.25347 - 2.5 * (w[0] - 0.34) + 0.6 * (w[1] + 1.11) + 0.001 * Square(w[2] - 0.78) + Square(x);
}
