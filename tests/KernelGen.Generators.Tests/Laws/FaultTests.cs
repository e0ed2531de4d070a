using KernelGen.Testing;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>A gradient check is worth something if it fails where it should: faults are put into the compiler's own graphs.</summary>
public sealed class FaultTests(FaultyModels models) : IClassFixture<FaultyModels>
{
    [Theory]
    [InlineData("FlippedSign", "W1, B1")]
    [InlineData("TransposedOperand", "W1, B1")]
    [InlineData("MissingRegulariser", "W2")]
    [InlineData("DroppedBiasGradient", "B2")]
    [InlineData("MissingMean", "W1, B1, W2, B2, W3, B3")]
    [InlineData("WrongActivation", "W1, B1, W2, B2")]
    public void A_fault_is_caught_and_its_parameters_are_named(string fault, string blocks)
    {
        GradientCheckReport report = GradientCheck.Run(models[fault]);
        Assert.Equal(blocks, string.Join(", ", report.Blocks.Where(static b => !b.Passed).Select(static b => b.Name)));
        Assert.Contains(report.Failures, failure => failure.StartsWith(blocks.Split(',')[0] + ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FlippedSign")]
    [InlineData("TransposedOperand")]
    [InlineData("MissingRegulariser")]
    [InlineData("DroppedBiasGradient")]
    [InlineData("MissingMean")]
    [InlineData("WrongActivation")]
    public void A_fault_shows_in_the_gradient_only(string fault)
        => Assert.DoesNotContain(
            GradientCheck.Run(models[fault]).Failures,
            static failure => failure.StartsWith("Predict", StringComparison.Ordinal) || failure.Contains("the cost is", StringComparison.Ordinal));

    [Fact]
    public void Without_a_fault_the_same_model_passes() => GradientCheck.Run(models["NoFault"]).ThrowIfFailed();

    [Fact]
    public void Of_one_example_the_mean_is_the_sum() => GradientCheck.Run(models["MissingMean"], options: new() { BatchSize = 1 }).ThrowIfFailed();
}
