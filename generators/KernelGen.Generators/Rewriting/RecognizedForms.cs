using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// Logistic and softmax written out are what they are: 1/(1 + e⁻ᶻ), eᶻ/(1 + eᶻ) and eᶻ/Σeᶻ overflow, they do not. A value times
/// itself is its square.
/// </summary>
internal static class RecognizedForms
{
    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rewritten.</param>
    /// <param name="map">For each node of it, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map) => Rewrite.Apply(graph, Rule, out map);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation == Operation.Multiply && node.Operands[0] == node.Operands[1])
        {
            return builder.Apply(Operation.Square, node.Operands[0]);
        }

        if (node.Operation != Operation.Divide)
        {
            return -1;
        }

        (Node above, Node below) = (builder.Operand(node, 0), builder.Operand(node, 1));
        if (OnePlusExponentialOf(builder, below) is >= 0 and int exponent)
        {
            return
                above.IsConstant(1) ? builder.Apply(Operation.Logistic, Negative(builder, exponent)) :
                above.Operation == Operation.Exp && above.Operands[0] == exponent ? builder.Apply(Operation.Logistic, exponent) :
                -1;
        }

        bool isSoftmax = above is { Operation: Operation.Exp, Shape.Columns: 1 } && below.Operation == Operation.Sum
            && below.Operands[0] == node.Operands[0];
        return isSoftmax ? builder.Apply(Operation.Softmax, above.Operands[0]) : -1;
    }

    /// <summary>z of a node 1 + eᶻ; −1 of any other.</summary>
    public static int OnePlusExponentialOf(GraphBuilder builder, Node node)
    {
        if (node.Operation != Operation.Add)
        {
            return -1;
        }

        (Node a, Node b) = (builder.Operand(node, 0), builder.Operand(node, 1));
        return
            a.IsConstant(1) && b.Operation == Operation.Exp ? b.Operands[0] :
            b.IsConstant(1) && a.Operation == Operation.Exp ? a.Operands[0] :
            -1;
    }

    private static int Negative(GraphBuilder builder, int z) =>
        builder[z].Operation == Operation.Negate ? builder[z].Operands[0] : builder.Apply(Operation.Negate, z);
}
