using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>Counts the multiply-adds of matrix products, two operations each: what costs time where anything does.</summary>
internal static class FloatingPointOperations
{
    public static (long Forward, long Backward) Of(Graph graph)
    {
        bool[] forward = graph.NeededFor(graph.Roots.Where(static r => r.Role == Role.Output).Select(static r => r.Node));
        long predicted = 0;
        long differentiated = 0;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            long count = Count(graph, graph[i]);
            predicted += forward[i] ? count : 0;
            differentiated += forward[i] ? 0 : count;
        }

        return (predicted, differentiated);
    }

    private static long Count(Graph graph, Node node) => node.Operation switch
    {
        Operation.MatrixVector or Operation.TransposedMatrixVector => 2L * graph[node.Operands[0]].Shape.Size,
        Operation.Outer => 2L * node.Shape.Size,
        _ => 0,
    };
}
