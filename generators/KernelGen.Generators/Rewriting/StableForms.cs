using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// Cross-entropy of a logistic or a softmax becomes one operation on the logits: finite wherever the logits are, with the
/// adjoint y − t.
/// </summary>
internal static class StableForms
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation != Operation.CrossEntropy)
        {
            return -1;
        }

        Node probability = builder.Operand(node, 0);
        return probability.Operation switch
        {
            Operation.Logistic => builder.Apply(Operation.LogisticCrossEntropy, probability.Operands[0], node.Operands[1]),
            Operation.Softmax => builder.Apply(Operation.SoftmaxCrossEntropy, probability.Operands[0], node.Operands[1]),
            _ => -1,
        };
    }
}
