using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class ActivationFunctionTests
{
    [Theory]
    [InlineData(-1000, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1000, 1000, 1)]
    public void Relu_passes_what_is_positive(double z, double value, double slope)
        => Assert.Equal(new Scalar(value, slope), Relu(new Scalar(z, 1)));

    [Theory]
    [InlineData(-1000, 0, 0)]
    [InlineData(-1, 0.31326168751822286, 0.2689414213699951)]
    [InlineData(0, 0.6931471805599453, 0.5)]
    [InlineData(1, 1.3132616875182228, 0.7310585786300049)]
    [InlineData(1000, 1000, 1)]
    public void Softplus_is_a_soft_rectifier(double z, double value, double slope) => Near(Softplus(new Scalar(z, 1)), value, slope);

    [Theory]
    [InlineData(-1000, 0, 0)]
    [InlineData(-1, 0.2689414213699951, 0.19661193324148185)]
    [InlineData(0, 0.5, 0.25)]
    [InlineData(1, 0.7310585786300049, 0.19661193324148185)]
    [InlineData(1000, 1, 0)]
    public void Logistic_runs_from_0_to_1(double z, double value, double slope) => Near(Logistic(new Scalar(z, 1)), value, slope);

    [Theory]
    [InlineData(-1000, -1, 0)]
    [InlineData(-1, -0.7615941559557649, 0.41997434161402608)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0.7615941559557649, 0.41997434161402608)]
    [InlineData(1000, 1, 0)]
    public void Tanh_runs_from_minus_1_to_1(double z, double value, double slope) => Near(Tanh(new Scalar(z, 1)), value, slope);

    [Theory]
    [InlineData(-1000, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    public void Hard_threshold_has_no_slope(double z, double value)
        => Assert.Equal(new Scalar(value, 0), HardThreshold(new Scalar(z, 1)));

    [Fact]
    public void The_slope_of_the_logistic_function_keeps_its_relative_accuracy_in_both_tails()
    {
        double expected = Math.Exp(-100);
        Assert.Equal(expected, Logistic(new Scalar(100, 1)).Tangent, expected * 1e-14);
        Assert.Equal(expected, Logistic(new Scalar(-100, 1)).Tangent, expected * 1e-14);
    }

    [Fact]
    public void Softmax_sums_to_1_and_its_log_ratios_are_the_differences_of_logits()
    {
        double[] z = [800, 799.5, 797];
        double[] p = Softmax(new Vector(z)).Values;
        Assert.Equal(1, p.Sum(), 15);
        Assert.Equal(z[0] - z[2], Math.Log(p[0] / p[2]), 12);
    }

    [Fact]
    public void Softmax_of_two_logits_is_the_logistic_function_of_their_difference()
    {
        Vector p = Softmax(new Vector([0.3, -1.1], [1, 0]));
        Scalar expected = Logistic(new Scalar(1.4, 1));
        Near(p[0], expected.Value, expected.Tangent);
    }

    [Fact]
    public void A_hundred_times_steeper_logistic_function_is_nearer_to_the_hard_threshold()
    {
        foreach (double x in (double[])[-0.5, -0.01, 0.01, 0.5])
        {
            double step = HardThreshold(x).Value;
            Assert.True(Math.Abs(Logistic(100 * x).Value - step) < Math.Abs(Logistic(x).Value - step));
        }

        Assert.Equal(0.5, Logistic(0).Value);
    }

    private static void Near(Scalar actual, double value, double slope)
    {
        Assert.Equal(value, actual.Value, 15);
        Assert.Equal(slope, actual.Tangent, 15);
    }
}
