using KernelGen.Testing;

namespace KernelGen.Tests.Testing;

public class CheckPointTests
{
    private static readonly GradientCheckOptions Batch = new() { BatchSize = 20 };

    [Theory]
    [InlineData(Loss.SquaredError, TargetKind.Values, 3)]
    [InlineData(Loss.AbsoluteError, TargetKind.Values, 3)]
    [InlineData(Loss.SoftmaxCrossEntropy, TargetKind.Label, 5)]
    [InlineData(Loss.SoftmaxCrossEntropy, TargetKind.Distribution, 5)]
    [InlineData(Loss.Hinge, TargetKind.Sign, 1)]
    [InlineData(Loss.MulticlassHinge, TargetKind.Label, 5)]
    public void Every_loss_is_checked_at_targets_that_are_legal_for_it(Loss loss, TargetKind kind, int outputs)
    {
        var probe = new EquationsAsKernels(loss, kind, outputs);
        GradientCheck.Run(probe, 1, Batch).ThrowIfFailed();
        Assert.Equal(20 * probe.Info.TargetCount, probe.Targets.Length);
        Assert.True(probe.Targets.Distinct().Count() > 1);
        switch (kind)
        {
            case TargetKind.Sign:
                Assert.All(probe.Targets, static t => Assert.Equal(1, Math.Abs(t)));
                break;
            case TargetKind.Label:
                Assert.All(probe.Targets, t => Assert.Contains((int)t, Enumerable.Range(0, outputs)));
                break;
            case TargetKind.Distribution:
                Assert.All(probe.Targets.Chunk(outputs), static t => Assert.True(t.Sum() == 1 && t.Min() >= 0));
                break;
        }
    }

    [Fact]
    public void A_model_without_a_loss_is_checked_at_its_outputs()
    {
        GradientCheckReport report = GradientCheck.Run(new EquationsAsKernels(null, TargetKind.None, 3)).ThrowIfFailed();
        Assert.All(report.Blocks, static b => Assert.Equal(0, b.Checked));
        Assert.Equal(9, report.KinksSeen);
    }

    [Fact]
    public void Single_precision_models_get_numbers_that_single_precision_can_hold()
    {
        var probe = new EquationsAsKernels(Loss.SoftmaxCrossEntropy, TargetKind.Distribution, 3, Precision.Single);
        GradientCheckReport report = GradientCheck.Run(probe, 1, Batch);
        IEnumerable<double> parameters = report.Blocks.SelectMany(static b => b.Components).Select(static c => c.Value);
        Assert.All([.. probe.Examples, .. probe.Targets, .. parameters], static x => Assert.Equal((double)(float)x, x));
    }

    [Fact]
    public void Kinks_are_counted_once_for_each_unit_and_example()
        => Assert.Equal(4 * 3, GradientCheck.Run(new FakePerceptron<double>(5, 4, 3)).KinksSeen);

    [Fact]
    public void Smooth_models_have_no_kinks()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3, smooth: true));
        Assert.Equal((0, 0, 0), (report.KinksSeen, report.ExamplesRedrawn, report.KinkCrossings));
        Assert.Contains("kinks: none", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_near_a_kink_are_drawn_again_and_counted()
    {
        var options = new GradientCheckOptions { BatchSize = 50, KinkMargin = 0.01 };
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 8, 3), 1, options).ThrowIfFailed();
        Assert.InRange(report.ExamplesRedrawn, 1, 50);
        Assert.True(report.NearestKink >= 0.01);
        Assert.Equal(0, report.ExamplesNearKinks);
    }

    [Fact]
    public void Parameters_near_zero_are_drawn_again_and_counted()
    {
        var options = new GradientCheckOptions { KinkMargin = 0.01 };
        GradientCheckReport report = GradientCheck.Run(new FakeLogisticRegression<double>(200), 1, options).ThrowIfFailed();
        Assert.InRange(report.ParametersRedrawn, 1, 100);
        Assert.All(report.Blocks[0].Components, static c => Assert.True(Math.Abs(c.Value) >= 0.01));
    }

    [Fact]
    public void Examples_that_cannot_be_kept_away_from_kinks_are_counted()
    {
        var options = new GradientCheckOptions { KinkMargin = 0.01, SampleSize = 4, FullCheckLimit = 0 };
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 2000, 1), 1, options);
        Assert.Equal(3, report.ExamplesNearKinks);
    }

    [Fact]
    public void A_difference_across_a_kink_is_counted_and_held_to_the_dual_number_alone()
    {
        // The absolute error of a linear model is piecewise linear: a huge step is exact, unless it crosses a kink.
        var options = new GradientCheckOptions { Step = 0.4 };
        GradientCheckReport report = GradientCheck.Run(new EquationsAsKernels(Loss.AbsoluteError, TargetKind.Values, 3), 1, options).ThrowIfFailed();
        Assert.InRange(report.KinkCrossings, 1, 14);
        Assert.Contains(report.Blocks.SelectMany(static b => b.Components), static c => c.CrossesKink && Math.Abs(c.Difference - c.Dual) > 1e-3);
    }
}
