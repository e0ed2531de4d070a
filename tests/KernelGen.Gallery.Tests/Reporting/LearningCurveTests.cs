using KernelGen.Gallery.Reporting;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Reporting;

public class LearningCurveTests
{
    [Fact]
    public void Every_epoch_has_a_row()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([.. Enumerable.Range(1, 5).Select(Measured)], epochs: 5);
        Assert.Equal(5, console.Lines.Count(static line => line.EndsWith("12,345", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_no_epoch_measured_has_no_column()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([Measured(1) with { ValidationCost = null, ValidationErrorRate = null }], epochs: 1);
        Assert.DoesNotContain("test", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_missing_figure_is_a_dash()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([Measured(1), Measured(2) with { ValidationCost = null }], epochs: 2);
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
            "epoch  3/12  training cost 0.2500  test cost 0.3000  test error 2.50 %  12,345 examples/s",
            lines[2]);
        Assert.DoesNotContain('\e', console.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_many_epochs_the_first_the_last_and_some_between_are_shown(bool isTable)
    {
        var console = new TextConsole();
        if (isTable)
        {
            new RunReport(console.Console).WriteLearningCurve([.. Enumerable.Range(1, 1000).Select(Measured)], epochs: 1000);
        }
        else
        {
            Show(console, epochs: 1000);
        }

        string[] lines = [.. console.Lines.Where(static line => line.Contains("12,345", StringComparison.Ordinal))];
        Assert.InRange(lines.Length, 10, 30);
        Assert.Matches(@"^(epoch +1/1000|  +1) ", lines[0]);
        Assert.Matches(@"^(epoch 1000/1000|  +1000) ", lines[^1]);
    }

    [Fact]
    public void The_last_epoch_of_a_cancelled_training_has_a_row()
    {
        var console = new TextConsole();
        new RunReport(console.Console).WriteLearningCurve([.. Enumerable.Range(1, 77).Select(Measured)], epochs: 1000);
        Assert.Contains(console.Lines, static line => line.StartsWith("     77 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(0.02, "0.0200")]
    [InlineData(0.000123, "1.2E-04")]
    [InlineData(6.3e10, "6.3E+10")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_cost_of_any_magnitude_is_short(double cost, string text) =>
        Assert.Contains($"training cost {text} ", LearningCurveTable.Line(Measured(1) with { TrainingCost = cost }, 1), StringComparison.Ordinal);

    [Fact]
    public void A_terminal_sees_cost_speed_and_the_time_left()
    {
        var console = new TextConsole(isTerminal: true);
        Show(console, epochs: 10, new TickingClock());

        // The first of ten epochs took ten seconds.
        Assert.Contains("cost 0.2500 · 12,345 examples/s · 1 min 30 s left", console.Text, StringComparison.Ordinal);
        Assert.Contains("cost 0.2500 · 12,345 examples/s · 0 s left", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_sees_the_table_grow()
    {
        var console = new TextConsole(isTerminal: true);
        Show(console, epochs: 3, new TickingClock());
        Assert.Contains("epoch 2 of 3", console.Text, StringComparison.Ordinal);
        Assert.Contains("epoch 3 of 3", console.Text, StringComparison.Ordinal);
        Assert.Contains('\e', console.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_display_hands_on_the_result_of_the_training(bool isTerminal) =>
        Assert.Equal(42, new TrainingDisplay(new TextConsole(isTerminal).Console, epochs: 1).Show(static _ => 42));

    private static void Show(TextConsole console, int epochs, TimeProvider? clock = null) =>
        new TrainingDisplay(console.Console, epochs, clock).Show(progress =>
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                progress.Report(Measured(epoch));
            }

            return epochs;
        });

    /// <summary>Ten seconds later each time it is asked.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ticks += 10;
    }

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
