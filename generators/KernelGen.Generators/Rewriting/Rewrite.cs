using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Rebuilds a graph node by node; a rule may put something else in a node's place.</summary>
internal static class Rewrite
{
    /// <summary>What to put in the place of <paramref name="node"/>, whose operands are already rewritten; −1 to keep it.</summary>
    public delegate int Rule(GraphBuilder builder, Node node);

    public static Graph Apply(Graph graph, Rule rule) => Apply(graph, rule, out _);

    /// <param name="graph">What is rebuilt.</param>
    /// <param name="rule">Called once a node, operands first.</param>
    /// <param name="map">For each node of the graph, what stands in its place.</param>
    public static Graph Apply(Graph graph, Rule rule, out int[] map)
    {
        GraphBuilder builder = new();
        int[] places = new int[graph.Nodes.Count];
        map = places;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            node = node with { Operands = Reading.EquatableArray.ToEquatableArray(node.Operands.Select(o => places[o])) };
            int replacement = rule(builder, node);
            if (replacement < 0)
            {
                places[i] = builder.Copy(node, static o => o);
            }
            else
            {
                places[i] = node.Name is null ? replacement : builder.Name(replacement, node.Name, node.AdjointOf);
            }
        }

        foreach (Root root in graph.Roots)
        {
            builder.Ask(root.Role, places[root.Node], root.Parameter < 0 ? -1 : places[root.Parameter]);
        }

        return builder.Build();
    }

    /// <summary>The operand of a node as a node.</summary>
    public static Node Operand(this GraphBuilder builder, Node node, int index) => builder[node.Operands[index]];

    public static bool IsConstant(this Node node, double value) => node.Operation == Operation.Constant && node.Value.Equals(value);
}
