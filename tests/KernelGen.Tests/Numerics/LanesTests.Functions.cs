using static KernelGen.Tests.Numerics.ElementaryFunction;

namespace KernelGen.Tests.Numerics;

/// <summary>The elementary functions at the values where IEEE 754 leaves no choice, and near them.</summary>
public abstract partial class LanesTests<TLanes, T>
{
    private const double Infinity = double.PositiveInfinity;
    private const double Ln2 = 0.693147180559945309;

    [Theory]
    [InlineData(Exp, 0.0, 1.0)]
    [InlineData(Exp, Infinity, Infinity)]
    [InlineData(Exp, -Infinity, 0.0)]
    [InlineData(Exp, 1e30, Infinity)]
    [InlineData(Exp, -1e30, 0.0)]
    [InlineData(Exp, 1e-30, 1.0)]
    [InlineData(Exp, double.NaN, double.NaN)]
    [InlineData(Log, 0.0, -Infinity)]
    [InlineData(Log, 1.0, 0.0)]
    [InlineData(Log, 2.0, Ln2)]
    [InlineData(Log, Infinity, Infinity)]
    [InlineData(Log, -1.0, double.NaN)]
    [InlineData(Log, -Infinity, double.NaN)]
    [InlineData(Log, double.NaN, double.NaN)]
    [InlineData(Log1P, 0.0, 0.0)]
    [InlineData(Log1P, -1.0, -Infinity)]
    [InlineData(Log1P, 1.0, Ln2)]
    [InlineData(Log1P, Infinity, Infinity)]
    [InlineData(Log1P, -2.0, double.NaN)]
    [InlineData(Log1P, -Infinity, double.NaN)]
    [InlineData(Log1P, double.NaN, double.NaN)]
    [InlineData(Tanh, 0.0, 0.0)]
    [InlineData(Tanh, 1e30, 1.0)]
    [InlineData(Tanh, -1e30, -1.0)]
    [InlineData(Tanh, Infinity, 1.0)]
    [InlineData(Tanh, -Infinity, -1.0)]
    [InlineData(Tanh, double.NaN, double.NaN)]
    [InlineData(Logistic, 0.0, 0.5)]
    [InlineData(Logistic, 1e30, 1.0)]
    [InlineData(Logistic, -1e30, 0.0)]
    [InlineData(Logistic, Infinity, 1.0)]
    [InlineData(Logistic, -Infinity, 0.0)]
    [InlineData(Logistic, double.NaN, double.NaN)]
    [InlineData(Softplus, 0.0, Ln2)]
    [InlineData(Softplus, -1e30, 0.0)]
    [InlineData(Softplus, Infinity, Infinity)]
    [InlineData(Softplus, -Infinity, 0.0)]
    [InlineData(Softplus, double.NaN, double.NaN)]
    [InlineData(Sin, 0.0, 0.0)]
    [InlineData(Sin, Infinity, double.NaN)]
    [InlineData(Sin, -Infinity, double.NaN)]
    [InlineData(Sin, double.NaN, double.NaN)]
    [InlineData(Cos, 0.0, 1.0)]
    [InlineData(Cos, 1e-30, 1.0)]
    [InlineData(Cos, Infinity, double.NaN)]
    [InlineData(Cos, -Infinity, double.NaN)]
    [InlineData(Cos, double.NaN, double.NaN)]
    public void Special_values_are_exact(ElementaryFunction function, double x, double expected)
    {
        T result = InFirstLane(function, T.CreateChecked(x));
        Assert.Equal(T.CreateChecked(expected), result);
        Assert.True(result != T.Zero || T.IsNegative(result) == double.IsNegative(expected), "The sign of zero differs.");
    }

    [Theory]
    [InlineData(Exp, 1.0)]
    [InlineData(Log, -Infinity)]
    [InlineData(Log1P, -0.0)]
    [InlineData(Tanh, -0.0)]
    [InlineData(Logistic, 0.5)]
    [InlineData(Softplus, Ln2)]
    [InlineData(Sin, -0.0)]
    [InlineData(Cos, 1.0)]
    public void Negative_zero_is_treated_as_in_IEEE_754(ElementaryFunction function, double expected) =>
        Special_values_are_exact(function, -0.0, expected);

    [Theory]
    [InlineData(Log1P)]
    [InlineData(Tanh)]
    [InlineData(Sin)]
    public void Functions_of_slope_1_at_zero_return_the_smallest_numbers_unchanged(ElementaryFunction function)
    {
        foreach (T x in (T[])[T.Epsilon, -T.Epsilon, T.CreateSaturating(1e-36), -T.CreateSaturating(1e-36)])
        {
            Assert.Equal(x, InFirstLane(function, x));
        }
    }

    [Fact]
    public void NaN_in_one_lane_stays_in_that_lane()
    {
        T[] x = [.. Enumerable.Repeat(T.One, TLanes.Count)];
        T[] y = new T[TLanes.Count];
        foreach (ElementaryFunction function in Enum.GetValues<ElementaryFunction>())
        {
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                x[lane] = T.NaN;
                function.InLanes<TLanes, T>(x, y);
                Assert.Equal(Enumerable.Range(0, TLanes.Count).Select(i => i == lane), y.Select(T.IsNaN));
                x[lane] = T.One;
            }
        }
    }

    [Fact]
    public void A_result_does_not_depend_on_the_other_lanes()
    {
        IEnumerable<double> near = Enumerable.Range(1, 50).Select(i => 0.03 * i);
        T[] numbers = [.. near.Concat([-3.0, 10.0, 50.0, 1234.5, -4e5, 1e8, 1e30]).Select(T.CreateChecked)];
        T[] others = [T.Zero, T.NaN, T.PositiveInfinity, T.NegativeInfinity, .. numbers[^7..]];
        T[] y = new T[TLanes.Count];
        foreach (ElementaryFunction function in Enum.GetValues<ElementaryFunction>())
        {
            foreach (T number in numbers)
            {
                T alone = InFirstLane(function, number);
                foreach (T other in others)
                {
                    T[] x = [.. Enumerable.Repeat(other, TLanes.Count)];
                    x[^1] = number;
                    function.InLanes<TLanes, T>(x, y);
                    Assert.Equal(alone, y[^1]);
                }
            }
        }
    }

    [Theory]
    [InlineData(30.0)]
    [InlineData(3.0)]
    [InlineData(0.125)]
    [InlineData(-3.0)]
    [InlineData(-60.0)]
    public void The_cross_entropy_of_a_certain_target_does_not_cancel(double logit)
    {
        T z = T.CreateChecked(logit);
        T ofOne = Elements(TLanes.LogisticCrossEntropy(TLanes.Create(z), TLanes.Create(T.One)))[0];
        T ofZero = Elements(TLanes.LogisticCrossEntropy(TLanes.Create(z), TLanes.Zero))[0];
        Assert.Equal(InFirstLane(Softplus, -z), ofOne);
        Assert.Equal(InFirstLane(Softplus, z), ofZero);
    }

    [Fact]
    public void The_cross_entropy_lies_between_those_of_certain_targets()
    {
        T z = T.CreateChecked(1.5);
        double expected = Softplus.Exact(1.5) - 0.25 * 1.5;
        TLanes quarter = TLanes.Create(T.CreateChecked(0.25));
        double result = double.CreateChecked(Elements(TLanes.LogisticCrossEntropy(TLanes.Create(z), quarter))[0]);
        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        Assert.InRange(result / expected, 1.0 - 2.0 * epsilon, 1.0 + 2.0 * epsilon);
    }

    private static T InFirstLane(ElementaryFunction function, T x)
    {
        T[] y = new T[1];
        function.InLanes<TLanes, T>([x], y);
        return y[0];
    }
}
