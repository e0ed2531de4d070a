using System.Text.Json;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Gallery.Tests.Reporting;
using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Running;

public class CheckTests
{
    public static TheoryData<string> Names => [.. ModelCatalog.Models.Where(static m => m.Info.ParameterCount < 10_000).Select(static m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_passes(string name)
    {
        string output = GalleryRun.Of("check", name).Succeeded();
        Assert.Contains(": passed", output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmax-784-10", 2.302585)]
    [InlineData("softmax-regression", 1.098612)]
    [InlineData("softmax-soft-targets", 2.079442)]
    [InlineData("logistic-30", 0.693147)]
    [InlineData("logistic-regression", 0.693147)]
    [InlineData("xor-network", 0.693147)]
    [InlineData("svm-30", 1)]
    [InlineData("svm-2", 1)]
    [InlineData("multiclass-svm", 2)]
    public void A_classifier_that_knows_nothing_costs_what_the_lectures_say(string name, double cost) => Assert.Contains(
        FormattableString.Invariant($"cost at zero parameters: {cost:F6}, expected {cost:F6}: passed"), GalleryRun.Of("check", name).Succeeded(), StringComparison.Ordinal);

    [Fact]
    public void Of_a_model_of_values_the_cost_at_zero_depends_on_the_examples() =>
        Assert.DoesNotContain("cost at zero", GalleryRun.Of("check", "linear-regression").Succeeded(), StringComparison.Ordinal);

    [Theory]
    [InlineData("linear-regression")]
    [InlineData("squared-residuals")]
    [InlineData("linear-11")]
    public void Least_squares_has_a_largest_stable_learning_rate(string name) =>
        Assert.Contains("largest stable learning rate: 2/λmax = ", GalleryRun.Of("check", name).Succeeded(), StringComparison.Ordinal);

    [Fact]
    public void The_report_shows_every_block_of_parameters_and_the_error_against_the_step()
    {
        string output = GalleryRun.Of("check", "digits-64-32-10").Succeeded();
        Assert.All(["W1 ", "B1 ", "W2 ", "B2 ", "against its step:", "  1E-13 "], part => Assert.Contains(part, output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_is_told_all_of_it()
    {
        JsonElement json = JsonDocument.Parse(GalleryRun.Of("check", "softmax-4-3", "--seed", "3", "--json").Succeeded()).RootElement;
        Assert.True(json.GetProperty("passed").GetBoolean());
        Assert.Equal(3, json.GetProperty("seed").GetInt32());
        Assert.Equal(["W1", "B1"], json.GetProperty("blocks").EnumerateArray().Select(static b => b.GetProperty("name").GetString()!));
        Assert.Equal(Math.Log(3), json.GetProperty("cost at zero parameters").GetProperty("expected").GetDouble());
        Assert.True(json.GetProperty("small batch").GetProperty("passed").GetBoolean());
        Assert.Equal(14, json.GetProperty("error against step").GetProperty("steps").GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_wrong_is_told_and_is_a_failure(bool json)
    {
        var console = new TextConsole();
        GradientCheckReport wrong = GradientCheck.Run<Softmax4x3>(seed: 1) with { Failures = ["W1[2, 3] has the wrong sign."] };
        Assert.Equal(CommandLine.Failure, CheckCommand.Report(console.Console, json, ModelCatalog.Find("softmax-4-3")!, wrong));
        Assert.Contains("W1[2, 3] has the wrong sign.", console.Text, StringComparison.Ordinal);
        Assert.Contains(json ? "\"passed\": false" : "FAILED", console.Text, StringComparison.Ordinal);
    }
}
