using System.Collections.Generic;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// Logarithms of what comes from exponentials are taken from the exponents: log σ(z) = −softplus(−z), log(1 − σ(z)) =
/// −softplus(z), log(1 + eᶻ) = softplus(z), log Σeᶻ, the logarithm of a softmax; so too of entries, products and quotients of them.
/// </summary>
internal sealed class StableLogarithms
{
    /// <summary>What was found before: values are shared, and each is looked through once.</summary>
    private readonly Dictionary<int, int> known = [];

    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rewritten.</param>
    /// <param name="map">For each node of it, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map)
    {
        StableLogarithms logarithms = new();
        return Rewrite.Apply(
            graph, (builder, node) => node.Operation == Operation.Log ? logarithms.Of(builder, node.Operands[0]) : -1, out map);
    }

    /// <summary>The logarithm of a value, finite wherever its logits are; −1 where there is no such form.</summary>
    public int Of(GraphBuilder builder, int value) =>
        known.TryGetValue(value, out int found) ? found : known[value] = Find(builder, value);

    private int Find(GraphBuilder builder, int value)
    {
        Node node = builder[value];
        switch (node.Operation)
        {
            case Operation.Exp:
                return node.Operands[0];

            case Operation.Softmax:
                return builder.Apply(Operation.LogSoftmax, node.Operands[0]);

            case Operation.Logistic:
                return MinusSoftplus(builder, builder.Apply(Operation.Negate, node.Operands[0]));

            case Operation.Subtract when builder.Operand(node, 0).IsConstant(1) && LogitOf(builder, node.Operands[1]) is >= 0 and int z:
                return MinusSoftplus(builder, z);

            case Operation.Add when RecognizedForms.OnePlusExponentialOf(builder, node) is >= 0 and int exponent:
                return builder.Apply(Operation.Softplus, exponent);

            case Operation.Sum when builder.Operand(node, 0) is { Operation: Operation.Exp, Shape.Columns: 1 } exponentials:
                return builder.Apply(Operation.LogSumExp, exponentials.Operands[0]);

            case Operation.Slice:
                int whole = Of(builder, node.Operands[0]);
                return whole < 0 ? -1 : builder.Slice(whole, node.Start, node.Shape.Rows);

            case Operation.Element:
                int all = Of(builder, node.Operands[0]);
                return all < 0 ? -1 : builder.Apply(Operation.Element, all, node.Operands[1]);

            case Operation.Square:
                int root = Of(builder, node.Operands[0]);
                return root < 0 ? -1 : builder.Apply(Operation.Multiply, builder.Constant(2), root);

            case Operation.Multiply or Operation.Divide:
                // One of them is positive, so the other is where the logarithm is defined at all.
                (int first, int second) = (Of(builder, node.Operands[0]), Of(builder, node.Operands[1]));
                return first < 0 && second < 0 ? -1 : builder.Apply(
                    node.Operation == Operation.Multiply ? Operation.Add : Operation.Subtract,
                    first < 0 ? builder.Apply(Operation.Log, node.Operands[0]) : first,
                    second < 0 ? builder.Apply(Operation.Log, node.Operands[1]) : second);

            default:
                return -1;
        }
    }

    /// <summary>z of a node that is σ(z), or entries of it; −1 of any other.</summary>
    public static int LogitOf(GraphBuilder builder, int value)
    {
        Node node = builder[value];
        return node.Operation switch
        {
            Operation.Logistic => node.Operands[0],
            Operation.Slice when LogitOf(builder, node.Operands[0]) is >= 0 and int z => builder.Slice(z, node.Start, node.Shape.Rows),
            _ => -1,
        };
    }

    private static int MinusSoftplus(GraphBuilder builder, int z) => builder.Apply(Operation.Negate, builder.Apply(Operation.Softplus, z));
}
