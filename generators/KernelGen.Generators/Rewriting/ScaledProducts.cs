using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>(c·M)·v is c·(M·v): a product of M itself, with one multiplication a row after it.</summary>
internal static class ScaledProducts
{
    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rebuilt.</param>
    /// <param name="map">For each node of the graph, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map) => Rewrite.Apply(graph, Rule, out map);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation is not (Operation.MatrixVector or Operation.TransposedMatrixVector))
        {
            return -1;
        }

        Node matrix = builder.Operand(node, 0);
        return
            matrix.Operation == Operation.Negate
                ? builder.Apply(Operation.Negate, builder.Apply(node.Operation, matrix.Operands[0], node.Operands[1])) :
            Multiple.Of(builder, matrix) is { } multiple
                ? multiple.Times(builder, matrix.Operation, builder.Apply(node.Operation, multiple.Matrix, node.Operands[1])) :
            -1;
    }
}
