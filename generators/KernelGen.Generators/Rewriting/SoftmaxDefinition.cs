using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// Softmax, its logarithm, log-sum-exp and softmax-cross-entropy as exponentials of the logits less the largest one, so that none overflows and the
/// loss loses no digits to a common offset. Equal parts of loss and adjoint become one by <see cref="CommonSubexpressions"/>.
/// </summary>
internal static class SoftmaxDefinition
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation is not (Operation.Softmax or Operation.LogSoftmax or Operation.LogSumExp or Operation.SoftmaxCrossEntropy))
        {
            return -1;
        }

        int z = node.Operands[0];
        int largest = builder.Name(builder.Apply(Operation.Largest, z), "largest");
        int shifted = builder.Name(builder.Apply(Operation.Subtract, z, largest), "shifted");
        int exponentials = builder.Name(builder.Apply(Operation.Exp, shifted), "exponential");
        int total = builder.Name(builder.Apply(Operation.Sum, exponentials), "total");
        if (node.Operation == Operation.Softmax)
        {
            return builder.Apply(Operation.Divide, exponentials, total);
        }

        int logTotal = builder.Apply(Operation.Log, total);
        if (node.Operation == Operation.LogSoftmax)
        {
            return builder.Apply(Operation.Subtract, shifted, logTotal);
        }

        if (node.Operation == Operation.LogSumExp)
        {
            return builder.Apply(Operation.Add, largest, logTotal);
        }

        int t = node.Operands[1];
        if (builder[t].Operation == Operation.Label)
        {
            return builder.Apply(
                Operation.Subtract, logTotal, builder.Name(builder.Apply(Operation.Element, shifted, t), "shiftedTarget"));
        }

        // Σ tⱼ·(log Σe − shiftedⱼ): right for targets of any total.
        int totalTarget = Smoothing.IsOfLabel(builder, t) ? -1 : builder.Apply(Operation.Sum, t);
        int agreement = builder.Apply(Operation.Sum, builder.Apply(Operation.Multiply, t, shifted));
        return builder.Apply(
            Operation.Subtract, totalTarget < 0 ? logTotal : builder.Apply(Operation.Multiply, totalTarget, logTotal), agreement);
    }
}
