namespace KernelGen.Gallery.Drawing;

/// <summary>What an <c>svg</c> element shows. It is <see cref="Width"/> units wide: about as many pixels on a telephone.</summary>
internal abstract record Picture
{
    /// <summary>Of every picture, so that text is of one size throughout.</summary>
    public const double Width = 360;

    /// <summary>Of most text, in units.</summary>
    public const double TextSize = 11;

    /// <summary>What one who cannot see it is told.</summary>
    public required string Description { get; init; }

    /// <summary>In units.</summary>
    public abstract double Height { get; }

    /// <summary>What kind it is, for whoever reads the file: <c>plot</c>, <c>images</c>, ….</summary>
    public abstract string Kind { get; }

    /// <summary>Writes what is inside the element.</summary>
    public abstract void Draw(MarkupWriter svg);

    /// <summary>At most how wide words are, in units: fonts differ, and this is of a wide one.</summary>
    public static double WidthOf(string words) => 0.64 * TextSize * words.Length;

    /// <summary>Writes the name of an axis, which says its unit to whoever reads the file.</summary>
    private protected static void Label(MarkupWriter svg, string direction, Axis axis, double x, double y, string anchor) => svg.Element(
        "text", axis.Label, ("class", "axis " + direction), ("data-unit", axis.Unit), ("x", x), ("y", y), ("text-anchor", anchor));

    private protected static void Text(MarkupWriter svg, double x, double y, string words, string anchor = "start", string style = "")
        => svg.Element("text", words, ("x", x), ("y", y), ("text-anchor", anchor), ("class", style));
}
