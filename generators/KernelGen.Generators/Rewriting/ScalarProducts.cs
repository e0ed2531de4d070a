using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Matrix products of single numbers are products of numbers.</summary>
internal static class ScalarProducts
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, static (builder, node) =>
        node.Operation is Operation.MatrixVector or Operation.TransposedMatrixVector or Operation.Outer
            && builder.Operand(node, 0).Shape.IsScalar && builder.Operand(node, 1).Shape.IsScalar
            ? builder.Apply(Operation.Multiply, node.Operands[0], node.Operands[1])
            : -1);
}
