using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Gallery.Drawing;

/// <summary>A table of counts as a heat map: the darker, the larger a count is among those of its row.</summary>
/// <param name="RowTitle">What rows are.</param>
/// <param name="ColumnTitle">What columns are.</param>
/// <param name="Names">Of rows and columns alike.</param>
/// <param name="Counts">[rows, columns].</param>
internal sealed record CountMap(string RowTitle, string ColumnTitle, ImmutableArray<string> Names, long[,] Counts) : Picture
{
    private const double Margin = 8;
    private const double LabelHeight = 22;
    private const double Gap = 1.5;

    public override string Kind => "counts";

    public override double Height => Top + Names.Length * CellHeight + 36 + Margin;

    private static double Top => Margin + Legend.RowHeight + LabelHeight;

    private double Left => Margin + Names.Max(WidthOf) + 8;

    private double CellWidth => (Width - Margin - Left) / Names.Length;

    private double CellHeight => Math.Min(28, CellWidth);

    public override void Draw(MarkupWriter svg)
    {
        new Legend([("recognised", Sample(Hue.Blue)), ("confused", Sample(Hue.Vermilion))], Width - 2 * Margin).Draw(svg, Margin, Margin);
        svg.Element("text", RowTitle, ("class", "axis y"), ("data-unit", ""), ("x", Margin), ("y", Top - 8)).Line();
        for (int row = 0; row < Names.Length; row++)
        {
            double middle = Top + (row + 0.5) * CellHeight;
            Text(svg, Left - 8, middle + 4, Names[row], "end", "tick");
            for (int column = 0; column < Names.Length; column++)
            {
                DrawCell(svg, row, column);
            }

            svg.Line();
        }

        double bottom = Top + Names.Length * CellHeight;
        foreach ((int column, string name) in Names.Index())
        {
            Text(svg, Left + (column + 0.5) * CellWidth, bottom + 15, name, "middle", "tick");
        }

        svg.Element(
            "text", ColumnTitle, ("class", "axis x"), ("data-unit", ""), ("x", Left + Names.Length * CellWidth / 2), ("y", bottom + 34),
            ("text-anchor", "middle"));
        svg.Line();
    }

    private void DrawCell(MarkupWriter svg, int row, int column)
    {
        long count = Counts[row, column];
        long sum = Enumerable.Range(0, Names.Length).Sum(c => Counts[row, c]);
        (double x, double y) = (Left + column * CellWidth, Top + row * CellHeight);
        (double width, double height) = (CellWidth - Gap, CellHeight - Gap);
        svg.Empty("rect", ("class", "tile"), ("x", x), ("y", y), ("width", width), ("height", height));
        if (count == 0)
        {
            return;
        }

        // Confusions are few: the root makes them seen.
        double share = Math.Sqrt((double)count / sum);
        svg.Empty(
            "rect", ("class", Style.Filled(row == column ? Hue.Blue : Hue.Vermilion)), ("x", x), ("y", y), ("width", width), ("height", height),
            ("opacity", 0.15 + 0.85 * share));
        Text(
            svg, x + width / 2, y + height / 2 + 4, count.ToString(CultureInfo.InvariantCulture), "middle",
            share > 0.6 ? "cell on" : "cell");
    }

    private static Action<MarkupWriter, double, double> Sample(Hue hue) => (svg, x, y) => svg.Empty(
        "rect", ("class", Style.Filled(hue)), ("x", x - 10), ("y", y - 5), ("width", 20), ("height", 10));
}
