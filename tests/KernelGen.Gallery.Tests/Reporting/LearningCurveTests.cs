using KernelGen.Gallery.Reporting;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Reporting;

public class LearningCurveTests
{
    [Fact]
    public void Every_epoch_has_a_row()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([.. Enumerable.Range(1, 5).Select(Measured)]);
        Assert.Equal(5, console.Lines.Count(static line => line.EndsWith("12,345", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_no_epoch_measured_has_no_column()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([Measured(1) with { ValidationCost = null, ValidationErrorRate = null }]);
        Assert.DoesNotContain("validation", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_missing_figure_is_a_dash()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([Measured(1), Measured(2) with { ValidationCost = null }]);
        Assert.Contains("–", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirected_output_gets_one_line_an_epoch_and_no_escape_sequence()
    {
        var console = new TextConsole(isTerminal: false);
        Show(console, epochs: 12);
        string[] lines = [.. console.Lines.Where(static line => line.Length > 0)];
        Assert.Equal(12, lines.Length);
        Assert.Equal(
            "epoch  3/12  learning rate 0.1  training cost 0.2500  validation cost 0.3000  validation error 2.50 %  seconds 0.50  examples/s 12,345",
            lines[2]);
        Assert.DoesNotContain('\e', console.Text);
    }

    [Fact]
    public void A_terminal_sees_the_table_grow()
    {
        var console = new TextConsole(isTerminal: true);
        Show(console, epochs: 3);
        Assert.Contains("epoch 2 of 3", console.Text, StringComparison.Ordinal);
        Assert.Contains("epoch 3 of 3", console.Text, StringComparison.Ordinal);
        Assert.Contains('\e', console.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_display_hands_on_the_result_of_the_training(bool isTerminal) =>
        Assert.Equal(42, new TrainingDisplay(new TextConsole(isTerminal).Console, epochs: 1).Show(static _ => 42));

    private static void Show(TextConsole console, int epochs) =>
        new TrainingDisplay(console.Console, epochs).Show(progress =>
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                progress.Report(Measured(epoch));
            }

            return epochs;
        });

    private static EpochReport Measured(int epoch) => new()
    {
        Epoch = epoch,
        LearningRate = 0.1,
        TrainingCost = 0.25,
        ValidationCost = 0.3,
        ValidationErrorRate = 0.025,
        Duration = TimeSpan.FromSeconds(0.5),
        ExamplesPerSecond = 12_345,
    };
}
