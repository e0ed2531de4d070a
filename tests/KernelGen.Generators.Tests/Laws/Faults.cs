using KernelGen.Generators.Graphs;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Ways to break a differentiated graph as a mistake in a derivative rule would; the forward pass stays right.</summary>
internal static class Faults
{
    /// <summary>The adjoint enters with the wrong sign.</summary>
    public static Graph FlippedSign(Graph graph, string adjoint) => Rewrite.Apply(graph, (builder, node) =>
        node.Name == adjoint ? builder.Apply(Operation.Negate, builder.Copy(node, static o => o)) : -1);

    /// <summary>W·v̄ instead of Wᵀ·v̄: of a square matrix, the shapes do not tell.</summary>
    public static Graph TransposedOperand(Graph graph, string weights) => Rewrite.Apply(graph, (builder, node) =>
        node.Operation == Operation.TransposedMatrixVector && builder.Operand(node, 0).Name == weights
            ? builder.Apply(Operation.MatrixVector, node.Operands[0], node.Operands[1])
            : -1);

    /// <summary>The gradient of the weights loses the term that does not depend on the examples.</summary>
    public static Graph MissingRegulariser(Graph graph, string gradient) => Rewrite.Apply(graph, (builder, node) =>
        node.Name == gradient && node.Operation == Operation.Add
            ? node.Operands.Single(o => builder[o].Operation == Operation.BatchSum)
            : -1);

    /// <summary>The gradient is zero.</summary>
    public static Graph DroppedGradient(Graph graph, string gradient) => Rewrite.Apply(graph, (builder, node) =>
        node.Name == gradient ? builder.Broadcast(builder.Constant(0), node.Shape) : -1);

    /// <summary>The adjoints are those of the sum of the losses; the cost is still their mean.</summary>
    public static Graph MissingMean(Graph graph) => Rewrite.Apply(graph, (builder, node) =>
    {
        bool uses = node.Operands.Any(o => builder[o].Operation == Operation.BatchSizeReciprocal);
        bool isMeanLoss = node.Operands.Any(o => builder[o] is { Operation: Operation.BatchSum, Shape.IsScalar: true, Name: null });
        return uses && !isMeanLoss
            ? builder.Copy(node, o => builder[o].Operation == Operation.BatchSizeReciprocal ? builder.Constant(1) : o)
            : -1;
    });

    /// <summary>1 − h² of tanh becomes h·(1 − h), which is the logistic's.</summary>
    public static Graph WrongActivation(Graph graph, string unit) => Rewrite.Apply(graph, (builder, node) =>
    {
        if (node.Operation != Operation.Subtract || builder.Operand(node, 1).Operation != Operation.Square)
        {
            return -1;
        }

        int h = builder.Operand(node, 1).Operands[0];
        return builder[h].Name == unit
            ? builder.Apply(Operation.Multiply, h, builder.Apply(Operation.Subtract, builder.Constant(1), h))
            : -1;
    });
}
