using System.Collections.Immutable;

namespace KernelGen.Gallery.Drawing;

/// <summary>A computation graph: every value with its number, and its adjoint where it has one.</summary>
/// <param name="Nodes">Boxes.</param>
/// <param name="Edges">Arrows, by indices of nodes: from an operand to what is computed from it.</param>
internal sealed record NodeGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<(int From, int To)> Edges) : Picture
{
    private const double Margin = 8;
    private const double BoxHeight = 58;
    private const double RowHeight = 92;

    public override string Kind => "graph";

    public override double Height => Top + Nodes.Max(static node => node.Row) * RowHeight + BoxHeight + Margin;

    private static double Top => Margin + Legend.RowHeight + 10;

    public override void Draw(MarkupWriter svg)
    {
        new Legend([("value", Swatch("value")), ("adjoint", Swatch("adjoint"))], Width - 2 * Margin)
            .Draw(svg, Margin, Margin);
        svg.Line();
        foreach ((int from, int to) in Edges)
        {
            DrawEdge(svg, Nodes[from], Nodes[to]);
        }

        foreach (GraphNode node in Nodes)
        {
            (double x, double y) = Middle(node);
            double width = node.Width;
            svg.Empty(
                "rect", ("class", node.Adjoint.Length > 0 ? "node" : "node given"), ("x", x - width / 2), ("y", y - BoxHeight / 2),
                ("width", width), ("height", BoxHeight), ("rx", 6));
            double line = node.Adjoint.Length > 0 ? y - 13 : y - 5;
            Text(svg, x, line, node.Symbol, "middle", "symbol");
            Text(svg, x, line + 16, node.Value, "middle", "value");
            if (node.Adjoint.Length > 0)
            {
                Text(svg, x, line + 31, node.Adjoint, "middle", "adjoint");
            }

            svg.Line();
        }
    }

    private static void DrawEdge(MarkupWriter svg, GraphNode from, GraphNode to)
    {
        (double x, double y) = Middle(from);
        (double endX, double endY) = Middle(to);
        (double startY, double headY) = (y + BoxHeight / 2, endY - BoxHeight / 2);
        double headX = endX + Math.Clamp((x - endX) / 4, -to.Width / 3, to.Width / 3);
        double half = (startY + headY) / 2;
        string path = $"M{AttributeValue.Number(x)} {AttributeValue.Number(startY)}C{AttributeValue.Number(x)} {AttributeValue.Number(half)} "
            + $"{AttributeValue.Number(headX)} {AttributeValue.Number(half)} {AttributeValue.Number(headX)} {AttributeValue.Number(headY - 5)}";
        svg.Empty("path", ("class", "edge"), ("d", path));
        svg.Empty("path", ("class", "head"), ("d", AttributeValue.Path([(headX - 4, headY - 7), (headX + 4, headY - 7), (headX, headY)], closed: true)));
    }

    private static (double X, double Y) Middle(GraphNode node) => (node.Column * Width, Top + node.Row * RowHeight + BoxHeight / 2);

    private static Action<MarkupWriter, double, double> Swatch(string style) => (svg, x, y) => svg.Empty(
        "rect", ("class", "swatch " + style), ("x", x - 6), ("y", y - 6), ("width", 12), ("height", 12), ("rx", 3));
}

/// <summary>A value of a <see cref="NodeGraph"/>.</summary>
/// <param name="Symbol">What it is called, and how it is computed.</param>
/// <param name="Value">Its number.</param>
/// <param name="Adjoint">The derivative of the last value with respect to it; empty for what is not differentiated.</param>
/// <param name="Row">From the top, where operands are above what uses them.</param>
/// <param name="Column">The middle of its box, 0 … 1 from the left.</param>
internal sealed record GraphNode(string Symbol, string Value, string Adjoint, int Row, double Column)
{
    /// <summary>Of its box, in units.</summary>
    public double Width => Math.Max(64, new[] { Symbol, Value, Adjoint }.Max(Picture.WidthOf) + 12);
}
