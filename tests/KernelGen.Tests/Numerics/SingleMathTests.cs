using System.Globalization;
using Xunit.Abstractions;

namespace KernelGen.Tests.Numerics;

/// <summary>
/// The error bounds of the float functions, on a stride through all floats. Over all 2³² of them, with the maxima printed:
/// <code>
/// KERNELGEN_ULP_STRIDE=1 dotnet test tests/KernelGen.Tests -c Release --filter SingleMathTests \
///     --logger "console;verbosity=detailed"
/// </code>
/// </summary>
public class SingleMathTests(ITestOutputHelper output)
{
    // Prime, so that the low bits of the inputs take all values.
    private static readonly uint stride =
        uint.Parse(Environment.GetEnvironmentVariable("KERNELGEN_ULP_STRIDE") ?? "7919", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(ElementaryFunction.Exp, 1.0)]
    [InlineData(ElementaryFunction.Log, 1.1)]
    [InlineData(ElementaryFunction.Log1P, 1.1)]
    [InlineData(ElementaryFunction.Tanh, 1.95)]
    [InlineData(ElementaryFunction.Logistic, 1.75)]
    [InlineData(ElementaryFunction.Softplus, 1.75)]
    [InlineData(ElementaryFunction.Sin, 0.95)]
    [InlineData(ElementaryFunction.Cos, 0.95)]
    public void The_error_stays_within_its_bound_and_all_widths_agree(ElementaryFunction function, double bound)
    {
        UlpScan scan = UlpScan.Run(function, stride);
        output.WriteLine(FormattableString.Invariant($"{function}: {scan.Maximum:F4} ULP at {scan.Worst:G9}, {scan.Inputs} inputs"));
        Assert.True(scan.Maximum <= bound + function.ErrorWithoutFma(), FormattableString.Invariant($"{scan.Maximum} ULP at {scan.Worst:G9}"));
        Assert.Equal(0, scan.Disagreements);
    }
}
