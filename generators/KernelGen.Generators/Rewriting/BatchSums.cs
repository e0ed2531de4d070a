using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// The sum over the batch of what is the same for every example is n times it. In an adjoint, n meets the 1/n of the mean and both
/// disappear.
/// </summary>
internal sealed class BatchSums
{
    /// <summary>What was found before: values are shared, and each is looked through once.</summary>
    private readonly Dictionary<int, int> known = [];

    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, new BatchSums().Rule);

    private int Rule(GraphBuilder builder, Node node) =>
        node.Operation == Operation.BatchSum && !builder.Operand(node, 0).PerExample ? TimesBatchSize(builder, node.Operands[0]) : -1;

    private int TimesBatchSize(GraphBuilder builder, int value)
    {
        int cancelled = WithoutReciprocal(builder, value);
        return cancelled >= 0 ? cancelled : builder.Apply(Operation.Divide, value, builder.BatchSizeReciprocal());
    }

    /// <summary>n times a value that has the factor 1/n; −1 where none is found.</summary>
    private int WithoutReciprocal(GraphBuilder builder, int value) =>
        known.TryGetValue(value, out int found) ? found : known[value] = Find(builder, value);

    private int Find(GraphBuilder builder, int value)
    {
        Node node = builder[value];
        switch (node.Operation)
        {
            case Operation.BatchSizeReciprocal:
                return builder.Constant(1);

            case Operation.Constant when node.Value == 0:
                return value;

            case Operation.Multiply or Operation.Outer:
                int first = InOperand(builder, node, 0);
                return first >= 0 ? first : InOperand(builder, node, 1);

            case Operation.Divide or Operation.Negate or Operation.Broadcast or Operation.Sum or Operation.Slice or Operation.Embed
                or Operation.Transpose:
                return InOperand(builder, node, 0);

            case Operation.WherePositive or Operation.MatrixVector or Operation.TransposedMatrixVector:
                return InOperand(builder, node, 1);

            case Operation.Add or Operation.Subtract:
                return InTwoOperands(builder, node, 0, 1);

            case Operation.Select:
                return InTwoOperands(builder, node, 1, 2);

            default:
                return -1;
        }
    }

    private int InOperand(GraphBuilder builder, Node node, int index)
    {
        int replacement = WithoutReciprocal(builder, node.Operands[index]);
        return replacement < 0 ? -1 : With(builder, node, index, replacement);
    }

    private int InTwoOperands(GraphBuilder builder, Node node, int first, int second)
    {
        int one = WithoutReciprocal(builder, node.Operands[first]);
        int other = one < 0 ? -1 : WithoutReciprocal(builder, node.Operands[second]);
        return other < 0 ? -1 : With(builder, builder[With(builder, node, first, one)], second, other);
    }

    private static int With(GraphBuilder builder, Node node, int index, int operand) => builder.Copy(
        node with { Name = null, AdjointOf = null, Operands = node.Operands.Select((o, i) => i == index ? operand : o).ToEquatableArray() },
        static o => o);
}
