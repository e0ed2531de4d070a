using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class DualNumberTests
{
    [Fact]
    public void The_worked_example_of_a_logistic_unit_with_squared_error_and_a_regulariser()
    {
        const double x = 1.5, t = 0.25, lambda = 0.1, w = -0.7, b = 0.4;
        double y = 1 / (1 + Math.Exp(-(w * x + b)));

        Scalar dW = Regularised(new Scalar(w, 1), b);
        Scalar dB = Regularised(w, new Scalar(b, 1));

        Assert.Equal((y - t) * (y - t) / 2 + lambda * w * w / 2, dW.Value, 15);
        Assert.Equal((y - t) * y * (1 - y) * x + lambda * w, dW.Tangent, 15);
        Assert.Equal((y - t) * y * (1 - y), dB.Tangent, 15);

        static Scalar Regularised(Scalar w, Scalar b) => SquaredError(Logistic(w * x + b), t) + lambda * SumOfSquares(w) / 2;
    }

    // LECTURES.md, D7.
    [Fact]
    public void The_multivariate_chain_rule_of_the_lecture_gives_2_41048()
    {
        var t = new Scalar(1, 1);
        Scalar x = Cos(t);
        Scalar y = Square(t);
        Assert.Equal(2.41048, (y + Exp(x * y)).Tangent, 5);
    }
}
