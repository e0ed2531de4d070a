using System.Collections.Immutable;

namespace KernelGen.Gallery.Drawing;

/// <summary>Marks between two axes: a legend on top, the name of the vertical axis above its end, that of the horizontal one below.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Marks">Later ones are in front.</param>
internal sealed record Plot(Axis X, Axis Y, ImmutableArray<Mark> Marks) : Picture
{
    private const double Margin = 8;
    private const double LabelHeight = 24;
    private const double TicksHeight = 22;
    private const double TickGap = 6;

    /// <summary>Of the frame, in units; 0 makes one unit of the vertical axis as long as one of the horizontal.</summary>
    public double FrameHeight { get; init; } = 180;

    public override string Kind => "plot";

    public override double Height => Margin + Names.Height + LabelHeight + Inner.Height + TicksHeight + 14 + Margin;

    private Legend Names => new(
        Marks.Where(static m => m.Name.Length > 0).Select(static m => (m.Name, (Action<MarkupWriter, double, double>)m.DrawSample)), Width - 2 * Margin);

    private Frame Inner
    {
        get
        {
            double left = Margin + Y.Scale.Ticks.Max(tick => WidthOf(Y.Scale.Name(tick))) + TickGap;
            double right = Math.Max(Margin, WidthOf(X.Scale.Name(X.Scale.Ticks[^1])) / 2);
            double width = Width - left - right;
            double height = FrameHeight > 0 ? FrameHeight : width * (Y.Scale.Max - Y.Scale.Min) / (X.Scale.Max - X.Scale.Min);
            return new Frame(left, Margin + Names.Height + LabelHeight, width, height, X.Scale, Y.Scale);
        }
    }

    public override void Draw(MarkupWriter svg)
    {
        Frame frame = Inner;
        Names.Draw(svg, Margin, Margin);
        Label(svg, "y", Y, Margin, frame.Top - 11, "start");
        DrawGrid(svg, frame);
        foreach (Mark mark in Marks)
        {
            svg.Open("g", ("class", "mark"), ("data-name", mark.Name));
            mark.Draw(svg, frame);
            svg.Close().Line();
        }

        svg.Empty("rect", ("class", "frame"), ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height));
        Label(svg, "x", X, frame.Left + frame.Width / 2, frame.Top + frame.Height + TicksHeight + 13, "middle");
        svg.Line();
    }

    private void DrawGrid(MarkupWriter svg, Frame frame)
    {
        foreach (double tick in Y.Scale.Ticks)
        {
            double y = frame.At((X.Scale.Min, tick)).Y;
            svg.Empty("path", ("class", "grid"), ("d", AttributeValue.Path([(frame.Left, y), (frame.Left + frame.Width, y)])));
            Text(svg, frame.Left - TickGap, y + 4, Y.Scale.Name(tick), "end", "tick");
        }

        foreach (double tick in X.Scale.Ticks)
        {
            double x = frame.At((tick, Y.Scale.Min)).X;
            svg.Empty("path", ("class", "grid"), ("d", AttributeValue.Path([(x, frame.Top), (x, frame.Top + frame.Height)])));
            Text(svg, x, frame.Top + frame.Height + 18, X.Scale.Name(tick), "middle", "tick");
        }

        svg.Line();
    }
}
