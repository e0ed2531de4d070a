using KernelGen.Gallery.Reporting;
using KernelGen.Metrics;

namespace KernelGen.Gallery.Tests.Reporting;

public class ConfusionTableTests
{
    private static ConfusionMatrix Matrix
    {
        get
        {
            var matrix = new ConfusionMatrix(3);
            matrix.Add([0, 0, 0, 1, 1], [0, 0, 1, 1, 0]);
            return matrix;
        }
    }

    [Fact]
    public void A_table_has_a_row_for_each_class_and_dots_for_no_confusion()
    {
        var console = new TextConsole();
        console.Console.Write(ConfusionTable.Of(Matrix, ["red", "green", "[blue]"]));
        string row = Assert.Single(console.Lines, static line => line.EndsWith("66.7 %", StringComparison.Ordinal));
        Assert.Equal(["red", "2", "1", "·", "66.7", "%"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("[blue]", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_without_examples_has_a_dash_for_its_recall()
    {
        var console = new TextConsole();
        console.Console.Write(ConfusionTable.Of(Matrix));
        Assert.Single(console.Lines, static line => line.TrimStart().StartsWith("2 ", StringComparison.Ordinal) && line.EndsWith('–'));
    }

    [Fact]
    public void A_missing_class_name_is_refused() =>
        Assert.Throws<ArgumentException>("classNames", () => ConfusionTable.Of(Matrix, ["red", "green"]));
}
