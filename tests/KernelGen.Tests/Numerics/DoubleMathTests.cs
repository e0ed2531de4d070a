using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

/// <summary>The double functions against series and scalar forms. Special values: <see cref="LanesTests{TLanes, T}"/>.</summary>
public class DoubleMathTests
{
    private const double Epsilon = 2.220446049250313e-16;

    [Fact]
    public void All_widths_give_the_scalar_results()
    {
        double[] x = [.. Enumerable.Range(0, 1001).Select(i => (i - 500) * 0.0625)];
        double[] eight = new double[x.Length];
        double[] four = new double[x.Length];
        double[] two = new double[x.Length];
        foreach (ElementaryFunction function in Enum.GetValues<ElementaryFunction>())
        {
            function.InLanes<DoubleLanes8, double>(x, eight);
            function.InLanes<DoubleLanes4, double>(x, four);
            function.InLanes<DoubleLanes2, double>(x, two);
            Assert.Equal(eight, four);
            Assert.Equal(eight, two);
            for (int i = 0; i < x.Length; i++)
            {
                double exact = function.Exact(x[i]);
                Assert.True(
                    exact.Equals(two[i]) || Math.Abs(two[i] - exact) <= 4.0 * Epsilon * Math.Abs(exact),
                    FormattableString.Invariant($"{function}({x[i]}) is {exact:R}, not {two[i]:R}."));
            }
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(-1e-3)]
    [InlineData(1e-8)]
    [InlineData(-1e-16)]
    [InlineData(1e-300)]
    public void Log1p_follows_its_series_near_zero(double x)
    {
        double series = x * (1.0 - x * (1.0 / 2.0 - x * (1.0 / 3.0 - x * (1.0 / 4.0 - x * (1.0 / 5.0 - x * (1.0 / 6.0))))));
        double[] result = new double[1];
        ElementaryFunction.Log1P.InLanes<DoubleLanes4, double>([x], result);
        Assert.InRange(result[0] / series, 1.0 - 2.0 * Epsilon, 1.0 + 2.0 * Epsilon);
    }

    [Theory]
    [InlineData(-50.0)]
    [InlineData(-700.0)]
    public void Far_below_zero_softplus_and_logistic_are_the_exponential(double x)
    {
        double[] result = new double[1];
        foreach (ElementaryFunction function in (ElementaryFunction[])[ElementaryFunction.Softplus, ElementaryFunction.Logistic])
        {
            function.InLanes<DoubleLanes4, double>([x], result);
            Assert.InRange(result[0] / Math.Exp(x), 1.0 - 2.0 * Epsilon, 1.0 + 2.0 * Epsilon);
        }
    }
}
