namespace KernelGen.Gallery.Drawing;

/// <summary>Names of what is drawn, each after a sample of it, in as many rows as they need.</summary>
internal sealed class Legend
{
    private const double Sample = 20;
    private const double Gap = 6;
    private const double Between = 14;

    /// <summary>From one row to the next.</summary>
    public const double RowHeight = 17;

    private readonly List<(string Name, Action<MarkupWriter, double, double> Draw, double X, int Row)> entries = [];

    /// <param name="items">A name, and what draws its sample around a point.</param>
    /// <param name="width">In which rows must fit.</param>
    public Legend(IEnumerable<(string Name, Action<MarkupWriter, double, double> Draw)> items, double width)
    {
        double x = 0;
        int row = 0;
        foreach ((string name, Action<MarkupWriter, double, double> draw) in items)
        {
            double length = Sample + Gap + Picture.WidthOf(name);
            if (x > 0 && x + length > width)
            {
                (x, row) = (0, row + 1);
            }

            entries.Add((name, draw, x, row));
            x += length + Between;
        }

        Height = entries.Count == 0 ? 0 : (row + 1) * RowHeight;
    }

    /// <summary>Of all rows.</summary>
    public double Height { get; }

    /// <summary>Writes it.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="left">Where rows begin.</param>
    /// <param name="top">Where the first begins.</param>
    public void Draw(MarkupWriter svg, double left, double top)
    {
        if (entries.Count == 0)
        {
            return;
        }

        svg.Open("g", ("class", "legend"));
        foreach ((string name, Action<MarkupWriter, double, double> draw, double x, int row) in entries)
        {
            double middle = top + (row + 0.5) * RowHeight;
            draw(svg, left + x + Sample / 2, middle);
            svg.Element("text", name, ("x", left + x + Sample + Gap), ("y", middle + 4));
        }

        svg.Close();
    }
}
