using System.Collections.Immutable;

namespace KernelGen.Gallery.Drawing;

/// <summary>Images side by side, in rows, each above its name.</summary>
/// <param name="Images">Of one size.</param>
/// <param name="Columns">How many in a row.</param>
internal sealed record ImageGrid(ImmutableArray<NamedImage> Images, int Columns) : Picture
{
    private const double Margin = 8;
    private const double Gap = 6;
    private const double NameHeight = 17;

    /// <summary>What colours mean: a name and the colour; may be empty.</summary>
    public ImmutableArray<(string Name, Hue Hue)> Colours { get; init; } = [];

    public override string Kind => "images";

    public override double Height => Margin + Names.Height + Rows * RowHeight + Margin - Gap;

    private int Rows => (Images.Length + Columns - 1) / Columns;

    private double Side => (Width - 2 * Margin - (Columns - 1) * Gap) / Columns;

    private double RowHeight => Side + Gap + (Images.Any(static image => image.Name.Length > 0) ? NameHeight : 0);

    private Legend Names => new(Colours.Select(static colour => (colour.Name, Sample(colour.Hue))), Width - 2 * Margin);

    public override void Draw(MarkupWriter svg)
    {
        Names.Draw(svg, Margin, Margin);
        foreach ((int i, NamedImage image) in Images.Index())
        {
            double x = Margin + i % Columns * (Side + Gap);
            double y = Margin + Names.Height + (Names.Height > 0 ? 4 : 0) + i / Columns * RowHeight;
            svg.Empty("rect", ("class", "tile"), ("x", x), ("y", y), ("width", Side), ("height", Side));
            svg.Empty(
                "image", ("href", Png.DataUri(image.Pixels)), ("x", x), ("y", y), ("width", Side), ("height", Side),
                ("class", image.IsInk ? "ink pixels" : "pixels"));
            if (image.Name.Length > 0)
            {
                Text(svg, x + Side / 2, y + Side + 13, image.Name, "middle", "tick");
            }

            svg.Line();
        }
    }

    private static Action<MarkupWriter, double, double> Sample(Hue hue) => (svg, x, y) => svg.Empty(
        "image", ("href", Png.DataUri(new[,] { { Pixel.Of(hue, 1) } })), ("x", x - 10), ("y", y - 5), ("width", 20), ("height", 10),
        ("preserveAspectRatio", "none"));
}

/// <summary>An image and its name.</summary>
/// <param name="Name">Short enough to stand below it.</param>
/// <param name="Pixels">[height, width], a square.</param>
internal sealed record NamedImage(string Name, Pixel[,] Pixels)
{
    /// <summary>Whether it is <see cref="Pixel.Ink"/>, to be inverted on a dark page.</summary>
    public bool IsInk { get; init; }
}
