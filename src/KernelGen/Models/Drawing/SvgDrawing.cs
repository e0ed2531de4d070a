using System.Globalization;
using System.Text;

namespace KernelGen.Drawing;

/// <summary>Draws a graph as SVG: plain shapes and text, which any viewer shows.</summary>
internal sealed class SvgDrawing
{
    /// <summary>Wide enough for a mark beside the leftmost box.</summary>
    private const double Margin = 30;
    private const double LayerHeight = 84;
    private const double BoxHeight = 42;
    private const double SignHeight = 24;

    /// <summary>Between the heads of arrows into one box, where it is wide enough.</summary>
    private const double HeadDistance = 26;

    private readonly GraphPicture picture;
    private readonly LayeredLayout layout;
    private readonly double[] widths;

    /// <summary>For each line, how far from the middle of its box it ends.</summary>
    private readonly double[] ends;
    private readonly StringBuilder text = new();

    private SvgDrawing(ModelGraph graph)
    {
        picture = new GraphPicture(graph);
        widths = [.. picture.Shapes.Select(WidthOf)];
        layout = new LayeredLayout([.. picture.Lines.Select(static l => (l.From, l.To))], widths);
        ends = Ends();
    }

    public static string Draw(ModelGraph graph) =>
        graph.Nodes.IsEmpty ? "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>\n" : new SvgDrawing(graph).Write();

    private string Write()
    {
        double width = layout.Width + (2 * Margin);
        double height = (layout.LayerCount * LayerHeight) - (LayerHeight - BoxHeight) + (2 * Margin);
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" font-family=\"sans-serif\" text-anchor=\"middle\">");
        Line($"<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#555\"/></marker></defs>");
        Line($"<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (int i = 0; i < picture.Lines.Length; i++)
        {
            DrawLine(picture.Lines[i], ends[i]);
        }

        for (int i = 0; i < picture.Shapes.Length; i++)
        {
            DrawShape(i);
        }

        Line($"</svg>");
        return text.ToString();
    }

    /// <summary>Lines into one box end side by side, in the order in which they come.</summary>
    private double[] Ends()
    {
        double[] result = new double[picture.Lines.Length];
        foreach (IGrouping<int, int> box in Enumerable.Range(0, result.Length).GroupBy(i => picture.Lines[i].To))
        {
            int[] lines = [.. box.OrderBy(i => ComesFrom(picture.Lines[i]))];
            double room = 2 * widths[box.Key] / 3;
            for (int place = 0; place < lines.Length; place++)
            {
                result[lines[place]] = lines.Length == 1
                    ? Math.Clamp((ComesFrom(picture.Lines[lines[place]]) - X(box.Key)) / 8, -room / 2, room / 2)
                    : (place - ((lines.Length - 1) / 2.0)) * Math.Min(HeadDistance, room / (lines.Length - 1));
            }
        }

        return result;
    }

    /// <summary>Where a line is in the layer above its end.</summary>
    private double ComesFrom(GraphPicture.Line line) =>
        layout.Bends(line.From, line.To).Select(static bend => Margin + bend.X).DefaultIfEmpty(X(line.From)).Last();

    private void DrawLine(GraphPicture.Line line, double offset)
    {
        double x = X(line.From);
        double y = Y(layout.LayerOf(line.From)) + (HeightOf(line.From) / 2);
        StringBuilder path = new();
        path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        foreach ((int layer, double bend) in layout.Bends(line.From, line.To))
        {
            To(Margin + bend, Y(layer) - (BoxHeight / 2));
            y = Y(layer) + (BoxHeight / 2);
            path.Append(CultureInfo.InvariantCulture, $"L{x:0.#} {y:0.#}");
        }

        double end = Y(layout.LayerOf(line.To)) - (HeightOf(line.To) / 2);
        To(X(line.To) + offset, end);
        string dashes = picture.Shapes[line.To].IsBackward ? " stroke-dasharray=\"5 3\"" : "";
        Line($"<path d=\"{path}\" fill=\"none\" stroke=\"#555\"{dashes} marker-end=\"url(#arrow)\"/>");
        if (line.Mark.Length > 0)
        {
            // Beside the head of the arrow, where its line is upright; white around it, as other lines may pass.
            string side = offset < 0 ? $"x=\"{Text(x - 8)}\" text-anchor=\"end\"" : $"x=\"{Text(x + 8)}\" text-anchor=\"start\"";
            Line($"<text {side} y=\"{end - 3:0.#}\" font-size=\"13\" font-weight=\"bold\" fill=\"#a33\" stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\">{Escape(line.Mark)}</text>");
        }

        void To(double nextX, double nextY)
        {
            double half = (y + nextY) / 2;
            path.Append(CultureInfo.InvariantCulture, $"C{x:0.#} {half:0.#} {nextX:0.#} {half:0.#} {nextX:0.#} {nextY:0.#}");
            (x, y) = (nextX, nextY);
        }
    }

    private void DrawShape(int i)
    {
        GraphPicture.Shape shape = picture.Shapes[i];
        (double x, double y, double height) = (X(i), Y(layout.LayerOf(i)), HeightOf(i));
        string fill = shape.IsNamed ? GraphColors.Of(shape.Node) : "white";
        Line($"<rect x=\"{x - (widths[i] / 2):0.#}\" y=\"{y - (height / 2):0.#}\" width=\"{widths[i]:0.#}\" height=\"{height:0.#}\" rx=\"{(shape.IsNamed ? 5 : SignHeight / 2):0.#}\" fill=\"{fill}\" stroke=\"#555\"/>");
        if (shape.IsNamed)
        {
            Line($"<text x=\"{x:0.#}\" y=\"{y - 3:0.#}\" font-size=\"15\" font-style=\"italic\">{Escape(shape.Title)}</text>");
            Line($"<text x=\"{x:0.#}\" y=\"{y + 14:0.#}\" font-size=\"11\" fill=\"#444\">{Escape(shape.Detail)}</text>");
        }
        else
        {
            Line($"<text x=\"{x:0.#}\" y=\"{y + 4.5:0.#}\" font-size=\"13\">{Escape(OneLine(shape))}</text>");
        }
    }

    private double X(int i) => Margin + layout.Middle(i);

    private static double Y(int layer) => Margin + (BoxHeight / 2) + (layer * LayerHeight);

    private double HeightOf(int i) => picture.Shapes[i].IsNamed ? BoxHeight : SignHeight;

    /// <summary>Letters are about so wide in any font without serifs.</summary>
    private static double WidthOf(GraphPicture.Shape shape) => shape.IsNamed
        ? Math.Max(44, Math.Max(shape.Title.Length * 10, shape.Detail.Length * 6.4) + 16)
        : Math.Max(SignHeight, (OneLine(shape).Length * 7.6) + 14);

    private static string OneLine(GraphPicture.Shape shape) => shape.Detail.Length == 0 ? shape.Title : shape.Title + " " + shape.Detail;

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string value) =>
        value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
