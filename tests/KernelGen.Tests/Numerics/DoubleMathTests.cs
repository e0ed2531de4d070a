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

    [Theory]
    [InlineData(ElementaryFunction.Sin)]
    [InlineData(ElementaryFunction.Cos)]
    public void Sine_and_cosine_stay_within_1_ULP_of_the_scalar_ones_for_numbers_of_any_size(ElementaryFunction function)
    {
        // Every exponent from 2⁻³⁰⁰ to 2³⁰⁰, and every sum of few bits near the zeros of both.
        var random = new RandomSource(5);
        double[] x =
        [
            .. Enumerable.Range(0, 40_000).Select(_ => Math.ScaleB(random.NextDouble(-1, 1), random.NextInt32(601) - 300)),
            .. Enumerable.Range(0, 40_000).Select(i => (i - 20_000) * (Math.PI / 2)),
        ];
        double[] eight = new double[x.Length];
        double[] four = new double[x.Length];
        double[] two = new double[x.Length];
        function.InLanes<DoubleLanes8, double>(x, eight);
        function.InLanes<DoubleLanes4, double>(x, four);
        function.InLanes<DoubleLanes2, double>(x, two);
        Assert.Equal(eight, four);
        Assert.Equal(eight, two);
        (double Error, double At) worst = x.Zip(two).Max(p => (Ulps(p.Second, function.Exact(p.First)), p.First));
        Assert.True(worst.Error <= 1, FormattableString.Invariant($"{function}({worst.At:R}) is off by {worst.Error} ULP."));

        static double Ulps(double result, double exact) => Math.Abs(result - exact) / (Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact));
    }
}
