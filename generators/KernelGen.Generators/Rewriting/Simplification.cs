using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Constants are folded and operations that change nothing disappear.</summary>
internal static class Simplification
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        switch (node.Operation)
        {
            case Operation.Sum or Operation.Largest when builder.Operand(node, 0).Shape.IsScalar:
                return node.Operands[0];

            case Operation.Negate when builder.Operand(node, 0) is { Operation: Operation.Negate } inner:
                return inner.Operands[0];

            case Operation.MatrixVector or Operation.TransposedMatrixVector or Operation.Outer
                when builder.Operand(node, 0).Shape.IsScalar && builder.Operand(node, 1).Shape.IsScalar:
                return builder.Apply(Operation.Multiply, node.Operands[0], node.Operands[1]);

            case Operation.Multiply:
                return Multiply(builder, node);

            case Operation.Add:
                (Node a, Node b) = (builder.Operand(node, 0), builder.Operand(node, 1));
                return
                    a.IsConstant(0) && b.Shape == node.Shape ? node.Operands[1] :
                    b.IsConstant(0) && a.Shape == node.Shape ? node.Operands[0] :
                    b.Operation == Operation.Negate ? builder.Apply(Operation.Subtract, node.Operands[0], b.Operands[0]) :
                    -1;

            case Operation.Subtract when builder.Operand(node, 1).IsConstant(0) && builder.Operand(node, 0).Shape == node.Shape:
                return node.Operands[0];

            case Operation.WherePositive when builder.Operand(node, 1) is { Operation: Operation.Broadcast } spread:
                return builder.Apply(Operation.WherePositive, node.Operands[0], spread.Operands[0]);

            default:
                return -1;
        }
    }

    private static int Multiply(GraphBuilder builder, Node node)
    {
        (Node a, Node b) = (builder.Operand(node, 0), builder.Operand(node, 1));
        if (a.Operation == Operation.Constant && b.Operation == Operation.Constant)
        {
            return builder.Constant(a.Value * b.Value);
        }

        if (a.IsConstant(1) && b.Shape == node.Shape)
        {
            return node.Operands[1];
        }

        if (b.IsConstant(1) && a.Shape == node.Shape)
        {
            return node.Operands[0];
        }

        // Every operation takes a scalar for each entry, so spreading it out first is work for nothing.
        if (a.Operation == Operation.Broadcast && b.Shape == node.Shape)
        {
            return builder.Apply(Operation.Multiply, a.Operands[0], node.Operands[1]);
        }

        if (b.Operation == Operation.Broadcast && a.Shape == node.Shape)
        {
            return builder.Apply(Operation.Multiply, node.Operands[0], b.Operands[0]);
        }

        // c·(d·x) = (c·d)·x for constants c and d.
        if (a.Operation == Operation.Constant && b.Operation == Operation.Multiply && builder.Operand(b, 0).Operation == Operation.Constant)
        {
            int factor = builder.Constant(a.Value * builder.Operand(b, 0).Value);
            return a.Value * builder.Operand(b, 0).Value == 1 && builder.Operand(b, 1).Shape == node.Shape
                ? b.Operands[1]
                : builder.Apply(Operation.Multiply, factor, b.Operands[1]);
        }

        return -1;
    }
}
