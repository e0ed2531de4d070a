using KernelGen.Testing;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Testing;

/// <summary>The gradient check of models declared by their equations: what layers do not have.</summary>
public class EquationCheckTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Correct_kernels_pass(int seed)
    {
        foreach (int batch in (int[])[1, 3, 17])
        {
            GradientCheck.Run(new FakeEquations<double>(), seed, new() { BatchSize = batch }).ThrowIfFailed();
            GradientCheck.Run(new FakeEquations<float>(), seed, new() { BatchSize = batch }).ThrowIfFailed();
        }
    }

    [Fact]
    public void A_frozen_parameter_is_reported_without_components_and_beside_those_that_are_trained()
    {
        GradientCheckReport report = GradientCheck.Run(new FakeEquations<double>());
        Assert.Equal(["W", "K", "B"], report.Blocks.Select(static b => b.Name));
        Assert.Equal([false, true, false], report.Blocks.Select(static b => b.IsFrozen));
        Assert.Equal([3, 0, 1], report.Blocks.Select(static b => b.Checked));
        string text = report.ToString();
        Assert.Contains("4 of 4 parameters", text, StringComparison.Ordinal);
        Assert.Contains(text.Split('\n'), static line => line.StartsWith("K ", StringComparison.Ordinal) && line.EndsWith("frozen", StringComparison.Ordinal));
    }

    [Fact]
    public void The_gradient_of_a_frozen_parameter_must_be_exactly_zero()
    {
        GradientCheckReport report = GradientCheck.Run(new FakeEquations<double>(Fault.FrozenGradient));
        Assert.Equal("K: it is frozen, but its generated gradient is not zero: K[1] is 4.94065646E-324.", report.Failures[0]);
        Assert.Equal([true, false, true], report.Blocks.Select(static b => b.Passed));
    }

    [Fact]
    public void A_step_must_leave_a_frozen_parameter_bit_for_bit()
    {
        IModelProbe[] probes = [new FakeEquations<double>(Fault.FrozenStep), new FakeEquations<float>(Fault.FrozenStep)];
        Assert.All(probes, static probe => Assert.StartsWith(
            "SgdStep: 1 of 3 parameters of K are frozen, but move: K[0]", Assert.Single(GradientCheck.Run(probe).Failures), StringComparison.Ordinal));
    }

    [Fact]
    public void Hyperparameters_reach_the_equations_with_their_declared_values()
    {
        GradientCheckReport report = GradientCheck.Run(new FakeEquations<double>(Fault.IgnoredHyperparameter));
        Assert.Equal([false, true, true], report.Blocks.Select(static b => b.Passed));
        Assert.Contains(report.Failures, static f => f.StartsWith("Cost: the cost is", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_is_caught_in_its_own_block_in_single_precision_too()
    {
        IModelProbe[] probes = [new FakeEquations<double>(Fault.MissingMean), new FakeEquations<float>(Fault.MissingMean)];
        Assert.All(probes, static probe => Assert.Equal([false, true, false], GradientCheck.Run(probe).Blocks.Select(static b => b.Passed)));
    }

    [Fact]
    public void The_gradient_in_each_input_that_asks_for_it_is_compared_row_by_row()
    {
        GradientCheckReport report = GradientCheck.Run(new FakeEquations<double>(), 1, new() { BatchSize = 5 });
        Assert.Equal(["x", "z"], report.InputBlocks.Select(static b => b.Name));
        Assert.Equal([(5, 3, 15), (5, 1, 5)], report.InputBlocks.Select(static b => (b.Rows, b.Columns, b.Checked)));
        Assert.All(report.InputBlocks.SelectMany(static b => b.Components), static c => Assert.Equal(c.Dual, c.Difference, 1e-9));
    }

    [Theory]
    [InlineData(Fault.InputMissingMean, "x z")]
    [InlineData(Fault.OneWrongInput, "z")]
    [InlineData(Fault.InputNotWritten, "z")]
    public void A_faulty_gradient_in_an_input_is_caught(Fault fault, string blocks)
    {
        IModelProbe[] probes = [new FakeEquations<double>(fault), new FakeEquations<float>(fault)];
        foreach (IModelProbe probe in probes)
        {
            GradientCheckReport report = GradientCheck.Run(probe);
            Assert.Equal(blocks, string.Join(" ", report.InputBlocks.Where(static b => !b.Passed).Select(static b => b.Name)));
            Assert.All(report.Blocks, static b => Assert.True(b.Passed));
        }
    }

    [Fact]
    public void The_gradient_of_one_wrong_input_is_named_with_its_example()
    {
        GradientCheckReport report = GradientCheck.Run(new FakeEquations<double>(Fault.OneWrongInput));
        Assert.StartsWith("z: 1 of 3 components are wrong; the worst is z[2]", report.Failures[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_parameters_is_checked_at_its_cost()
    {
        GradientCheckReport report = GradientCheck.Run(new EquationProbe(static a => Square(a.InputScalar(0)), parameters: 0)).ThrowIfFailed();
        Assert.Empty(report.Blocks);
        Assert.True(report.Cost > 0);
        Assert.Contains("0 of 0 parameters", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_frozen_parameters_only_is_checked_at_its_cost()
    {
        var probe = new EquationProbe(static a => Square(a.Input[0] * a.ParameterScalar(0)));
        ModelInfo frozen = probe.Info with { Parameters = [probe.Info.Parameters[0] with { IsFrozen = true }] };
        GradientCheckReport report = GradientCheck.Run(new EquationProbe(static a => Square(a.Input[0] * 3), 1) { Info = frozen }).ThrowIfFailed();
        Assert.True(Assert.Single(report.Blocks).IsFrozen);
    }

    [Fact]
    public void Labels_do_not_oblige_a_model_to_decide_between_classes()
    {
        var probe = new EquationProbe(static a => Square(a.ParameterScalar(0) - a.TargetScalar), target: TargetKind.Label);
        string[] failures = [.. GradientCheck.Run(probe).Failures];
        Assert.DoesNotContain(failures, static f => f.StartsWith("Classify", StringComparison.Ordinal));
    }

    [Fact]
    public void A_curved_objective_is_differenced_with_a_shorter_step()
    {
        // sin‴/sin′ = 10⁶: truncation with the usual step is above the limit.
        GradientCheckReport report = GradientCheck.Run(new EquationProbe(static a => Sin(1000 * a.ParameterScalar(0)))).ThrowIfFailed();
        GradientComponent component = report.Blocks[0].Components[0];
        Assert.Equal(Math.Cbrt(Math.Pow(2, -52)) / 8, component.Step, 1e-12);
    }

    [Fact]
    public void A_step_that_was_asked_for_is_not_shortened()
    {
        var options = new GradientCheckOptions { Step = Math.Cbrt(Math.Pow(2, -52)) };
        Assert.False(GradientCheck.Run(new EquationProbe(static a => Sin(1000 * a.ParameterScalar(0))), 1, options).Passed);
    }
}
