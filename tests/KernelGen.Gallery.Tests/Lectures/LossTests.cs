using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>The losses of 002 and 003: rows L1 to L6, L10 and L11.</summary>
public sealed class LossTests
{
    private static readonly double[] Origin = [0, 0];

    // L1.
    [Fact]
    public void Error_rate_does_not_change_with_a_small_change_of_the_weights_and_so_has_no_slope()
    {
        Dataset<float, float> points = PlaneExamples.HalfPlane(seed: 1, negative: 0).Training;
        double[] rates =
        [
            .. new[] { 0.999f, 1, 1.001f }.Select(weight =>
            {
                LogisticRegression model = new();
                model.W.CopyFrom([weight, 1]);
                model.B[0] = 0.1f;
                return Evaluation.ErrorRate(model, points, model.CreateWorkspace(64));
            }),
        ];
        Assert.InRange(rates[1], 0.01, 0.5);
        Assert.Equal([rates[1], rates[1], rates[1]], rates);
    }

    // L2.
    [Fact]
    public void A_confident_right_prediction_of_9_for_the_target_1_costs_a_linear_regression_32()
        => Assert.Equal(32, Point.Of<LinearRegression.DoublePrecision>().With("B", 9).Cost(Origin, 1));

    // L3.
    [Fact]
    public void Squared_error_after_a_logistic_has_a_slope_of_0_0066_at_a_bad_mistake()
    {
        Point mistake = Point.Of<LogisticLeastSquares.DoublePrecision>().With("B", -5);
        Assert.Equal(0.00669, mistake.Predict(0)[0], 0.000005);
        Assert.Equal(-0.00660, mistake.Gradient("B", [0], 1)[0], 0.000005);
    }

    // L3.
    [Fact]
    public void Squared_error_after_a_logistic_is_steepest_at_minus_ln_2_with_a_slope_of_minus_4_27ths()
    {
        Point unit = Point.Of<LogisticLeastSquares.DoublePrecision>();
        Assert.Equal(-4.0 / 27, SlopeAt(-Math.Log(2)), 1e-15);
        Assert.All(Logits(20), z => Assert.True(SlopeAt(z) >= -4.0 / 27));

        double SlopeAt(double z) => unit.With("B", z).Gradient("B", [0], 1)[0];
    }

    // L4: at the logit of a probability.
    [Theory]
    [InlineData(0.01, 4.605)]
    [InlineData(0.00001, 11.513)]
    public void Cross_entropy_tells_bad_predictions_from_very_bad_ones(double probability, double cost)
        => Assert.Equal(cost, Logistic(Math.Log(probability / (1 - probability))).Cost(Origin, 1), 0.0005);

    // L5.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void The_slope_of_logistic_cross_entropy_is_y_minus_t_at_every_logit(double t)
        => Assert.All(Logits(30), z => Assert.Equal(1 / (1 + Math.Exp(-z)) - t, Logistic(z).Gradient("B", Origin, t)[0], 1e-15));

    // L5.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Logistic_cross_entropy_equals_the_naive_form_where_that_is_exact(double t) => Assert.All(Logits(15), z =>
    {
        double y = 1 / (1 + Math.Exp(-z));
        double naive = (t == 0 ? 0 : -t * Math.Log(y)) - (t == 1 ? 0 : (1 - t) * Math.Log(1 - y));
        Assert.Equal(naive, Logistic(z).Cost(Origin, t), 1e-10 * Math.Max(1, naive));
    });

    // L5.
    [Fact]
    public void Logistic_cross_entropy_approaches_minus_z_and_0()
    {
        Assert.Equal(40, Logistic(-40).Cost(Origin, 1), 1e-14);
        Assert.InRange(Logistic(40).Cost(Origin, 1), 0, 1e-17);
    }

    // L5.
    [Theory]
    [InlineData(-1e4, 1, 1e4, -1)]
    [InlineData(1e4, 1, 0, 0)]
    [InlineData(1e4, 0, 1e4, 1)]
    [InlineData(-1e4, 0, 0, 0)]
    public void Logistic_cross_entropy_is_finite_at_logits_of_10000_in_either_precision(double z, double t, double cost, double slope)
    {
        foreach (Point point in new[] { Point.Of<LogisticRegression>(), Point.Of<LogisticRegression.DoublePrecision>() })
        {
            Assert.Equal(cost, point.With("B", z).Cost(Origin, t));
            Assert.Equal(slope, point.With("B", z).Gradient("B", Origin, t)[0]);
        }
    }

    public static TheoryData<string, string, double> LargeLogits
    {
        get
        {
            TheoryData<string, string, double> cases = [];
            foreach (double z in new[] { -1e4, 1e4 })
            {
                cases.Add(nameof(LogisticRegression), "B", z);
                cases.Add(nameof(RegularisedLogistic), "B", z);
                cases.Add(nameof(LogisticBiasColumn), "W", z);
                cases.Add(nameof(LogisticProductFeature), "B", z);
                cases.Add(nameof(LogisticSquaredFeatures), "B", z);
                cases.Add(nameof(RandomFeatures), "B", z);
                cases.Add(nameof(PlaneNetwork), "B2", z);
                cases.Add(nameof(SharedWeights), "Threshold", z);
                cases.Add(nameof(RecurrentCell), "B", z);
                cases.Add(nameof(SoftmaxRegression), "B", z);
                cases.Add(nameof(SoftmaxSoftTargets), "B", z);
                cases.Add(nameof(DivergenceRegression), "B", z);
                cases.Add(nameof(MulticlassSupportVectorMachine), "B", z);
            }

            return cases;
        }
    }

    // L5, L7, L8, L10: the first logit or score is ±1e4, the others 0.
    [Theory]
    [MemberData(nameof(LargeLogits))]
    public void A_cost_of_logits_and_its_gradient_are_finite_at_10000_in_single_precision(string model, string parameter, double z)
    {
        IModelProbe probe = DeclaredModels.ProbeOf(model);
        Point point = new(probe);
        double[] logits = new double[point.Parameter(parameter).Length];
        logits[parameter == "W" ? ^1 : 0] = z;
        point = point.With(parameter, logits);
        double[] x = new double[probe.Info.InputCount];
        foreach (int first in new[] { 0, 1 })
        {
            double[] t = new double[probe.Info.TargetCount];
            t[t.Length == 1 ? 0 : first] = t.Length == 1 ? first : 1;
            Assert.True(double.IsFinite(point.Cost(x, t)));
            Assert.All(probe.Info.Parameters, layout => Assert.All(point.Gradient(layout.Name, x, t), static slope => Assert.True(double.IsFinite(slope))));
        }
    }

    // L6.
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Hinge_loss_is_nowhere_below_the_error_it_stands_for(int t) => Assert.All(Logits(3), z =>
    {
        Point machine = Point.Of<SupportVectorMachine.DoublePrecision>().With("B", z);
        Assert.True(machine.Cost(Origin, t) >= (machine.Classify(Origin)[0] == t ? 0 : 1));
    });

    // L6.
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 1.5)]
    [InlineData(-1, 0.5)]
    [InlineData(-1, -1.5)]
    public void A_support_vector_machine_is_pulled_by_minus_t_x_inside_its_margin_only(double t, double z)
    {
        double[] x = [0.25, -0.5];
        Point machine = Point.Of<SupportVectorMachine.DoublePrecision>().With("B", z);
        double pull = t * z < 1 ? -t : 0;
        Assert.Equal([pull * x[0], pull * x[1]], machine.Gradient("W", x, t));
        Assert.Equal([pull], machine.Gradient("B", x, t));
    }

    // L10: the predicted distribution of the slide, against class 4.
    [Fact]
    public void Divergence_and_cross_entropy_of_a_certain_class_are_both_ln_100()
    {
        double[] logits = [.. new[] { 0.5, 0.01, 0.01, 0.01, 0.01, 0.01, 0.15, 0.3 }.Select(static p => Math.Log(p))];
        double[] certain = [0, 0, 0, 0, 1, 0, 0, 0];
        Assert.Equal(Math.Log(100), Point.Of<SoftmaxSoftTargets.DoublePrecision>().With("B", logits).Cost(Origin, certain), 1e-14);
        Assert.Equal(Math.Log(100), Point.Of<DivergenceRegression.DoublePrecision>().With("B", logits).Cost(Origin, certain), 1e-14);
    }

    // L10.
    [Fact]
    public void Divergence_and_cross_entropy_have_one_gradient_and_differ_by_the_entropy_of_the_target()
    {
        double[] x = [0.5, -1];
        double[] t = [0.5, 0.125, 0, 0.25, 0, 0.0625, 0.0625, 0];
        double entropy = -t.Where(static p => p > 0).Sum(static p => p * Math.Log(p));
        Point crossEntropy = Point.Of<SoftmaxSoftTargets.DoublePrecision>().Drawn(seed: 3, limit: 2);
        Point divergence = Point.Of<DivergenceRegression.DoublePrecision>().Drawn(seed: 3, limit: 2);
        Assert.Equal(crossEntropy.Cost(x, t) - entropy, divergence.Cost(x, t), 1e-14);
        Close.To(crossEntropy.Gradient("W", x, t), divergence.Gradient("W", x, t), 1e-14);
        Close.To(crossEntropy.Gradient("B", x, t), divergence.Gradient("B", x, t), 1e-14);
    }

    // L11, with λ₁ = λ₂ = 0.01 as declared; the sign of 0 is 0.
    [Fact]
    public void A_regularised_weight_collects_the_gradients_of_the_loss_and_of_both_regularisers()
    {
        double[] x = [1.5, -2];
        Point net = Point.Of<ElasticNet.DoublePrecision>().With("W", -0.5, 0).With("B", 0.25);
        double residual = -0.5 * 1.5 + 0.25 - 2;
        Close.To([residual * 1.5 - 0.01 - 0.01 * 0.5, residual * -2], net.Gradient("W", x, 2), 1e-15);
        Assert.Equal([residual], net.Gradient("B", x, 2));
    }

    // L11.
    [Theory]
    [InlineData(3, 1)]
    [InlineData(300, 1)]
    [InlineData(-300, -1)]
    public void Absolute_error_pulls_with_strength_1_at_every_distance(double y, double pull)
        => Assert.Equal([pull], Point.Of<LeastAbsoluteDeviations.DoublePrecision>().With("B", y).Gradient("B", Origin, 1));

    private static Point Logistic(double z) => Point.Of<LogisticRegression.DoublePrecision>().With("B", z);

    private static IEnumerable<double> Logits(int limit) => Enumerable.Range(-4 * limit, 8 * limit + 1).Select(static i => i / 4.0);
}
