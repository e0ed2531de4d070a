using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Gallery.Tests.Reporting;

namespace KernelGen.Gallery.Tests.Running;

public class MainJobTests
{
    private static readonly MainJob Short = new()
    {
        TrainingCount = 300,
        TestCount = 100,
        Options = ModelCatalog.DigitNetwork.Training!.Defaults with { Epochs = 3 },
    };

    [Fact]
    public void It_prints_its_parts_in_order()
    {
        var console = new TextConsole();
        Assert.Equal(RunEnd.Completed, Short.Run(console.Console));
        ReportedLines.AreAllIn(console.Text);
    }

    [Fact]
    public void It_shows_a_few_digits_above_all_else()
    {
        var console = new TextConsole();
        Short.Run(console.Console);
        Assert.Contains("█", console.Text[..console.Text.IndexOf("model: ", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_of_100_columns_no_line_is_wider()
    {
        var console = new TextConsole(isTerminal: true);
        Short.Run(console.Console);
        string plain = TextConsole.WithoutEscapes(console.Text);

        // A path is as long as it is.
        Assert.DoesNotContain(plain.Split('\n'), static line =>
            line.TrimEnd().Length > 100 && !line.StartsWith("generated source", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_seeds_learn_the_same()
    {
        var first = new TextConsole();
        var second = new TextConsole();
        Short.Run(first.Console);
        Short.Run(second.Console);
        Assert.Equal(Costs(first), Costs(second));

        static string[] Costs(TextConsole console) => [.. console.Lines
            .Where(static line => line.StartsWith("epoch ", StringComparison.Ordinal))
            .Select(static line => line[..line.IndexOf('%', StringComparison.Ordinal)])];
    }

    [Fact]
    public void Cancelled_it_still_reports()
    {
        var console = new TextConsole();
        Assert.Equal(RunEnd.Cancelled, Short.Run(console.Console, new CancellationToken(canceled: true)));
        Assert.Contains("cancelled after 0 of 3 epochs", console.Text, StringComparison.Ordinal);
        Assert.Contains("test accuracy: ", console.Text, StringComparison.Ordinal);
    }
}
