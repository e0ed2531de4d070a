using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>What no root needs disappears. Inputs, targets, parameters and hyperparameters stay: they are the model's surface.</summary>
internal static class DeadCode
{
    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rebuilt.</param>
    /// <param name="map">For each node of the graph, where it is now; −1 if it is gone.</param>
    public static Graph Apply(Graph graph, out int[] map)
    {
        bool[] needed = graph.NeededFor(graph.Roots.Select(static r => r.Node));
        GraphBuilder builder = new();
        int[] places = new int[graph.Nodes.Count];
        map = places;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            places[i] = needed[i] || graph[i].Operation.IsSurface() ? builder.Copy(graph[i], o => places[o]) : -1;
        }

        foreach (Root root in graph.Roots)
        {
            builder.Ask(root.Role, places[root.Node], root.Parameter < 0 ? -1 : places[root.Parameter]);
        }

        return builder.Build();
    }
}
