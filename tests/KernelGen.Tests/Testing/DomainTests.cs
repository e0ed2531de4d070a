using KernelGen.Equations;
using KernelGen.Testing;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Testing;

/// <summary>Equations that are not finite everywhere are checked where they are.</summary>
public class DomainTests
{
    private static readonly GradientCheckOptions Batch = new() { BatchSize = 20 };

    [Fact]
    public void Examples_outside_the_domain_are_drawn_again_and_counted()
    {
        GradientCheckReport report = GradientCheck.Run(new EquationProbe(static a => Log(a.Input[0]) * a.ParameterScalar(0)), 1, Batch).ThrowIfFailed();
        Assert.InRange(report.ExamplesNotFinite, 5, 60);
        Assert.Equal(0, report.PointsRedrawn);
        Assert.Contains($"not finite, drawn again: {report.ExamplesNotFinite} examples, 0 times with new parameters", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_outside_the_domain_are_drawn_again_with_other_signs()
    {
        // Thirty symmetric numbers are all positive once in a billion times.
        var probe = new EquationProbe(static a => Sum(Log(a.Vector(0))) + Sum(Sqrt(-a.Input)), parameters: 30, inputs: 30);
        GradientCheckReport report = GradientCheck.Run(probe).ThrowIfFailed();
        Assert.True(report.PointsRedrawn > 0);
        Assert.All(report.Blocks[0].Components, static c => Assert.True(c.Value > 0));
    }

    [Fact]
    public void A_target_is_drawn_positive_where_its_logarithm_is_taken()
    {
        var probe = new EquationProbe(static a => Square(a.ParameterScalar(0) - a.Input[0]), target: TargetKind.Values);
        var domain = new EquationProbe(static a => Square(a.ParameterScalar(0) - a.Input[0]) + 0 * Log(a.TargetScalar), target: TargetKind.Values);
        Assert.Equal(0, GradientCheck.Run(probe, 1, Batch).ExamplesNotFinite);
        Assert.True(GradientCheck.Run(domain, 1, Batch).ExamplesNotFinite > 0);
    }

    [Fact]
    public void A_derivative_that_is_not_finite_counts_like_a_value()
    {
        // Where the exponential overflows the quotient is 0, and its derivative 0·∞.
        var probe = new EquationProbe(static a => 1 / (1 + Exp(a.ParameterScalar(0) - 2000 * a.Input[0])));
        GradientCheckReport report = GradientCheck.Run(probe, 1, Batch).ThrowIfFailed();
        Assert.True(report.ExamplesNotFinite > 0);
    }

    [Fact]
    public void What_overflows_in_single_precision_is_not_finite_there()
    {
        static Scalar Objective(Arguments a) => Exp(100 * a.Input[0]) * a.ParameterScalar(0);
        Assert.Equal(0, GradientCheck.Run(new EquationProbe(Objective), 1, Batch).ExamplesNotFinite);
        var single = new EquationProbe(Objective) { Kernel = static (w, x) => (MathF.Exp(100 * x[0]) * w[0], [MathF.Exp(100 * x[0])]) };
        Assert.True(GradientCheck.Run(single, 1, Batch).ExamplesNotFinite > 0);
    }

    [Fact]
    public void Equations_that_are_finite_nowhere_fail_and_say_so()
    {
        var probe = new EquationProbe(static a => Log(-1 - Square(a.ParameterScalar(0))));
        GradientCheckReport report = GradientCheck.Run(probe);
        Assert.StartsWith("No point was found at which the equations are finite", Assert.Single(report.Failures), StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(report.Blocks).Checked);
        Assert.Throws<NotSupportedException>(() => GradientCheck.ErrorAgainstStep(probe, "W", 0));
    }
}
