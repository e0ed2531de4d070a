using System.Globalization;
using System.Security;
using System.Text;

namespace KernelGen.Benchmarks.Plots;

/// <summary>Draws a figure as SVG that viewers show in light and in dark, with a background of its own.</summary>
internal sealed class FigureDrawing
{
    private const double Width = 760;
    private const double Left = 66;
    private const double Right = 22;
    private const double Head = 62;
    private const double LegendHeight = 26;
    private const double Foot = 52;

    private const string Styles = """
        <style>
          text { font-family: system-ui, sans-serif; font-size: 12px; fill: #1f2328 }
          .title { font-size: 16px; font-weight: 600 }
          .quiet { fill: #59636e }
          .back { fill: #ffffff }
          .grid { stroke: #e3e6ea; stroke-width: 1 }
          .frame { stroke: #8c959f; stroke-width: 1; fill: none }
          .measured { stroke: #0a62c9; stroke-width: 1.8; fill: none }
          .dot { fill: #0a62c9 }
          .bound { stroke: #b35900; stroke-width: 1.8; stroke-dasharray: 6 4; fill: none }
          .marked { stroke: #c2255c; stroke-width: 1.8; fill: none }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .quiet { fill: #9aa4af }
            .back { fill: #0d1117 }
            .grid { stroke: #262c34 }
            .frame { stroke: #6e7681 }
            .measured { stroke: #58a6ff }
            .dot { fill: #58a6ff }
            .bound { stroke: #f0a04b }
            .marked { stroke: #ff7aa8 }
          }
        </style>
        """;

    private readonly StringBuilder text = new();
    private readonly Axis x;

    private FigureDrawing(Axis x) => this.x = x;

    private static double InnerWidth => Width - Left - Right;

    /// <summary>The SVG file's text.</summary>
    public static string Draw(Figure figure)
    {
        var drawing = new FigureDrawing(figure.X);
        drawing.Write(figure);
        return drawing.text.ToString();
    }

    private void Write(Figure figure)
    {
        double height = Head + figure.Panels.Sum(static p => LegendHeight + p.Height) + (figure.Panels.Count - 1) * LegendHeight / 2 + Foot;
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\">");
        Line($"<title>{Escape(figure.Title)}</title>");
        text.Append(Styles.ReplaceLineEndings("\n")).Append('\n');
        Line($"<rect class=\"back\" width=\"{Width}\" height=\"{height}\"/>");
        Line($"<text class=\"title\" x=\"{Left}\" y=\"26\">{Escape(figure.Title)}</text>");
        Line($"<text class=\"quiet\" x=\"{Left}\" y=\"46\">{Escape(figure.Subtitle)}</text>");

        double top = Head;
        foreach (Panel panel in figure.Panels)
        {
            DrawLegend(panel, top + LegendHeight / 2);
            top += LegendHeight;
            DrawAxes(panel, top);
            foreach (Curve curve in panel.Curves)
            {
                DrawCurve(curve, panel, top);
            }

            top += panel.Height + LegendHeight / 2;
        }

        double bottom = top - LegendHeight / 2;
        foreach (double tick in x.Ticks)
        {
            Line($"<text class=\"quiet\" x=\"{X(tick):0.#}\" y=\"{bottom + 18:0.#}\" text-anchor=\"middle\">{Axis.Name(tick)}</text>");
        }

        Line($"<text x=\"{Left + InnerWidth / 2:0.#}\" y=\"{bottom + 38:0.#}\" text-anchor=\"middle\">{Escape(x.Label)}</text>");
        Line($"</svg>");
    }

    private void DrawLegend(Panel panel, double y)
    {
        const double sample = 26;
        const double letter = 6.6;
        double left = Left;
        foreach (Curve curve in panel.Curves.Where(static c => c.Name.Length > 0 && c.Points.Count > 0))
        {
            switch (curve.Style)
            {
                case CurveStyle.Measured:
                    Line($"<path class=\"measured\" d=\"M{left:0.#} {y}h{sample}\"/><circle class=\"dot\" cx=\"{left + sample / 2:0.#}\" cy=\"{y}\" r=\"2.2\"/>");
                    break;
                case CurveStyle.Bound:
                    Line($"<path class=\"bound\" d=\"M{left:0.#} {y}h{sample}\"/>");
                    break;
                case CurveStyle.Marked:
                    Line($"<circle class=\"marked\" cx=\"{left + sample / 2:0.#}\" cy=\"{y}\" r=\"5\"/>");
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(panel), curve.Style, "No such style.");
            }

            Line($"<text x=\"{left + sample + 7:0.#}\" y=\"{y + 4}\">{Escape(curve.Name)}</text>");
            left += sample + 7 + letter * curve.Name.Length + 24;
        }
    }

    private void DrawAxes(Panel panel, double top)
    {
        foreach (double tick in x.Ticks)
        {
            Line($"<path class=\"grid\" d=\"M{X(tick):0.#} {top}v{panel.Height}\"/>");
        }

        foreach (double tick in panel.Y.Ticks)
        {
            double y = Y(tick, panel, top);
            Line($"<path class=\"grid\" d=\"M{Left} {y:0.#}h{InnerWidth}\"/>");
            Line($"<text class=\"quiet\" x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Axis.Name(tick)}</text>");
        }

        Line($"<rect class=\"frame\" x=\"{Left}\" y=\"{top}\" width=\"{InnerWidth}\" height=\"{panel.Height}\"/>");
        double middle = top + panel.Height / 2;
        Line($"<text transform=\"translate(17 {middle:0.#}) rotate(-90)\" text-anchor=\"middle\">{Escape(panel.Y.Label)}</text>");
    }

    private void DrawCurve(Curve curve, Panel panel, double top)
    {
        (double X, double Y)[] places = [.. curve.Points.Select(p => (X(p.X), Y(p.Y, panel, top)))];
        if (curve.Style != CurveStyle.Marked && places.Length > 1)
        {
            string style = curve.Style == CurveStyle.Bound ? "bound" : "measured";
            Line($"<path class=\"{style}\" d=\"M{string.Join('L', places.Select(static p => Text($"{p.X:0.#} {p.Y:0.#}")))}\"/>");
        }

        foreach ((double left, double y) in curve.Style == CurveStyle.Bound ? [] : places)
        {
            (string style, double radius) = curve.Style == CurveStyle.Marked ? ("marked", 5) : ("dot", 2.2);
            Line($"<circle class=\"{style}\" cx=\"{left:0.#}\" cy=\"{y:0.#}\" r=\"{radius}\"/>");
        }
    }

    private double X(double value) => Left + x.Place(value) * InnerWidth;

    private static double Y(double value, Panel panel, double top) => top + (1 - panel.Y.Place(value)) * panel.Height;

    private void Line(FormattableString line) => text.Append(Text(line)).Append('\n');

    private static string Text(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string words) => SecurityElement.Escape(words);
}
