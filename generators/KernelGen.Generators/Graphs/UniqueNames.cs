using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// One name, one value: what an unrolled loop or a method called twice names again is numbered, h to h1, h2 … A sum that is named
/// again at each of its terms has the name once it is complete.
/// </summary>
internal static class UniqueNames
{
    public static Graph Apply(Graph graph) => Number(WithoutRunningTotals(graph));

    private static Graph WithoutRunningTotals(Graph graph)
    {
        int[] users = new int[graph.Nodes.Count];
        bool[] runOn = new bool[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
        {
            foreach (int operand in node.Operands)
            {
                users[operand]++;
                runOn[operand] = node.Operation is Operation.Add or Operation.Subtract && node.Name is not null && node.Name == graph[operand].Name;
            }
        }

        foreach (Root root in graph.Roots)
        {
            users[root.Node]++;
        }

        return graph with
        {
            Nodes = graph.Nodes
                .Select((n, i) => users[i] == 1 && runOn[i] && !n.Operation.IsSurface() ? n with { Name = null } : n)
                .ToEquatableArray(),
        };
    }

    private static Graph Number(Graph graph)
    {
        HashSet<string> shared = [.. graph.Nodes
            .Where(static n => n.Name is not null).GroupBy(static n => n.Name!).Where(static g => g.Count() > 1).Select(static g => g.Key)];
        HashSet<string> taken = [.. graph.Nodes.Where(static n => n.Name is not null).Select(static n => n.Name!)];
        return graph with { Nodes = graph.Nodes.Select(Renamed).ToEquatableArray() };

        // An argument keeps the name that the user calls it by.
        Node Renamed(Node node) => node.Name is { } name && shared.Contains(name) && !node.Operation.IsSurface()
            ? node with { Name = Numbered(name) }
            : node;

        string Numbered(string name)
        {
            int number = 1;
            while (!taken.Add(name + number.ToString(CultureInfo.InvariantCulture)))
            {
                number++;
            }

            return name + number.ToString(CultureInfo.InvariantCulture);
        }
    }
}
