namespace KernelGen.Gallery.Drawing;

/// <summary>Colours that people of any colour vision tell apart (after Okabe and Ito 2008), in both schemes of the page.</summary>
internal enum Hue
{
    Blue,
    Vermilion,
    Green,
    Purple,
    Amber,
    Grey,
}

/// <summary>How a line goes on.</summary>
internal enum Stroke
{
    Solid,
    Dashed,
    Dotted,
}

/// <summary>What stands at a point.</summary>
internal enum Sign
{
    Circle,
    Square,
    Triangle,
    Cross,
}

/// <summary>The names of the page's style sheet.</summary>
internal static class Style
{
    /// <summary>Of a line.</summary>
    public static string Of(Hue hue, Stroke stroke = Stroke.Solid) => stroke switch
    {
        Stroke.Dashed => $"line {Name(hue)} dashed",
        Stroke.Dotted => $"line {Name(hue)} dotted",
        _ => $"line {Name(hue)}",
    };

    /// <summary>Of something filled.</summary>
    public static string Filled(Hue hue) => $"fill {Name(hue)}";

    /// <summary>The path of a sign around a place.</summary>
    public static string PathOf(Sign sign, double x, double y, double radius)
    {
        double r = radius;
        return sign switch
        {
            Sign.Square => AttributeValue.Path([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], closed: true),
            Sign.Triangle => AttributeValue.Path([(x, y - 1.2 * r), (x + 1.15 * r, y + r), (x - 1.15 * r, y + r)], closed: true),
            Sign.Cross => AttributeValue.Path([(x - r, y - r), (x + r, y + r)]) + AttributeValue.Path([(x - r, y + r), (x + r, y - r)]),
            _ => AttributeValue.Path(
                Enumerable.Range(0, 16).Select(i => (x + r * Math.Cos(Math.PI * i / 8), y + r * Math.Sin(Math.PI * i / 8))), closed: true),
        };
    }

    private static string Name(Hue hue) => hue switch
    {
        Hue.Blue => "blue",
        Hue.Vermilion => "vermilion",
        Hue.Green => "green",
        Hue.Purple => "purple",
        Hue.Amber => "amber",
        _ => "grey",
    };
}
