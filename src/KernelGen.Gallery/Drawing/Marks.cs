using System.Collections.Immutable;

namespace KernelGen.Gallery.Drawing;

/// <summary>Something drawn between axes. What has a name is in the legend.</summary>
/// <param name="Name">For the legend; empty for what explains itself or is explained by another.</param>
/// <param name="Hue">Its colour.</param>
internal abstract record Mark(string Name, Hue Hue)
{
    /// <summary>Writes it.</summary>
    public abstract void Draw(MarkupWriter svg, Frame frame);

    /// <summary>Writes its sample for the legend, around the middle of a place 20 units wide.</summary>
    public abstract void DrawSample(MarkupWriter svg, double x, double y);
}

/// <summary>A line from point to point, interrupted where a point is not finite and cut where it leaves the frame.</summary>
internal sealed record Curve(string Name, Hue Hue, ImmutableArray<(double X, double Y)> Points) : Mark(Name, Hue)
{
    /// <summary>How it goes on.</summary>
    public Stroke Stroke { get; init; }

    /// <summary>A function over an axis.</summary>
    public static Curve Of(string name, Hue hue, Scale x, Func<double, double> function, int count = 181)
        => new(name, hue, [.. x.Spread(count).Select(value => (value, function(value)))]);

    public override void Draw(MarkupWriter svg, Frame frame)
    {
        string path = string.Concat(Clipping.Within(Points.Select(frame.Place)).Select(piece => AttributeValue.Path(piece.Select(frame.FromPlace))));
        if (path.Length > 0)
        {
            svg.Empty("path", ("class", Style.Of(Hue, Stroke)), ("d", path));
        }
    }

    public override void DrawSample(MarkupWriter svg, double x, double y)
        => svg.Empty("path", ("class", Style.Of(Hue, Stroke)), ("d", AttributeValue.Path([(x - 10, y), (x + 10, y)])));
}

/// <summary>Lines on which a function of the plane has one value each.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Hue">Their colour.</param>
/// <param name="Values">[rows, columns], the first row at the least y: the function over the whole frame.</param>
/// <param name="Levels">The values on the lines.</param>
internal sealed record Contours(string Name, Hue Hue, double[,] Values, ImmutableArray<double> Levels) : Mark(Name, Hue)
{
    /// <summary>How they go on.</summary>
    public Stroke Stroke { get; init; }

    public override void Draw(MarkupWriter svg, Frame frame)
    {
        (double right, double top) = (Values.GetLength(1) - 1, Values.GetLength(0) - 1);
        foreach (double level in Levels)
        {
            string path = string.Concat(ContourLines.Of(Values, level).Select(line => AttributeValue.Path(
                line.Select(point => frame.FromPlace((point.X / right, point.Y / top))))));
            if (path.Length > 0)
            {
                svg.Empty("path", ("class", Style.Of(Hue, Stroke) + " thin"), ("d", path));
            }
        }
    }

    public override void DrawSample(MarkupWriter svg, double x, double y)
        => svg.Empty("path", ("class", Style.Of(Hue, Stroke) + " thin"), ("d", AttributeValue.Path([(x - 10, y), (x + 10, y)])));
}

/// <summary>Signs at those of the points that are within the frame.</summary>
internal sealed record Dots(string Name, Hue Hue, ImmutableArray<(double X, double Y)> Points) : Mark(Name, Hue)
{
    /// <summary>What stands at each point.</summary>
    public Sign Sign { get; init; }

    /// <summary>In units.</summary>
    public double Radius { get; init; } = 3;

    public override void Draw(MarkupWriter svg, Frame frame)
    {
        string path = string.Concat(Points.Where(frame.Contains).Select(frame.At).Select(p => Style.PathOf(Sign, p.X, p.Y, Radius)));
        if (path.Length > 0)
        {
            svg.Empty("path", ("class", Class), ("d", path));
        }
    }

    public override void DrawSample(MarkupWriter svg, double x, double y)
        => svg.Empty("path", ("class", Class), ("d", Style.PathOf(Sign, x, y, Math.Max(3, Radius))));

    private string Class => Sign == Sign.Cross ? Style.Of(Hue) : Style.Filled(Hue) + " dot";
}

/// <summary>A filled shape, all within the frame.</summary>
internal sealed record Area(string Name, Hue Hue, ImmutableArray<(double X, double Y)> Corners) : Mark(Name, Hue)
{
    public override void Draw(MarkupWriter svg, Frame frame)
        => svg.Empty("path", ("class", Style.Filled(Hue) + " area"), ("d", AttributeValue.Path(Corners.Select(frame.At), closed: true)));

    public override void DrawSample(MarkupWriter svg, double x, double y)
        => svg.Empty("rect", ("class", Style.Filled(Hue) + " area"), ("x", x - 10), ("y", y - 5), ("width", 20), ("height", 10));
}

/// <summary>An image behind everything, over the whole frame.</summary>
/// <param name="Pixels">[rows, columns], the first row at the greatest y.</param>
internal sealed record Backdrop(Pixel[,] Pixels) : Mark("", Hue.Grey)
{
    public override void Draw(MarkupWriter svg, Frame frame) => svg.Empty(
        "image", ("href", Png.DataUri(Pixels)), ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height),
        ("preserveAspectRatio", "none"));

    public override void DrawSample(MarkupWriter svg, double x, double y)
    {
        // It has no name, and so no sample.
    }
}

/// <summary>Words beside a point.</summary>
/// <param name="Words">Few.</param>
/// <param name="X">Where, in values of the axis.</param>
/// <param name="Y">Where, in values of the axis.</param>
internal sealed record Note(string Words, double X, double Y) : Mark("", Hue.Grey)
{
    /// <summary>Which part of the words is at the point: <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public string Anchor { get; init; } = "start";

    /// <summary>How far right of the point, in units.</summary>
    public double Right { get; init; }

    /// <summary>How far below the point the line of the words is, in units.</summary>
    public double Down { get; init; } = 4;

    public override void Draw(MarkupWriter svg, Frame frame)
    {
        (double x, double y) = frame.At((X, Y));
        svg.Element("text", Words, ("x", x + Right), ("y", y + Down), ("text-anchor", Anchor), ("class", "note"));
    }

    public override void DrawSample(MarkupWriter svg, double x, double y)
    {
        // Words explain themselves.
    }
}

/// <summary>The rectangle between axes, in units of the picture.</summary>
internal sealed record Frame(double Left, double Top, double Width, double Height, Scale X, Scale Y)
{
    /// <summary>Where values lie, 0 … 1 from the left and from below.</summary>
    public (double X, double Y) Place((double X, double Y) point) => (X.Place(point.X), Y.Place(point.Y));

    /// <summary>Whether a point is between the ends of both axes.</summary>
    public bool Contains((double X, double Y) point) => Place(point) is { X: >= 0 and <= 1, Y: >= 0 and <= 1 };

    /// <summary>A place in units of the picture.</summary>
    public (double X, double Y) FromPlace((double X, double Y) place) => (Left + place.X * Width, Top + (1 - place.Y) * Height);

    /// <summary>Values in units of the picture.</summary>
    public (double X, double Y) At((double X, double Y) point) => FromPlace(Place(point));
}
