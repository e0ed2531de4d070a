using System.Collections.Generic;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>What is computed twice is computed once.</summary>
internal static class CommonSubexpressions
{
    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rebuilt.</param>
    /// <param name="map">For each node of the graph, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map)
    {
        Dictionary<Node, int> known = [];
        return Rewrite.Apply(graph, (builder, node) =>
        {
            // Equal but for the name: the first one keeps its own. Two parameters of one shape are not the same value.
            Node key = node.Operation.IsSurface() ? node : node with { Name = null, AdjointOf = null };
            if (known.TryGetValue(key, out int earlier))
            {
                return earlier;
            }

            known[key] = builder.Count;
            return -1;
        }, out map);
    }
}
