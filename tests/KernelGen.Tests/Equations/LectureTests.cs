using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

/// <summary>Claims of LECTURES.md about whole equations, by row; those about one function stand with that function.</summary>
public class LectureTests
{
    // L2. The normal equations of (0, 1), (1, 3), (2, 4), (3, 4): w = 1, b = 3/2.
    [Fact]
    public void Gradient_descent_on_squared_error_reaches_the_closed_form()
    {
        (double X, double T)[] points = [(0, 1), (1, 3), (2, 4), (3, 4)];
        double w = 0;
        double b = 0;
        for (int step = 0; step < 2000; step++)
        {
            double dW = Cost(new Scalar(w, 1), b).Tangent;
            double dB = Cost(w, new Scalar(b, 1)).Tangent;
            w -= 0.1 * dW;
            b -= 0.1 * dB;
        }

        Assert.Equal(1, w, 12);
        Assert.Equal(1.5, b, 12);

        Scalar Cost(Scalar w, Scalar b) => Mean(Concat([.. points.Select(p => (Entries)SquaredError(w * p.X + b, p.T))]));
    }

    // L6.
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.5, -1)]
    [InlineData(2, 1)]
    [InlineData(-2, -1)]
    public void The_gradient_of_a_support_vector_machine_is_minus_t_x_inside_the_margin_and_0_outside(double b, double t)
    {
        double[] x = [0.25, -0.5];
        double[] w = [0.5, 0.25];
        double pull = t * b < 1 ? -t : 0;
        Assert.Equal(pull * x[0], Loss(new Vector(w, [1, 0]), b).Tangent);
        Assert.Equal(pull * x[1], Loss(new Vector(w, [0, 1]), b).Tangent);
        Assert.Equal(pull, Loss(new Vector(w), new Scalar(b, 1)).Tangent);

        Scalar Loss(Vector w, Scalar b) => Hinge(Dot(w, new Vector(x)) + b, t);
    }

    // L7.
    [Fact]
    public void Softmax_regression_on_two_classes_is_logistic_regression_on_the_difference()
    {
        var z = new Vector([0.3, -1.1], [1, 2]);
        Scalar softmax = SoftmaxCrossEntropy(z, new Label(0));
        Scalar logistic = LogisticCrossEntropy(z[0] - z[1], 1);
        Assert.Equal(logistic.Value, softmax.Value, 15);
        Assert.Equal(logistic.Tangent, softmax.Tangent, 15);
    }

    // L8.
    [Fact]
    public void Summing_a_multiclass_hinge_over_the_own_class_too_adds_exactly_1()
    {
        var scores = new Vector([3.2, 5.1, -1.7]);
        Assert.Equal(MulticlassHinge(scores, new Label(0)).Value + 1, Sum(Max(scores - scores[0] + 1, 0)).Value, 15);
    }

    // L8.
    [Fact]
    public void The_mean_instead_of_the_sum_only_scales_a_multiclass_hinge()
    {
        var scores = new Vector([3.2, 5.1, -1.7], [1, 2, 3]);
        Scalar mean = Mean(Relu(Concat(scores[1] - scores[0] + 1, scores[2] - scores[0] + 1)));
        Assert.Equal(MulticlassHinge(scores, new Label(0)) / 2, mean);
    }

    // L8.
    [Fact]
    public void Weights_without_multiclass_hinge_have_none_when_doubled()
    {
        var x = new Vector([1, -0.5]);
        var w = new Matrix(3, 2, [0.5, 1, 2, -1, -1, 1]);
        Assert.Equal(0, MulticlassHinge(w * x, new Label(1)).Value);
        Assert.Equal(0, MulticlassHinge(2 * w * x, new Label(1)).Value);
    }

    // L10.
    [Fact]
    public void The_divergence_from_a_certain_class_is_its_cross_entropy()
    {
        var predicted = new Vector([0.5, 0.01, 0.01, 0.01, 0.01, 0.01, 0.15, 0.3]);
        Assert.Equal(Math.Log(100), KullbackLeibler(predicted, new Vector([0, 0, 0, 0, 1, 0, 0, 0])).Value, 14);
    }

    // L10.
    [Fact]
    public void Divergence_and_cross_entropy_have_equal_gradients_and_differ_by_the_entropy_of_the_target()
    {
        var t = new Vector([0.5, 0.125, 0.375, 0]);
        double entropy = CrossEntropy(t, t).Value;
        for (int i = 0; i < 4; i++)
        {
            var z = new Vector([0.5, -1, 2, 0.25], [i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0, i == 3 ? 1 : 0]);
            Scalar crossEntropy = CrossEntropy(Softmax(z), t);
            Scalar divergence = KullbackLeibler(Softmax(z), t);
            Assert.Equal(crossEntropy.Tangent, divergence.Tangent, 14);
            Assert.Equal(crossEntropy.Value - entropy, divergence.Value, 14);
        }
    }

    // L11.
    [Fact]
    public void A_regularised_weight_collects_the_gradients_of_both_its_uses()
    {
        const double x = 1.5, t = 2, lambda = 0.1, w = -0.5;
        double dZ = w * x - t;
        Scalar ridge = SquaredError(new Scalar(w, 1) * x, t) + lambda * SumOfSquares(new Scalar(w, 1)) / 2;
        Scalar lasso = SquaredError(new Scalar(w, 1) * x, t) + lambda * Norm1(new Scalar(w, 1));
        Assert.Equal(dZ * x + lambda * w, ridge.Tangent, 15);
        Assert.Equal(dZ * x - lambda, lasso.Tangent, 15);
    }

    // L11.
    [Fact]
    public void The_elastic_net_is_the_sum_of_both_regularisers()
    {
        var w = new Vector([3, -4, 0], [1, 1, 1]);
        Scalar net = 0.5 * Norm1(w) + 0.25 * SumOfSquares(w) / 2;
        Assert.Equal(new Scalar(0.5 * 7 + 0.125 * 25, 0.25 * (3 - 4)), net);
    }

    // L11.
    [Theory]
    [InlineData(3, 1, 2, 1, 2, 2)]
    [InlineData(-1, 1, 2, -1, 2, -2)]
    [InlineData(1, 1, 0, 0, 0, 0)]
    public void Absolute_error_pulls_evenly_and_squared_error_in_proportion(
        double y, double t, double absolute, double absoluteSlope, double squared, double squaredSlope)
    {
        Assert.Equal(new Scalar(absolute, absoluteSlope), AbsoluteError(new Scalar(y, 1), t));
        Assert.Equal(new Scalar(squared, squaredSlope), SquaredError(new Scalar(y, 1), t));
    }

    // L14.
    [Fact]
    public void The_soft_rectifier_lies_above_the_rectifier_by_at_most_ln_2_and_has_the_logistic_function_as_its_slope()
    {
        for (double z = -20; z <= 20; z += 0.25)
        {
            Scalar soft = Softplus(new Scalar(z, 1));
            Assert.InRange(soft.Value - Relu(z).Value, 0, Math.Log(2));
            Assert.Equal(Logistic(z).Value, soft.Tangent);
        }
    }

    // L14.
    [Fact]
    public void Tanh_is_a_logistic_function_stretched_to_minus_1_and_1()
    {
        for (double z = -20; z <= 20; z += 0.25)
        {
            var dual = new Scalar(z, 1);
            Scalar stretched = 2 * Logistic(2 * dual) - 1;
            Assert.Equal(stretched.Value, Tanh(dual).Value, 14);
            Assert.Equal(stretched.Tangent, Tanh(dual).Tangent, 14);
        }
    }
}
