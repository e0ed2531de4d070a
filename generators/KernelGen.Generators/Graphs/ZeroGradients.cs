using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// Steps between a parameter and the cost whose derivative is zero almost everywhere: nothing before them would learn.
/// </summary>
internal static class ZeroGradients
{
    public static IEnumerable<int> Of(Graph graph)
    {
        int cost = graph.Find(Role.Cost);
        if (cost < 0)
        {
            return [];
        }

        bool[] needed = graph.NeededFor([cost]);
        bool[] trained = graph.DependsOn(static n => n.Operation == Operation.Parameter && n.WantsGradient);
        return Enumerable.Range(0, graph.Nodes.Count)
            .Where(i => needed[i] && trained[i] && graph[i].Operation == Operation.HardThreshold);
    }
}
