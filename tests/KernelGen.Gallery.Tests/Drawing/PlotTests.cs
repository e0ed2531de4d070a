using System.Xml.Linq;
using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Tests.Drawing;

public sealed class PlotTests
{
    private static readonly Plot Example = new(
        new Axis("time", "s", new LinearScale(0, 2)), new Axis("way", "m", new LinearScale(0, 4)),
        [
            new Curve("fast", Hue.Blue, [(0, 0), (1, 2), (2, 9)]),
            new Dots("stops", Hue.Vermilion, [(0, 0), (1, 2)]) { Sign = Sign.Square },
            new Note("here", 1, 2),
            new Contours("level", Hue.Grey, new double[,] { { 0, 1 }, { 0, 1 } }, [0.5]),
            new Area("", Hue.Amber, [(0, 0), (1, 2), (1, 0)]),
            new Backdrop(new Pixel[2, 2]),
        ])
    {
        Description = "",
    };

    [Fact]
    public void Axes_are_named_with_their_units()
        => Assert.Equal(["way (m)", "time (s)"], Texts("axis"));

    [Fact]
    public void What_has_a_name_is_in_the_legend()
        => Assert.Equal(["fast", "stops", "level"], Drawn(Example).Descendants("g").Single(static g => Class(g) == "legend").Elements("text").Select(static t => t.Value));

    [Fact]
    public void Ticks_of_both_axes_are_named() => Assert.Equal(
        ["0", "1", "2", "3", "4", "0.0", "0.5", "1.0", "1.5", "2.0"], Texts("tick"));

    [Fact]
    public void A_curve_is_cut_at_the_frame()
    {
        XElement frame = Drawn(Example).Descendants("rect").Single(static r => Class(r) == "frame");
        double[] path = [.. Mark("fast").Element("path")!.Attribute("d")!.Value.TrimStart('M').Split('L')[^1].Split(' ').Select(double.Parse)];
        Assert.Equal((double)frame.Attribute("y")!, path[1], 0.01);
        Assert.InRange(path[0], (double)frame.Attribute("x")!, (double)frame.Attribute("x")! + (double)frame.Attribute("width")! - 1);
    }

    [Fact]
    public void A_unit_is_as_long_in_both_directions_where_it_is_asked_for()
    {
        XElement frame = Drawn(Example with { FrameHeight = 0 }).Descendants("rect").Single(static r => Class(r) == "frame");
        Assert.Equal(2 * (double)frame.Attribute("width")!, (double)frame.Attribute("height")!, 0.01);
    }

    [Fact]
    public void A_legend_takes_as_many_rows_as_it_needs()
    {
        Legend Of(params string[] names) => new(names.Select(static name => (name, (Action<MarkupWriter, double, double>)((_, _, _) => { }))), 300);
        Assert.Equal([0, Legend.RowHeight, Legend.RowHeight, 2 * Legend.RowHeight], new[]
        {
            Of().Height, Of("a").Height, Of("a", "b", "c").Height, Of("quite a long name", "and another of them", "c").Height,
        });
    }

    private static XElement Mark(string name) => Drawn(Example).Descendants("g").Single(g => g.Attribute("data-name")?.Value == name);

    private static IEnumerable<string> Texts(string style)
        => Drawn(Example).Descendants("text").Where(t => Class(t).Split(' ').Contains(style)).Select(static t => t.Value);

    private static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    private static XElement Drawn(Plot plot)
    {
        var svg = new MarkupWriter();
        svg.Open("svg");
        plot.Draw(svg);
        return XElement.Parse(svg.Close().ToString());
    }
}
