using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// Cross-entropy of a logistic or a softmax becomes one operation on the logits: finite wherever the logits are, with the
/// adjoint y − t. The Kullback-Leibler divergence is it less the target's own entropy.
/// </summary>
internal static class StableForms
{
    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rewritten.</param>
    /// <param name="map">For each node of it, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map) => Rewrite.Apply(graph, Rule, out map);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation is not (Operation.CrossEntropy or Operation.KullbackLeibler))
        {
            return -1;
        }

        (int p, int t) = (node.Operands[0], node.Operands[1]);
        if (builder[p].Operation == Operation.Softmax)
        {
            int crossEntropy = builder.Apply(Operation.SoftmaxCrossEntropy, builder[p].Operands[0], t);
            return node.Operation == Operation.CrossEntropy
                ? crossEntropy
                : builder.Apply(
                    Operation.Add, crossEntropy, builder.Apply(Operation.Sum, builder.Apply(Operation.TimesLog, t, t)));
        }

        // Only of two classes is the cross-entropy that of p and 1 − p.
        bool isOfTwoClasses = node.Operation == Operation.CrossEntropy && builder[p].Shape.IsScalar && builder[t].Operation != Operation.Label;
        return isOfTwoClasses && StableLogarithms.LogitOf(builder, p) is >= 0 and int z
            ? builder.Apply(Operation.LogisticCrossEntropy, z, t)
            : -1;
    }
}
