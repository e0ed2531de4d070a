using System.Globalization;
using KernelGen.Numerics;
using Xunit.Abstractions;

namespace KernelGen.Tests.Numerics;

/// <summary>
/// The error bounds of the double functions, against a reference of twice their precision. Special values:
/// <see cref="LanesTests{TLanes, T}"/>. With more inputs, and the maxima printed: the command of <see cref="SingleMathTests"/>.
/// </summary>
public class DoubleMathTests(ITestOutputHelper output)
{
    private const double Epsilon = 2.220446049250313e-16;

    private static readonly long samples = Math.Min(
        1L << 25,
        (1L << 32) / long.Parse(Environment.GetEnvironmentVariable("KERNELGEN_ULP_STRIDE") ?? "7919", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(ElementaryFunction.Exp, 1.0)]
    [InlineData(ElementaryFunction.Log, 0.95)]
    [InlineData(ElementaryFunction.Log1P, 0.95)]
    [InlineData(ElementaryFunction.Tanh, 1.85)]
    [InlineData(ElementaryFunction.Logistic, 1.75)]
    [InlineData(ElementaryFunction.Softplus, 1.75)]
    [InlineData(ElementaryFunction.Sin, 0.95)]
    [InlineData(ElementaryFunction.Cos, 0.95)]
    public void The_error_stays_within_its_bound_and_all_widths_agree(ElementaryFunction function, double bound)
    {
        double maximum = 0.0;
        double worst = 0.0;
        foreach (double[] x in DoubleInputs.Blocks(samples).Select(block => block.Where(x => IsFinite(function, x)).ToArray()))
        {
            double[] eight = new double[x.Length];
            double[] four = new double[x.Length];
            double[] two = new double[x.Length];
            function.InLanes<DoubleLanes8, double>(x, eight);
            function.InLanes<DoubleLanes4, double>(x, four);
            function.InLanes<DoubleLanes2, double>(x, two);
            Assert.True(eight.AsSpan().SequenceEqual(four));
            Assert.True(eight.AsSpan().SequenceEqual(two));
            for (int i = 0; i < x.Length; i++)
            {
                double error = DoubleReference.Of(function, x[i]).Ulps(two[i]);
                (maximum, worst) = error <= maximum ? (maximum, worst) : (error, x[i]);
            }
        }

        output.WriteLine(FormattableString.Invariant($"{function}: {maximum:F4} ULP at {worst:R}"));
        Assert.True(maximum <= bound + function.ErrorWithoutFma(), FormattableString.Invariant($"{maximum} ULP at {worst:R}"));

        static bool IsFinite(ElementaryFunction function, double x) =>
            double.IsFinite(x) && (function != ElementaryFunction.Log || x > 0.0) && (function != ElementaryFunction.Log1P || x > -1.0);
    }

    [Theory]
    [InlineData(ElementaryFunction.Exp, 1.5, "4.48168907033806482260205546011927582")]
    [InlineData(ElementaryFunction.Exp, -0.25, "0.778800783071404868245170266978320647")]
    [InlineData(ElementaryFunction.Log, 10.0, "2.30258509299404568401799145468436421")]
    [InlineData(ElementaryFunction.Log, 0.75, "-0.287682072451780927439219005993827432")]
    [InlineData(ElementaryFunction.Log, 1.0 + 1.0 / (1 << 30), "0.00000000093132257418179764690006274852437848")]
    [InlineData(ElementaryFunction.Log1P, 1.0 / (1 << 20), "0.000000953673861659188233908415514963336144")]
    [InlineData(ElementaryFunction.Log1P, 1000.0, "6.90875477931522058522078376297362763")]
    [InlineData(ElementaryFunction.Tanh, 0.125, "0.124353001771596208054647275805892708")]
    [InlineData(ElementaryFunction.Tanh, 2.0, "0.96402758007581688394641372410092315")]
    [InlineData(ElementaryFunction.Logistic, -3.0, "0.0474258731775667808788481517717522014")]
    [InlineData(ElementaryFunction.Logistic, 2.5, "0.924141819978756448806693823353752227")]
    [InlineData(ElementaryFunction.Softplus, -1.0, "0.313261687518222834048995494967855642")]
    [InlineData(ElementaryFunction.Softplus, 5.0, "5.00671534848911806861641668773264208")]
    [InlineData(ElementaryFunction.Sin, 1.0, "0.841470984807896506652502321630299")]
    [InlineData(ElementaryFunction.Sin, 1e22, "-0.852200849767188801772705893753029368")]
    [InlineData(ElementaryFunction.Cos, -3.0, "-0.989992496600445457271572794731261302")]
    [InlineData(ElementaryFunction.Cos, 5.319372648326541e+255, "-0.00000000000000000046871659242546276111225828019638844")]
    public void The_reference_agrees_with_known_decimals(ElementaryFunction function, double x, string decimals)
    {
        DoubleReference reference = DoubleReference.Of(function, x);
        DoubleDouble known = DoubleDouble.Parse(decimals);
        DoubleDouble difference = reference.Significand.TimesPowerOfTwo(reference.Exponent) - known;
        Assert.InRange(Math.Abs(difference.High / known.High), 0.0, 1e-30);
    }

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
}
