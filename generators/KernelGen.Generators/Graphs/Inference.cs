using System.Linq;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Graphs;

/// <summary>Dropout is for training: outputs and scores are computed beside the cost, without it, from where it begins.</summary>
internal static class Inference
{
    public static Graph Split(Graph graph)
    {
        if (graph.Find(Operation.Mask) < 0)
        {
            return graph;
        }

        bool[] isDropped = graph.DependsOn(static n => n.Operation == Operation.Mask);
        bool[] isPredicted = graph.NeededFor(graph.Roots.Where(static r => r.Role is Role.Output or Role.Scores).Select(static r => r.Node));
        int output = graph.Find(Role.Output);
        GraphBuilder builder = new();
        int[] trained = new int[graph.Nodes.Count], predicted = new int[graph.Nodes.Count];
        for (int i = 0; i < trained.Length; i++)
        {
            Node node = graph[i];
            trained[i] = builder.Copy(i == output && isDropped[i] ? node with { Name = null } : node, o => trained[o]);
            predicted[i] =
                !isDropped[i] || !isPredicted[i] ? trained[i] :
                node.Operation == Operation.Multiply && graph[node.Operands[1]].Operation == Operation.Mask ? predicted[node.Operands[0]] :
                builder.Copy(node with { Name = i == output ? node.Name : null }, o => predicted[o]);
        }

        foreach (Root root in graph.Roots)
        {
            builder.Ask(root.Role, (root.Role is Role.Output or Role.Scores ? predicted : trained)[root.Node], root.Parameter < 0 ? -1 : trained[root.Parameter]);
        }

        return CommonSubexpressions.Apply(builder.Build());
    }
}
