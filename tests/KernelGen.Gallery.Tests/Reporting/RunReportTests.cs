using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Gallery.Running;
using KernelGen.Testing;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Reporting;

public class RunReportTests
{
    private static readonly GradientCheckReport Passed = GradientCheck.Run<Softmax4x3>(seed: 1);

    [Fact]
    public void A_gradient_check_that_passed_tells_how_many_parameters_it_looked_at()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteGradientCheck(Passed);
        Assert.StartsWith("gradient check: passed at 15 of 15 parameters", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_check_of_nothing_but_inputs_is_told_as_well()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteGradientCheck(GradientCheck.Run<ChainRule>(seed: 1));
        Assert.StartsWith("gradient check: passed at 0 of 0 parameters", console.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("error 0.0E", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_check_that_failed_tells_all_it_knows()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteGradientCheck(Passed with { Failures = ["W1[2, 3] has the wrong sign."] });
        Assert.StartsWith("gradient check: FAILED", console.Text, StringComparison.Ordinal);
        Assert.Contains("- W1[2, 3] has the wrong sign.", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_values_is_tested_by_its_cost_and_shows_inputs_targets_and_predictions()
    {
        var console = new TextConsole();
        var untrained = new LogisticUnit();
        var test = new Dataset<float, float>(new float[] { 3 }, 1, new float[] { 1 });
        new RunReport(console.Console).WriteTest(untrained, test, ModelEvaluation.OfValues(untrained, new TrainingExamples<float>(test, test, "")));

        // Half the square of σ(0) − 1.
        Assert.Contains("test cost: 0.125000", console.Text, StringComparison.Ordinal);
        string row = Assert.Single(console.Lines, static line => line.EndsWith("0.5000", StringComparison.Ordinal));
        Assert.Equal(["3", "1.0000", "0.5000"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Images_have_their_digits_below_their_middles()
    {
        var console = new TextConsole();
        float[] images = new float[2 * 784];
        new RunReport(console.Console).WriteDigits(new Dataset<float, int>(images, 784, new[] { 4, 9 }), count: 2);
        Assert.Contains(new string(' ', 14) + "4" + new string(' ', 27) + "9", console.Lines);
    }
}
