using FsCheck;
using FsCheck.Fluent;
using KernelGen.Equations;
using KernelGen.Numerics;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class DualNumberTests
{
    // Every function of a vector of four logits, reduced to one number; the last entries serve as probabilities, targets or weights.
    private static readonly Dictionary<string, Func<Vector, Scalar>> Laws = new()
    {
        ["sum and difference"] = x => x[0] + x[1] - x[2],
        ["product and quotient"] = x => x[0] * x[1] / (x[2] * x[2] + 1),
        ["negation"] = x => Dot(-x, x) - -x[1],
        ["entry by entry"] = x => Sum((x + x * x - x[1] * x) * x),
        ["matrix times vector"] = x => Sum(new Matrix(2, 4, [.. x.Values, .. x.Values], [.. x.Tangents!, .. x.Tangents!]) * x),
        ["constant matrix times vector"] = x => SumOfSquares(new Matrix(2, 4, [1, 2, 3, 4, 5, 6, 7, 8]) * x),
        ["matrix times constant vector"] = x => SumOfSquares(new Matrix(2, 2, x.Values, x.Tangents) * new Vector([0.5, -2])),
        ["exp"] = x => Exp(x[0]) * Sum(Exp(x)),
        ["log"] = x => Log(SumOfSquares(x) + 1) + Sum(Log(x * x + Exp(x))),
        ["relu"] = x => Sum(Relu(x) * x),
        ["softplus"] = x => Sum(Softplus(x) * x),
        ["logistic"] = x => Sum(Logistic(x) * x),
        ["tanh"] = x => Sum(Tanh(x) * x),
        ["hard threshold"] = x => Sum(HardThreshold(x) * x),
        ["softmax"] = x => Dot(Softmax(x), x),
        ["log-sum-exp"] = x => LogSumExp(x) * x[0],
        ["absolute value"] = x => Abs(x[0]) * x[1] + Dot(Abs(x), x),
        ["norms"] = x => Norm1(x) * SumOfSquares(x) + Norm1(x[0]) * SumOfSquares(x[1]),
        ["norms of a matrix"] = x => Norm1(new Matrix(2, 2, x.Values, x.Tangents)) * SumOfSquares(new Matrix(2, 2, x.Values, x.Tangents)),
        ["squared error"] = x => SquaredError(x, Tanh(x)) + SquaredError(x[0], x[1]),
        ["absolute error"] = x => AbsoluteError(x, x[0] * x) + AbsoluteError(x[0], x[1]),
        ["cross-entropy"] = x => CrossEntropy(Logistic(x[0]), Logistic(x[1])),
        ["cross-entropy of classes"] = x => CrossEntropy(Softmax(x), new Label(2)) + CrossEntropy(Softmax(x), Softmax(x * x)),
        ["logistic cross-entropy"] = x => LogisticCrossEntropy(x[0], Logistic(x[1])),
        ["softmax cross-entropy"] = x => SoftmaxCrossEntropy(x, new Label(1)) + SoftmaxCrossEntropy(x, Softmax(x * x)),
        ["hinge"] = x => Hinge(x[0], x[1]),
        ["multiclass hinge"] = x => MulticlassHinge(x, new Label(3)) * x[0],
    };

    public static TheoryData<string> LawNames => [.. Laws.Keys];

    [Theory]
    [MemberData(nameof(LawNames))]
    public void The_tangent_is_the_limit_of_differences(string name)
    {
        Func<Vector, Scalar> f = Laws[name];
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => TangentAgrees(f, new RandomSource((ulong)seed))).QuickCheckThrowOnFailure();
    }

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

    [Fact]
    public void The_multivariate_chain_rule_of_the_lecture_gives_2_41048()
    {
        var t = new Scalar(1, 1);
        var x = new Scalar(Math.Cos(1), -Math.Sin(1));
        Scalar y = t * t;
        Assert.Equal(2.41048, (y + Exp(x * y)).Tangent, 5);
    }

    private static bool TangentAgrees(Func<Vector, Scalar> f, RandomSource random)
    {
        const double step = 1e-5;
        double[] point = Draw();
        double[] direction = Draw();
        using KinkWatch watch = Kinks.Watch();
        double tangent = f(new Vector(point, direction)).Tangent;
        if (watch.Margin < 100 * step)
        {
            return true;
        }

        double difference = (At(step) - At(-step)) / (2 * step);
        return Math.Abs(difference - tangent) <= 1e-7 * (1 + Math.Abs(tangent));

        double[] Draw() => [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble(-2, 2))];

        double At(double h) => f(new Vector([.. point.Zip(direction, (p, d) => p + h * d)], new double[4])).Value;
    }
}
