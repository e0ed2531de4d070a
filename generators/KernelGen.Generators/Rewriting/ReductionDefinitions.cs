using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Dot products, means and norms are sums over entries. Norms of parameters stay: a parameter is passed over as it lies.</summary>
internal static class ReductionDefinitions
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        switch (node.Operation)
        {
            case Operation.Dot:
                return Total(builder, builder.Apply(Operation.Multiply, node.Operands[0], node.Operands[1]));

            case Operation.Mean:
                return builder.Apply(
                    Operation.Multiply, builder.Constant(1.0 / builder.Operand(node, 0).Shape.Size), Total(builder, node.Operands[0]));

            case Operation.SumOfSquares when builder.Operand(node, 0).Operation != Operation.Parameter:
                return Total(builder, builder.Apply(Operation.Square, node.Operands[0]));

            case Operation.Norm1 when builder.Operand(node, 0).Operation != Operation.Parameter:
                return Total(builder, builder.Apply(Operation.Abs, node.Operands[0]));

            default:
                return -1;
        }
    }

    private static int Total(GraphBuilder builder, int value) =>
        builder[value].Shape.IsScalar ? value : builder.Apply(Operation.Sum, value);
}
