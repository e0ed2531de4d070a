using KernelGen.Testing;

namespace KernelGen.Tests.Testing;

public class GradientCheckTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Correct_kernels_pass(int seed)
    {
        IModelProbe[] probes =
        [
            new FakePerceptron<double>(5, 4, 3), new FakePerceptron<float>(5, 4, 3),
            new FakePerceptron<double>(5, 4, 3, smooth: true), new FakePerceptron<float>(5, 4, 3, smooth: true),
            new FakeLogisticRegression<double>(6), new FakeLogisticRegression<float>(6),
        ];
        foreach (IModelProbe probe in probes)
        {
            foreach (int batch in (int[])[1, 3, 17])
            {
                GradientCheckReport report = GradientCheck.Run(probe, seed, new() { BatchSize = batch }).ThrowIfFailed();
                Assert.All(report.Blocks, block => Assert.Equal(block.Rows * block.Columns, block.Checked));
            }
        }
    }

    [Fact]
    public void One_sided_differences_pass_with_their_own_step_and_limit()
    {
        var options = new GradientCheckOptions { Differences = Differences.OneSided };
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3), 1, options).ThrowIfFailed();
        Assert.Equal(1e-4, report.RelativeErrorLimit);
        Assert.Equal(report.Cost, report.Blocks[0].Components[0].CostBefore);
    }

    [Theory]
    [InlineData(Fault.FlippedSign, "W1 b1")]
    [InlineData(Fault.TransposedOperand, "W1 b1")]
    [InlineData(Fault.MissingRegulariser, "W1")]
    [InlineData(Fault.DroppedBiasGradient, "b1")]
    [InlineData(Fault.MissingMean, "W1 b1 W2 b2")]
    [InlineData(Fault.OneWrongElement, "W1")]
    [InlineData(Fault.NotANumber, "b2")]
    public void A_faulty_gradient_is_caught_in_its_own_block(Fault fault, string blocks)
    {
        // As many outputs as hidden units: a transposed W2 still has the right shape.
        IModelProbe[] probes = [new FakePerceptron<double>(3, 4, 4, fault: fault), new FakePerceptron<float>(3, 4, 4, fault: fault)];
        foreach (IModelProbe probe in probes)
        {
            GradientCheckReport report = GradientCheck.Run(probe, seed: 5);
            Assert.False(report.Passed);
            Assert.Equal(blocks, string.Join(" ", report.Blocks.Where(static b => !b.Passed).Select(static b => b.Name)));
        }
    }

    [Theory]
    [InlineData(Fault.MissingRegulariser, "W1")]
    [InlineData(Fault.DroppedBiasGradient, "b1")]
    [InlineData(Fault.MissingMean, "W1 b1")]
    public void A_faulty_logistic_regression_is_caught(Fault fault, string blocks)
    {
        GradientCheckReport report = GradientCheck.Run(new FakeLogisticRegression<float>(6, l1: 0.1, fault: fault));
        Assert.Equal(blocks, string.Join(" ", report.Blocks.Where(static b => !b.Passed).Select(static b => b.Name)));
    }

    [Fact]
    public void The_worst_offender_is_named_with_its_index_and_its_three_values()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3, fault: Fault.OneWrongElement));
        GradientComponent worst = report.Blocks[0].Worst!;
        Assert.Equal((2, 1), (worst.Row, worst.Column));
        Assert.Equal(worst.Dual, worst.Difference, 1e-8);
        Assert.Equal(worst.Dual * 1.01, worst.Generated, 1e-8);
        Assert.Contains(report.Failures, static f => f.StartsWith("W1: 1 of 20 components are wrong; the worst is W1[2, 1]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Fault.DirtyPadding, "Gradient: the padding at index 35")]
    [InlineData(Fault.WrongStep, "SgdStep: 3 of 3 parameters of b2")]
    [InlineData(Fault.WrongOutput, "Predict: output 2 of a batch, example 2")]
    [InlineData(Fault.WrongCost, "Cost: the cost is")]
    public void Faults_beside_the_gradient_are_caught(Fault fault, string failure)
    {
        IModelProbe[] probes = [new FakePerceptron<double>(3, 4, 3, fault: fault), new FakePerceptron<float>(3, 4, 3, fault: fault)];
        foreach (IModelProbe probe in probes)
        {
            Assert.Contains(GradientCheck.Run(probe).Failures, f => f.StartsWith(failure, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_class_that_contradicts_the_outputs_is_caught()
    {
        var options = new GradientCheckOptions { BatchSize = 17 };
        GradientCheck.Run(new FakeLogisticRegression<float>(6), 1, options).ThrowIfFailed();
        GradientCheckReport report = GradientCheck.Run(new FakeLogisticRegression<float>(6, fault: Fault.WrongClass), 1, options);
        Assert.All(report.Failures, static f => Assert.EndsWith("is of class 0; its outputs decide for 1.", f, StringComparison.Ordinal));
        Assert.NotEmpty(report.Failures);
    }

    [Fact]
    public void An_element_beyond_the_sample_is_caught_along_a_random_direction()
    {
        var options = new GradientCheckOptions { FullCheckLimit = 0, SampleSize = 2 };
        int unseen = 0;
        for (int seed = 1; seed <= 10; seed++)
        {
            GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3, fault: Fault.OneWrongElement), seed, options);
            Assert.False(report.Blocks[0].Passed);
            Assert.Equal(2, report.Blocks[0].Checked);
            unseen += report.Blocks[0].Components.All(static c => c.Passed) ? 1 : 0;
        }

        Assert.True(unseen > 0, "Every sample held the wrong element: the directions were not put to the test.");
    }

    [Fact]
    public void A_large_model_is_sampled_block_by_block()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<float>(784, 128, 10)).ThrowIfFailed();
        Assert.Equal([64, 64, 64, 10], report.Blocks.Select(static b => b.Checked));
        Assert.Equal(64, report.Blocks[0].Components.Select(static c => (c.Row, c.Column)).Distinct().Count());
    }

    [Fact]
    public void A_regulariser_too_small_to_show_in_one_component_shows_along_the_weights()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<float>(784, 128, 10, l2: 1e-4, fault: Fault.MissingRegulariser));
        Assert.All(report.Blocks[0].Components, static c => Assert.True(c.Passed));
        string failure = Assert.Single(report.Failures);
        Assert.StartsWith("W1: along W1 itself", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_seeds_give_equal_reports()
    {
        string[] reports = [.. ((int[])[7, 7, 8]).Select(static seed => GradientCheck.Run(new FakePerceptron<float>(5, 4, 3), seed).ToString())];
        Assert.Equal(reports[0], reports[1]);
        Assert.NotEqual(reports[0], reports[2]);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        GradientCheckOptions[] wrong =
        [
            new() { BatchSize = 0 }, new() { SampleSize = 0 }, new() { Directions = -1 }, new() { FullCheckLimit = -1 },
            new() { Step = 0 }, new() { Step = double.NaN }, new() { RelativeErrorLimit = -1 }, new() { KinkMargin = 0.5 },
        ];
        Assert.All(wrong, static options
            => Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(new FakePerceptron<double>(5, 4, 3), 1, options)));
    }
}
