using System.Collections.Generic;
using System.Linq;
using System.Text;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Emitting;

/// <summary>Writes a graph as the text that <c>ModelGraph</c> is read from: few lines, and no work until somebody looks.</summary>
internal static class GraphEmitter
{
    private const int LineLength = 150;

    /// <summary>The text, cut into lines of code.</summary>
    public static IEnumerable<string> Lines(Graph graph)
    {
        StringBuilder line = new();
        foreach (string part in Parts(graph))
        {
            if (line.Length > 0 && line.Length + part.Length > LineLength)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(part);
        }

        yield return line.ToString();
    }

    private static IEnumerable<string> Parts(Graph graph) => graph.Nodes.Select(static n => Describe(n) + ";").Concat(graph.Roots.Select(static r =>
        $"|{r.Role}:{r.Node.Text()}{(r.Parameter < 0 ? "" : ":" + r.Parameter.Text())}"));

    private static string Describe(Node node)
    {
        string operands = node.Operands.Count == 0 ? "" : $"({string.Join(",", node.Operands.Select(static o => o.Text()))})";
        string shape = node.Shape.IsScalar ? "" : node.Shape.Columns == 1 ? $"[{node.Shape.Rows.Text()}]" : $"[{node.Shape.Rows.Text()}x{node.Shape.Columns.Text()}]";
        string start = node.Start == 0 ? "" : "@" + node.Start.Text();
        string value = node.Operation is Operation.Constant or Operation.Hyperparameter or Operation.Mask ? "=" + node.Value.Text() : "";
        string name = node.Name is null ? "" : " " + node.Name;
        return node.Operation + operands + shape + start + value + name + (node.AdjointOf is null ? "" : "'" + node.AdjointOf);
    }
}
