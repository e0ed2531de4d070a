using System.Collections.Immutable;

namespace KernelGen.Gallery.Drawing;

/// <summary>Bars to the right, one below the other, each under its name, and a limit that none can pass.</summary>
/// <param name="X">From zero.</param>
/// <param name="Bars">A name, a value, and the value in words.</param>
/// <param name="Limit">Where the limit is.</param>
internal sealed record BarChart(Axis X, ImmutableArray<(string Name, double Value, string Words)> Bars, (string Name, double Value) Limit) : Picture
{
    private const double Margin = 8;
    private const double BarHeight = 14;
    private const double RowHeight = 40;

    /// <summary>What bars show.</summary>
    public required string Measured { get; init; }

    public override string Kind => "bars";

    public override double Height => Top + Bars.Length * RowHeight + 36 + Margin;

    private double Top => Margin + Names.Height + 6;

    private Legend Names => new([(Measured, DrawBar), (Limit.Name, DrawLimit)], Width - 2 * Margin);

    private static void DrawBar(MarkupWriter svg, double x, double y)
        => svg.Empty("rect", ("class", Style.Filled(Hue.Blue)), ("x", x - 10), ("y", y - 5), ("width", 20), ("height", 10));

    private static void DrawLimit(MarkupWriter svg, double x, double y)
        => svg.Empty("path", ("class", Style.Of(Hue.Vermilion, Stroke.Dashed)), ("d", AttributeValue.Path([(x - 10, y), (x + 10, y)])));

    public override void Draw(MarkupWriter svg)
    {
        double right = Width - Math.Max(Margin, WidthOf(X.Scale.Name(X.Scale.Ticks[^1])) / 2);
        var frame = new Frame(Margin + 4, Top, right - Margin - 4, Bars.Length * RowHeight, X.Scale, new LinearScale(0, 1));
        Names.Draw(svg, Margin, Margin);
        foreach (double tick in X.Scale.Ticks)
        {
            double x = frame.At((tick, 0)).X;
            svg.Empty("path", ("class", "grid"), ("d", AttributeValue.Path([(x, frame.Top), (x, frame.Top + frame.Height)])));
            Text(svg, x, frame.Top + frame.Height + 15, X.Scale.Name(tick), "middle", "tick");
        }

        svg.Line();
        foreach ((int i, (string name, double value, string words)) in Bars.Index())
        {
            double y = frame.Top + i * RowHeight;
            double length = frame.At((value, 0)).X - frame.Left;
            svg.Open("g", ("class", "mark"), ("data-name", Measured));
            svg.Element("text", $"{name}: {words}", ("class", "note"), ("x", frame.Left + 2), ("y", y + 14));
            svg.Empty("rect", ("class", Style.Filled(Hue.Blue)), ("x", frame.Left), ("y", y + 19), ("width", Math.Max(1, length)), ("height", BarHeight));
            svg.Close().Line();
        }

        double limit = frame.At((Limit.Value, 0)).X;
        svg.Open("g", ("class", "mark"), ("data-name", Limit.Name));
        svg.Empty("path", ("class", Style.Of(Hue.Vermilion, Stroke.Dashed)), ("d", AttributeValue.Path([(limit, frame.Top), (limit, frame.Top + frame.Height)])));
        svg.Close();
        svg.Empty("rect", ("class", "frame"), ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height));
        Label(svg, "x", X, frame.Left + frame.Width / 2, frame.Top + frame.Height + 34, "middle");
        svg.Line();
    }
}
