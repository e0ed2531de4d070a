namespace KernelGen.Tests.Optimizers;

public class LbfgsTests
{
    private delegate double Function(ReadOnlySpan<double> x, Span<double> gradient);

    // From 4 the first step has length 1 and is long enough; its curvature is that of the parabola, and the second ends at its bottom.
    [Fact]
    public void A_parabola_takes_two_steps_the_second_exact()
    {
        double[] x = [4];
        List<double> course = [];
        var result = new Lbfgs().Minimize(Of(Parabola), x, new Listener(_ => course.Add(x[0])));

        Assert.Equal([3, 0], course);
        Assert.Equal((MinimizationEnd.Converged, 2, 3), (result.End, result.Iterations, result.Evaluations));
        Assert.Equal((0, 0), (result.Value, result.LargestSlope));
    }

    // A step of length 1 from 100 leaves 99 % of the slope, one of 4 leaves 96 %, one of 16 leaves 84 %: less than the 90 % that are allowed.
    [Fact]
    public void A_step_that_leaves_the_slope_almost_as_steep_is_made_longer()
    {
        double[] x = [100];
        List<double> course = [];
        var result = new Lbfgs().Minimize(Of(Parabola), x, new Listener(_ => course.Add(x[0])));

        Assert.Equal([84, 0], course);
        Assert.Equal(5, result.Evaluations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void An_ill_conditioned_quadratic_is_minimised_whatever_the_memory(int memory)
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(static i => 1.0 + i)];
        var result = new Lbfgs { Memory = memory }.Minimize(Of(static (p, g) => Quadratic(p, g)), x);

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.All(x, static value => Assert.Equal(0, value, 1e-7));
    }

    [Fact]
    public void More_memory_takes_fewer_steps()
    {
        int[] iterations = [.. new[] { 1, 20 }.Select(static memory => new Lbfgs { Memory = memory }
            .Minimize(Of(static (p, g) => Quadratic(p, g)), [.. Enumerable.Repeat(1.0, 20)]).Iterations)];
        Assert.True(iterations[1] < iterations[0]);
    }

    [Fact]
    public void Rosenbrocks_valley_is_followed_to_its_end_by_steps_that_meet_the_strong_Wolfe_conditions()
    {
        double[] x = [-1.2, 1], before = [-1.2, 1], oldGradient = new double[2], newGradient = new double[2];
        int steps = 0;
        var result = new Lbfgs().Minimize(Of(Rosenbrock), x, new Listener(Check));

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.Equal(1, x[0], 1e-7);
        Assert.Equal(1, x[1], 1e-7);
        Assert.Equal(result.Iterations, steps);
        Assert.InRange(steps, 10, 60);

        void Check(MinimizationReport report)
        {
            double old = Rosenbrock(before, oldGradient), value = Rosenbrock(x, newGradient);
            double fall = (x[0] - before[0]) * oldGradient[0] + (x[1] - before[1]) * oldGradient[1];
            double slope = (x[0] - before[0]) * newGradient[0] + (x[1] - before[1]) * newGradient[1];
            Assert.True(value <= old * (1 + 1e-14) + 1e-4 * fall);
            Assert.True(Math.Abs(slope) <= 0.9 * -fall * (1 + 1e-12));
            Assert.Equal((++steps, value), (report.Iteration, report.Value));
            x.CopyTo(before, 0);
        }
    }

    [Fact]
    public void Where_there_is_no_value_the_step_was_too_long()
    {
        // −log x − log(1 − x) from 0.01: the first step, of length 1, leads out of (0, 1).
        double[] x = [0.01];
        var result = new Lbfgs().Minimize(Of(Barrier), x);

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.Equal(0.5, x[0], 1e-8);

        static double Barrier(ReadOnlySpan<double> p, Span<double> g)
        {
            g[0] = -1 / p[0] + 1 / (1 - p[0]);
            return -Math.Log(p[0]) - Math.Log(1 - p[0]);
        }
    }

    // Near the bottom of 10⁶ + x²/2 the values are all alike long before the slopes are as small as asked.
    [Fact]
    public void Where_values_are_all_alike_slopes_lead_on()
    {
        double[] x = [3, -5];
        var result = new Lbfgs { GradientTolerance = 1e-12 }.Minimize(Of(High), x);

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.All(x, static value => Assert.Equal(0, value, 1e-12));

        static double High(ReadOnlySpan<double> p, Span<double> g)
        {
            (g[0], g[1]) = (p[0], 7 * p[1]);
            return 1e6 + (p[0] * p[0] + 7 * p[1] * p[1]) / 2;
        }
    }

    [Fact]
    public void At_a_kink_no_lower_point_is_found()
    {
        double[] x = [0.7];
        var result = new Lbfgs().Minimize(Of(Absolute), x);

        Assert.Equal(MinimizationEnd.NoLowerPoint, result.End);
        Assert.Equal(0, x[0], 1e-8);

        static double Absolute(ReadOnlySpan<double> p, Span<double> g)
        {
            g[0] = p[0] < 0 ? -1 : 1;
            return Math.Abs(p[0]);
        }
    }

    [Fact]
    public void It_ends_when_asked_and_says_so()
    {
        double[] x = [-1.2, 1];
        using var source = new CancellationTokenSource();
        var cancelled = new Lbfgs().Minimize(Of(Rosenbrock), x, new Listener(r => CancelAt(r, source)), source.Token);
        Assert.Equal((MinimizationEnd.Cancelled, 3), (cancelled.End, cancelled.Iterations));
        Assert.Equal(cancelled.Value, Rosenbrock(x, new double[2]));

        var done = new Lbfgs { MaxIterations = 4 }.Minimize(Of(Rosenbrock), x);
        Assert.Equal((MinimizationEnd.IterationsDone, 4), (done.End, done.Iterations));
        Assert.True(done.Value < cancelled.Value);

        static void CancelAt(MinimizationReport report, CancellationTokenSource source)
        {
            if (report.Iteration == 3)
            {
                source.Cancel();
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_beginning_without_a_value_is_refused(double start)
    {
        double[] x = [start];
        Assert.Throws<ArithmeticException>(() => new Lbfgs().Minimize(Of(Parabola), x));
        Assert.Equal(start, x[0]);
    }

    [Fact]
    public void Settings_that_are_none_are_refused_by_name()
    {
        Assert.Equal("Memory", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { Memory = 0 }).ParamName);
        Assert.Equal("MaxIterations", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { MaxIterations = 0 }).ParamName);
        Assert.Equal("GradientTolerance", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { GradientTolerance = double.NaN }).ParamName);
    }

    private static double Parabola(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient[0] = x[0];
        return x[0] * x[0] / 2;
    }

    /// <summary>½Σλᵢxᵢ², λ from 1 to 1000.</summary>
    private static double Quadratic(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double value = 0;
        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] = Math.Pow(1000, i / (x.Length - 1.0)) * x[i];
            value += gradient[i] * x[i] / 2;
        }

        return value;
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double along = 1 - x[0], across = x[1] - x[0] * x[0];
        gradient[0] = -2 * along - 400 * x[0] * across;
        gradient[1] = 200 * across;
        return along * along + 100 * across * across;
    }

    private static Written Of(Function function) => new(function);

    private sealed class Written(Function function) : IDifferentiableFunction
    {
        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => function(point, gradient);
    }

    private sealed class Listener(Action<MinimizationReport> heard) : IProgress<MinimizationReport>
    {
        public void Report(MinimizationReport value) => heard(value);
    }
}
