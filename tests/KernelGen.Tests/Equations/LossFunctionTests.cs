using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class LossFunctionTests
{
    [Fact]
    public void A_prediction_of_9_for_target_1_costs_a_squared_error_of_32()
    {
        Assert.Equal(new Scalar(32, 8), SquaredError(new Scalar(9, 1), 1));
        Assert.Equal(32 + 4.5, SquaredError(new Vector([9, -2]), new Vector([1, 1])).Value);
    }

    [Fact]
    public void A_logistic_unit_with_squared_error_hardly_learns_from_a_confident_mistake()
    {
        Scalar y = Logistic(new Scalar(-5, 1));
        Assert.Equal(0.00669, y.Value, 5);
        Assert.Equal(-0.00660, SquaredError(y, 1).Tangent, 5);
    }

    [Fact]
    public void The_steepest_slope_of_a_logistic_unit_with_squared_error_is_at_minus_ln_2()
    {
        Assert.Equal(-4.0 / 27, Slope(-Math.Log(2)), 15);
        Assert.True(Slope(-Math.Log(2) - 0.01) > -4.0 / 27);
        Assert.True(Slope(-Math.Log(2) + 0.01) > -4.0 / 27);

        static double Slope(double z) => SquaredError(Logistic(new Scalar(z, 1)), 1).Tangent;
    }

    [Theory]
    [InlineData(0.01, 1, 4.605)]
    [InlineData(0.00001, 1, 11.513)]
    [InlineData(0.99, 0, 4.605)]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0, 0)]
    public void Cross_entropy_charges_confident_mistakes(double probability, double t, double expected)
        => Assert.Equal(expected, CrossEntropy(probability, t).Value, 3);

    [Theory]
    [InlineData(-3)]
    [InlineData(0.5)]
    [InlineData(40)]
    public void The_slope_of_logistic_cross_entropy_is_y_minus_t(double z)
    {
        foreach (double t in (double[])[0, 0.25, 1])
        {
            Assert.Equal(Logistic(z).Value - t, LogisticCrossEntropy(new Scalar(z, 1), t).Tangent, 15);
        }
    }

    [Fact]
    public void Logistic_cross_entropy_equals_its_definition_for_moderate_logits()
    {
        for (double z = -15; z <= 15; z += 0.125)
        {
            foreach (double t in (double[])[0, 0.25, 1])
            {
                // 1 − σ(z) rounds away what is left of a small probability: the definition itself is off by 1.2e-10 at |z| = 14.
                double definition = CrossEntropy(Logistic(z), t).Value;
                Assert.Equal(definition, LogisticCrossEntropy(z, t).Value, 1e-10 * Math.Max(1, definition));
            }
        }
    }

    [Fact]
    public void Logistic_cross_entropy_approaches_its_asymptotes()
    {
        Assert.Equal(new Scalar(1e4, -1), LogisticCrossEntropy(new Scalar(-1e4, 1), 1));
        Assert.Equal(0, LogisticCrossEntropy(1e4, 1).Value);
        Assert.Equal(1e4, LogisticCrossEntropy(1e4, 0).Value);
        Assert.Equal(Math.Exp(-50), LogisticCrossEntropy(50, 1).Value, Math.Exp(-50) * 1e-14);
    }

    [Theory]
    [InlineData(0.4, 1, 0.6, -1)]
    [InlineData(-2, 1, 3, -1)]
    [InlineData(1.5, 1, 0, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(0.4, -1, 1.4, 1)]
    [InlineData(-1.5, -1, 0, 0)]
    public void Hinge_pulls_with_minus_t_while_the_margin_is_not_met(double score, double t, double loss, double slope)
    {
        Scalar hinge = Hinge(new Scalar(score, 1), t);
        Assert.Equal(loss, hinge.Value, 15);
        Assert.Equal(slope, hinge.Tangent);
    }

    [Fact]
    public void Hinge_is_never_below_the_0_1_loss()
    {
        for (double score = -3; score <= 3; score += 0.125)
        {
            Assert.True(Hinge(score, 1).Value >= (score > 0 ? 0 : 1));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Softmax_cross_entropy_of_equal_logits_is_ln_K(int classes)
    {
        var zero = new Vector(new double[classes]);
        Assert.Equal(Math.Log(classes), SoftmaxCrossEntropy(zero, new Label(1)).Value, 14);
        Assert.Equal(Math.Log(classes), CrossEntropy(Softmax(zero), new Label(1)).Value, 14);
    }

    [Fact]
    public void The_slope_of_softmax_cross_entropy_is_y_minus_t()
    {
        double[] logits = [3.2, 5.1, -1.7];
        double[] probabilities = Softmax(new Vector(logits)).Values;
        for (int i = 0; i < 3; i++)
        {
            var z = new Vector(logits, [i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0]);
            Assert.Equal(probabilities[i] - (i == 2 ? 1 : 0), SoftmaxCrossEntropy(z, new Label(2)).Tangent, 15);
            double[] soft = [0.2, 0.5, 0.3];
            Assert.Equal(probabilities[i] - soft[i], SoftmaxCrossEntropy(z, new Vector(soft)).Tangent, 15);
        }
    }

    [Fact]
    public void Softmax_of_the_lecture_s_scores_costs_2_0404()
    {
        var scores = new Vector([3.2, 5.1, -1.7]);
        double[] probabilities = Softmax(scores).Values;
        Assert.Equal(0.130, probabilities[0], 3);
        Assert.Equal(0.869, probabilities[1], 3);
        Assert.Equal(0.001, probabilities[2], 3);
        Assert.Equal(2.0404, SoftmaxCrossEntropy(scores, new Label(0)).Value, 4);
    }

    [Fact]
    public void Softmax_cross_entropy_stays_finite_for_huge_logits()
    {
        var z = new Vector([1e4, -1e4, 0]);
        Assert.Equal(2e4, SoftmaxCrossEntropy(z, new Label(1)).Value);
        Assert.Equal(0, SoftmaxCrossEntropy(z, new Label(0)).Value);
    }

    [Fact]
    public void Cross_entropy_against_class_4_is_ln_100()
    {
        var predicted = new Vector([0.5, 0.01, 0.01, 0.01, 0.01, 0.01, 0.15, 0.3]);
        Assert.Equal(Math.Log(100), CrossEntropy(predicted, new Label(4)).Value, 14);
        Assert.Equal(Math.Log(100), CrossEntropy(predicted, new Vector([0, 0, 0, 0, 1, 0, 0, 0])).Value, 14);
    }

    [Fact]
    public void Nothing_times_the_logarithm_of_nothing_is_nothing()
    {
        var predicted = new Vector([0.5, 0, 0.5]);
        var target = new Vector([1, 0, 0], [0, 0, 1]);
        Assert.Equal(Math.Log(2), CrossEntropy(predicted, target).Value, 15);
        Assert.Equal(Math.Log(2), CrossEntropy(predicted, target).Tangent, 15);
        Assert.Equal(Math.Log(2), KullbackLeibler(predicted, target).Value, 15);
        Assert.Equal(0, CrossEntropy(0, new Scalar(0, 1)).Value);
    }

    // ¾·ln(¾ / ½) + ¼·ln(¼ / ½) = ¾·ln 3 − ln 2.
    [Fact]
    public void The_divergence_of_a_fair_coin_from_a_biased_one()
        => Assert.Equal(0.75 * Math.Log(3) - Math.Log(2), KullbackLeibler(new Vector([0.5, 0.5]), new Vector([0.75, 0.25])).Value, 15);

    [Fact]
    public void A_class_that_occurs_and_is_predicted_never_is_infinitely_far()
        => Assert.Equal(double.PositiveInfinity, KullbackLeibler(new Vector([1, 0]), new Vector([0.5, 0.5])).Value);

    [Fact]
    public void A_distribution_is_at_distance_0_from_itself_and_further_from_any_other()
    {
        var p = new Vector([0.2, 0.3, 0.5]);
        Assert.Equal(0, KullbackLeibler(p, p).Value);
        Assert.True(KullbackLeibler(p, new Vector([0.21, 0.29, 0.5])).Value > 0);
    }

    [Fact]
    public void Multiclass_hinge_charges_the_lecture_s_three_images()
    {
        double[] losses =
        [
            MulticlassHinge(new Vector([3.2, 5.1, -1.7]), new Label(0)).Value,
            MulticlassHinge(new Vector([1.3, 4.9, 2.0]), new Label(1)).Value,
            MulticlassHinge(new Vector([2.2, 2.5, -3.1]), new Label(2)).Value,
        ];
        Assert.Equal(2.9, losses[0], 12);
        Assert.Equal(0, losses[1], 12);
        Assert.Equal(12.9, losses[2], 12);
        Assert.Equal(5.2667, losses.Average(), 4);
    }

    [Fact]
    public void Multiclass_hinge_of_equal_scores_is_the_number_of_wrong_classes()
        => Assert.Equal(9, MulticlassHinge(new Vector(new double[10]), new Label(3)).Value);

    [Fact]
    public void A_small_change_of_satisfied_scores_changes_no_multiclass_hinge()
        => Assert.Equal(new Scalar(0, 0), MulticlassHinge(new Vector([1.3, 4.9, 2.0], [1, -1, 1]), new Label(1)));

    [Fact]
    public void Absolute_error_sums_over_the_outputs()
    {
        Scalar loss = AbsoluteError(new Vector([1, -2, 3], [1, 1, 1]), new Vector([0, 0, 3]));
        Assert.Equal(new Scalar(3, 0), loss);
        Assert.Equal(new Scalar(2, -1), AbsoluteError(new Scalar(-1, 1), 1));
    }

    [Fact]
    public void A_label_outside_the_classes_is_refused_with_its_value_and_the_range()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxCrossEntropy(new Vector([1, 2, 3]), new Label(3)));
        Assert.Contains("0 … 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MulticlassHinge(new Vector([1, 2, 3]), new Label(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy(new Vector([1, 2, 3]), new Label(3)));
    }

    [Fact]
    public void Losses_refuse_targets_of_another_length_and_name_both()
    {
        var y = new Vector([1, 2, 3]);
        var t = new Vector([1, 2]);
        Func<Scalar>[] losses =
        [
            () => SquaredError(y, t), () => AbsoluteError(y, t), () => CrossEntropy(y, t), () => SoftmaxCrossEntropy(y, t),
            () => KullbackLeibler(y, t),
        ];
        foreach (Func<Scalar> loss in losses)
        {
            string message = Assert.Throws<ArgumentException>(() => loss()).Message;
            Assert.Contains("[3]", message, StringComparison.Ordinal);
            Assert.Contains("[2]", message, StringComparison.Ordinal);
        }
    }
}
