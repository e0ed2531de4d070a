using KernelGen.Tests.Numerics;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>A law is worth something if it is broken by kernels that do what it forbids.</summary>
public sealed class LawTests(FlawedProgram program) : IClassFixture<FlawedProgram>
{
    [Fact]
    public void A_model_without_a_flaw_breaks_no_law() => Assert.Empty(FlawedProgram.Broken(Flaw.None));

    [Theory]
    [InlineData(Flaw.StalePredict, "output 0 of row 0")]
    [InlineData(Flaw.StaleClassify, "the class of row")]
    [InlineData(Flaw.StaleCost, "the cost")]
    [InlineData(Flaw.StaleGradient, "element 0 of the gradient")]
    [InlineData(Flaw.StaleStep, "element 24 of the parameters after a step")]
    [InlineData(Flaw.StaleButNoNaN, "output 0 of row 0")]
    public void What_a_kernel_takes_from_a_used_workspace_is_found(Flaw flaw, string where)
        => Assert.Contains(FlawedProgram.Broken(flaw), broken => broken.Contains($"{where}", StringComparison.Ordinal) && broken.Contains("workspace", StringComparison.Ordinal));

    [Fact]
    public void What_is_written_past_the_part_of_a_workspace_is_found()
        => Assert.Contains("of a workspace was written", Assert.Single(FlawedProgram.Broken(Flaw.WorkspaceOverrun)), StringComparison.Ordinal);

    [Theory]
    [InlineData(Flaw.GradientPaddingUnwritten)]
    [InlineData(Flaw.GradientPaddingWritten)]
    [InlineData(Flaw.StepPaddingWritten)]
    [InlineData(Flaw.PaddingFromWorkspace)]
    public void Padding_that_is_not_zero_is_found(Flaw flaw)
        => Assert.Contains(FlawedProgram.Broken(flaw), static broken => broken.Contains("the padding at index 5 is", StringComparison.Ordinal));

    [Theory]
    [InlineData(Flaw.OtherOutputsAlone, "output 0 of row 0")]
    [InlineData(Flaw.LastOutputUnwritten, "output 0 of row 0")]
    [InlineData(Flaw.LastClassWrong, "the class of row 1")]
    [InlineData(Flaw.CostSummed, "the cost")]
    [InlineData(Flaw.GradientSummed, "element 0 of the gradient")]
    [InlineData(Flaw.StepSummed, "element 0 of the parameters after a step")]
    [InlineData(Flaw.LastRowDropped, "the cost")]
    [InlineData(Flaw.GradientAccumulated, "element 0 of the gradient")]
    public void A_batch_that_is_not_its_examples_is_found(Flaw flaw, string where)
        => Assert.Contains($"{where} is", Assert.Single(FlawedProgram.Broken(flaw)), StringComparison.Ordinal);

    [LinuxFact]
    public void Results_that_depend_on_where_spans_lie_are_found()
        => Assert.Contains(FlawedProgram.Broken(Flaw.OutputsByAddress), static broken => broken.EndsWith("output 0 of row 0 is another where the spans lie elsewhere.", StringComparison.Ordinal));

    [LinuxTheory]
    [InlineData(Flaw.InputsOverread)]
    [InlineData(Flaw.TargetsOverread)]
    [InlineData(Flaw.OutputsOverrun)]
    [InlineData(Flaw.ClassesOverrun)]
    [InlineData(Flaw.GradientOverrun)]
    public async Task What_touches_memory_past_the_end_of_a_span_ends_the_process(Flaw flaw)
    {
        (int exitCode, string output) = await program.Run(flaw);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(nameof(AccessViolationException), output, StringComparison.Ordinal);
        Assert.Contains("Nothing_past_the_end_of_a_span_is_touched", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_flaw_the_process_ends_well() => Assert.Equal((0, ""), await program.Run(Flaw.None));
}
