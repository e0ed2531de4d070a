using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Rewriting;

/// <summary>A gradient that is a parameter itself, or part of one, becomes a copy: updating in place must not change it first.</summary>
internal static class OwnGradients
{
    public static Graph Apply(Graph graph)
    {
        if (!graph.Roots.Any(r => IsBorrowed(graph, r)))
        {
            return graph;
        }

        Node[] copies = graph.Roots
            .Where(r => IsBorrowed(graph, r))
            .Select(r => new Node(Operation.Broadcast, EquatableArray.Of(r.Node), graph[r.Node].Shape, PerExample: false))
            .ToArray();
        int next = graph.Nodes.Count;
        EquatableArray<Root> roots = graph.Roots.Select(r => IsBorrowed(graph, r) ? r with { Node = next++ } : r).ToEquatableArray();
        return new Graph(graph.Nodes.Concat(copies).ToEquatableArray(), roots);
    }

    private static bool IsBorrowed(Graph graph, Root root) => root.Role == Role.Gradient && !graph[root.Node].Shape.IsScalar
        && graph[root.Node].Operation is Operation.Parameter or Operation.Slice or Operation.Transpose;
}
