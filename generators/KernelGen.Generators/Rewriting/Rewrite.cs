using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Rebuilds a graph node by node; a rule may put something else in a node's place.</summary>
internal static class Rewrite
{
    /// <summary>What to put in the place of <paramref name="node"/>, whose operands are already rewritten; −1 to keep it.</summary>
    public delegate int Rule(GraphBuilder builder, Node node);

    public static Graph Apply(Graph graph, Rule rule)
    {
        GraphBuilder builder = new();
        int[] map = new int[graph.Nodes.Count];
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            node = node with { Operands = Reading.EquatableArray.ToEquatableArray(node.Operands.Select(o => map[o])) };
            int replacement = rule(builder, node);
            if (replacement < 0)
            {
                map[i] = builder.Copy(node, static o => o);
            }
            else
            {
                map[i] = node.Name is null ? replacement : builder.Name(replacement, node.Name);
            }
        }

        foreach (Root root in graph.Roots)
        {
            builder.Ask(root.Role, map[root.Node], root.Parameter < 0 ? -1 : map[root.Parameter]);
        }

        return builder.Build();
    }

    /// <summary>The operand of a node as a node.</summary>
    public static Node Operand(this GraphBuilder builder, Node node, int index) => builder[node.Operands[index]];

    public static bool IsConstant(this Node node, double value) => node.Operation == Operation.Constant && node.Value.Equals(value);
}
