using System.Globalization;
using System.Text;

namespace KernelGen.Drawing;

/// <summary>Writes a graph in the language of Graphviz.</summary>
internal static class DotDrawing
{
    public static string Draw(ModelGraph graph)
    {
        GraphPicture picture = new(graph);
        StringBuilder text = new();
        text.Append("digraph model {\n  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n");
        for (int i = 0; i < picture.Shapes.Length; i++)
        {
            GraphPicture.Shape shape = picture.Shapes[i];
            string label = shape.Detail.Length == 0 ? shape.Title : shape.Title + "\\n" + shape.Detail;
            string form = shape.IsNamed ? $"fillcolor=\"{GraphColors.Of(shape.Node)}\"" : "shape=ellipse";
            text.Append(CultureInfo.InvariantCulture, $"  v{i} [label=\"{label}\", {form}];\n");
        }

        foreach (GraphPicture.Line line in picture.Lines)
        {
            string style = picture.Shapes[line.To].IsBackward ? "style=dashed" : "";
            string mark = line.Mark.Length == 0 ? "" : $"label=\"{line.Mark}\"";
            string attributes = string.Join(", ", new[] { style, mark }.Where(static a => a.Length > 0));
            text.Append(CultureInfo.InvariantCulture, $"  v{line.From} -> v{line.To}{(attributes.Length == 0 ? "" : $" [{attributes}]")};\n");
        }

        return text.Append("}\n").ToString();
    }
}

/// <summary>What is given, what is learned, what is computed and its adjoints, told apart.</summary>
internal static class GraphColors
{
    public static string Of(ModelGraphNode node) => node switch
    {
        { IsAdjoint: true } => "#fde3d3",
        { Operation: "Parameter" } => "#d9ead3",
        { Operation: "Input" or "Target" or "Label" or "Weight" or "Hyperparameter" } => "#eeeeee",
        _ => "#dbe8f7",
    };
}
