using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>A number is worked with as a number, and spread over the entries as late as possible or not at all.</summary>
internal static class Broadcasts
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation == Operation.Sum && IsSpread(builder, node.Operands[0]))
        {
            Node spread = builder.Operand(node, 0);
            return builder.Apply(Operation.Multiply, builder.Constant(spread.Shape.Size), spread.Operands[0]);
        }

        if (!(node.Operation.IsFunctionOfEntry() || node.Operation.CombinesEntries()) || !node.Operands.Any(o => IsSpread(builder, o)))
        {
            return -1;
        }

        int[] operands = node.Operands.Select(o => IsSpread(builder, o) ? builder[o].Operands[0] : o).ToArray();
        return builder.Broadcast(builder.Apply(node.Operation, operands), node.Shape);
    }

    /// <summary>Whether a node is a number in every entry.</summary>
    private static bool IsSpread(GraphBuilder builder, int node) =>
        builder[node].Operation == Operation.Broadcast && !builder[node].Shape.IsScalar && builder.Operand(builder[node], 0).Shape.IsScalar;
}
