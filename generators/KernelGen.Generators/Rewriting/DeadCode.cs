using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>What no root needs disappears. Inputs, targets and parameters stay: they are the model's surface.</summary>
internal static class DeadCode
{
    public static Graph Apply(Graph graph)
    {
        bool[] needed = graph.NeededFor(graph.Roots.Select(static r => r.Node));
        GraphBuilder builder = new();
        int[] map = new int[graph.Nodes.Count];
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            bool surface = graph[i].Operation is Operation.Input or Operation.Target or Operation.Label or Operation.Parameter;
            map[i] = needed[i] || surface ? builder.Copy(graph[i], o => map[o]) : -1;
        }

        foreach (Root root in graph.Roots)
        {
            builder.Ask(root.Role, map[root.Node], root.Parameter < 0 ? -1 : map[root.Parameter]);
        }

        return builder.Build();
    }
}
