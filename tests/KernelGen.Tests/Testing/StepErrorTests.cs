using KernelGen.Testing;

namespace KernelGen.Tests.Testing;

public class StepErrorTests
{
    private static readonly IModelProbe Smooth = new FakePerceptron<double>(5, 4, 3, smooth: true);

    [Fact]
    public void Truncation_of_a_one_sided_difference_falls_with_the_step()
        => Assert.Equal(1, Slope(static e => e.OneSided, 1e-6, 1e-1), 0.05);

    [Fact]
    public void Truncation_of_a_two_sided_difference_falls_with_the_square_of_the_step()
        => Assert.Equal(2, Slope(static e => e.TwoSided, 1e-3, 1e-1), 0.05);

    [Fact]
    public void Rounding_grows_as_the_step_falls()
    {
        Assert.Equal(-1, Slope(static e => e.OneSided, 1e-13, 1e-9), 0.2);
        Assert.Equal(-1, Slope(static e => e.TwoSided, 1e-13, 1e-7), 0.2);
    }

    [Fact]
    public void The_cube_root_of_epsilon_lies_at_the_bottom_of_the_two_sided_curve()
    {
        StepError[] curve = Curve();
        double best = Near(curve, Math.Cbrt(Math.Pow(2, -52))).TwoSided;
        Assert.True(best < 1e-3 * Near(curve, 1e-2).TwoSided);
        Assert.True(best < 1e-3 * Near(curve, 1e-12).TwoSided);
    }

    [Fact]
    public void A_step_of_1e_10_fails_correct_kernels_that_our_step_passes()
    {
        GradientCheck.Run(Smooth).ThrowIfFailed();
        GradientCheckReport report = GradientCheck.Run(Smooth, 1, new() { Step = 1e-10 });
        GradientComponent[] components = [.. report.Blocks.SelectMany(static b => b.Components)];
        Assert.Equal(39, components.Length);
        Assert.True(components.Count(static c => c.RelativeError > 1e-6) > 39 / 2);
        Assert.All(components, c => Assert.True(c.NormwiseError <= report.NormwiseErrorLimit));
    }

    [Fact]
    public void Unknown_parameters_and_steps_are_refused()
    {
        string message = Assert.Throws<ArgumentException>(() => GradientCheck.ErrorAgainstStep(Smooth, "W3", 0)).Message;
        Assert.Contains("W1, b1, W2, b2", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.ErrorAgainstStep(Smooth, "W1", 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.ErrorAgainstStep(Smooth, "W1", 0, -1));
        Assert.Throws<ArgumentException>(() => GradientCheck.ErrorAgainstStep(Smooth, "W1", 0, 0, 1, [1e-3, 0]));
        Assert.Throws<NotSupportedException>(
            () => GradientCheck.ErrorAgainstStep(new EquationsAsKernels(null, TargetKind.None, 2), "W1", 0));
    }

    // The mean over the weights of the first layer: a single curve is ragged where rounding rules.
    private static StepError[] Curve()
    {
        StepError[][] curves =
        [
            .. from row in Enumerable.Range(0, 4)
               from column in Enumerable.Range(0, 5)
               select GradientCheck.ErrorAgainstStep(Smooth, "W1", row, column).ToArray(),
        ];
        return
        [
            .. curves[0].Select((e, i) => new StepError(e.Step, curves.Average(c => c[i].OneSided), curves.Average(c => c[i].TwoSided))),
        ];
    }

    private static StepError Near(StepError[] curve, double step) => curve.MinBy(e => Math.Abs(Math.Log(e.Step / step)));

    // Least squares in logarithms.
    private static double Slope(Func<StepError, double> error, double from, double to)
    {
        (double X, double Y)[] points =
            [.. Curve().Where(e => e.Step >= from && e.Step <= to).Select(e => (Math.Log(e.Step), Math.Log(error(e))))];
        double meanX = points.Average(static p => p.X);
        double meanY = points.Average(static p => p.Y);
        return points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / points.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}
