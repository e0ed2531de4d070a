using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Constant factors are gathered and stand first, and operations that change nothing disappear.</summary>
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

            case Operation.Multiply:
                return Times(builder, node.Operands[0], node.Operands[1], node.Shape);

            case Operation.Divide:
                return Over(builder, node);

            case Operation.Add:
                (Node a, Node b) = (builder.Operand(node, 0), builder.Operand(node, 1));
                return
                    a.IsConstant(0) && b.Shape == node.Shape ? node.Operands[1] :
                    b.IsConstant(0) && a.Shape == node.Shape ? node.Operands[0] :
                    b.Operation == Operation.Negate ? builder.Apply(Operation.Subtract, node.Operands[0], b.Operands[0]) :
                    -1;

            case Operation.Subtract when builder.Operand(node, 1).IsConstant(0) && builder.Operand(node, 0).Shape == node.Shape:
                return node.Operands[0];

            case Operation.Subtract when builder.Operand(node, 0).IsConstant(0) && builder.Operand(node, 1).Shape == node.Shape:
                return builder.Apply(Operation.Negate, node.Operands[1]);

            case Operation.Subtract when builder.Operand(node, 1) is { Operation: Operation.Negate, Name: null } negative:
                return builder.Apply(Operation.Add, node.Operands[0], negative.Operands[0]);

            case Operation.Maximum when builder.Operand(node, 1).IsConstant(0) && builder.Operand(node, 0).Shape == node.Shape:
                return builder.Apply(Operation.Relu, node.Operands[0]);

            case Operation.Select when builder.Operand(node, 2).IsConstant(0) && Fills(builder, node, 0, 1):
                return builder.Apply(Operation.WherePositive, node.Operands[0], node.Operands[1]);

            default:
                return -1;
        }
    }

    /// <summary>Whether two operands are enough to give the result its shape.</summary>
    private static bool Fills(GraphBuilder builder, Node node, int first, int second) =>
        builder.Operand(node, first).Shape == node.Shape || builder.Operand(node, second).Shape == node.Shape;

    /// <summary>a·b with its constant factors gathered in front.</summary>
    private static int Times(GraphBuilder builder, int a, int b, Shape shape)
    {
        (double factorA, int restA) = Split(builder, a);
        (double factorB, int restB) = Split(builder, b);
        double factor = factorA * factorB;
        int rest = restA < 0 ? restB : restB < 0 ? restA : builder.Apply(Operation.Multiply, restA, restB);
        return
            rest < 0 ? builder.Constant(factor) :
            factor == 1 && builder[rest].Shape == shape ? rest :
            builder.Apply(Operation.Multiply, builder.Constant(factor), rest);
    }

    /// <summary>(c·a)/b is c·(a/b), where that takes no more work: the constant meets others there.</summary>
    private static int Over(GraphBuilder builder, Node node)
    {
        (double factor, int rest) = Split(builder, node.Operands[0]);
        return factor != 1 && rest >= 0 && builder[rest].Shape == node.Shape && builder[rest].PerExample == node.PerExample
            ? builder.Apply(Operation.Multiply, builder.Constant(factor), builder.Apply(Operation.Divide, rest, node.Operands[1]))
            : -1;
    }

    /// <summary>A value as a constant times the rest; −1 where there is no rest. Named values stay as they are.</summary>
    private static (double Factor, int Remainder) Split(GraphBuilder builder, int node)
    {
        Node n = builder[node];
        return
            n.Operation == Operation.Constant ? (n.Value, -1) :
            n.Operation == Operation.Multiply && n.Name is null && builder.Operand(n, 0).Operation == Operation.Constant
                ? (builder.Operand(n, 0).Value, n.Operands[1]) :
            (1, node);
    }
}
