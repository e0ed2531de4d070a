using System.Xml.Linq;
using KernelGen.Benchmarks.Plots;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class FigureDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_figure_is_well_formed_whatever_its_words() =>
        Assert.Contains("a < b & \"c\"", Texts(Draw("a < b & \"c\"")));

    [Fact]
    public void Axes_name_their_quantity_and_their_ticks() =>
        Assert.Superset(new HashSet<string>(["batch", "µs", "1", "2", "4", "0", "6", "10"]), Texts(Draw("t")));

    [Fact]
    public void Curves_are_in_the_legend_by_name() =>
        Assert.Superset(new HashSet<string>(["bound: l2", "measured", "slow"]), Texts(Draw("t")));

    [Fact]
    public void Each_point_has_its_dot_and_each_marked_point_its_ring()
    {
        XElement[] circles = [.. Draw("t").Descendants(Svg + "circle")];
        string[] classes = [.. circles.Select(static c => c.Attribute("class")!.Value)];
        const int legend = 1;
        Assert.Equal(3 + legend, classes.Count(static c => c == "dot"));
        Assert.Equal(1 + legend, classes.Count(static c => c == "marked"));
    }

    [Fact]
    public void Greater_values_are_higher()
    {
        double[] heights = [.. Draw("t").Descendants(Svg + "circle")
            .Where(static c => c.Attribute("class")!.Value == "dot").Skip(1).Select(static c => (double)c.Attribute("cy")!)];
        Assert.Equal(heights.OrderDescending(), heights);
        Assert.Equal(3, heights.Distinct().Count());
    }

    [Fact]
    public void A_dark_page_gets_dark_colours() =>
        Assert.Contains("prefers-color-scheme: dark", Draw("t").Descendants(Svg + "style").Single().Value, StringComparison.Ordinal);

    [Fact]
    public void Linear_axes_end_at_a_round_number()
    {
        Axis axis = Axis.Linear("µs", 471);
        Assert.Equal([0, 100, 200, 300, 400, 500], axis.Ticks);
        Assert.Equal(0.5, axis.Place(250));
    }

    [Fact]
    public void Logarithmic_axes_reach_beyond_the_values()
    {
        Axis axis = Axis.Logarithmic("µs", 3, 180);
        Assert.Equal([2, 5, 10, 20, 50, 100, 200], axis.Ticks);
        Assert.Equal(0.5, axis.Place(20), 1e-12);
    }

    [Fact]
    public void Powers_of_two_reach_beyond_the_values() => Assert.Equal([16, 32, 64, 128], Axis.PowersOfTwo("h", 17, 100).Ticks);

    private static HashSet<string> Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(static t => t.Value)];

    private static XElement Draw(string title) => XElement.Parse(FigureDrawing.Draw(new Figure(
        title, "here", Axis.PowersOfTwo("batch", 1, 4),
        [
            new Panel(Axis.Linear("µs", 10), 100,
            [
                new Curve("bound: l2", CurveStyle.Bound, [(1, 1), (4, 4)]),
                new Curve("measured", CurveStyle.Measured, [(1, 2), (2, 5), (4, 9)]),
                new Curve("slow", CurveStyle.Marked, [(4, 9)]),
            ]),
        ])));
}
