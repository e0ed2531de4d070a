using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>A matrix times or divided by one number.</summary>
/// <param name="Matrix">The node of the matrix.</param>
/// <param name="Factor">The node of the number.</param>
internal sealed record Multiple(int Matrix, int Factor)
{
    /// <summary>What the node is a multiple of, if it is one.</summary>
    public static Multiple? Of(GraphBuilder builder, Node node)
    {
        if (node.Operation is not (Operation.Multiply or Operation.Divide) || node.Shape.IsScalar)
        {
            return null;
        }

        (int a, int b) = (node.Operands[0], node.Operands[1]);
        return
            builder[b].Shape.IsScalar ? new Multiple(a, b) :
            builder[a].Shape.IsScalar && node.Operation == Operation.Multiply ? new Multiple(b, a) :
            null;
    }

    /// <summary>The same multiple of another value.</summary>
    public int Times(GraphBuilder builder, Operation multiplyOrDivide, int value) =>
        multiplyOrDivide == Operation.Divide
            ? builder.Apply(Operation.Divide, value, Factor)
            : builder.Apply(Operation.Multiply, Factor, value);
}
