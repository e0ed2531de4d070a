using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Losses without a stable form of their own are replaced by their definitions.</summary>
internal sealed class LossDefinitions
{
    private readonly StableLogarithms logarithms = new();

    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, new LossDefinitions().Rule);

    private int Rule(GraphBuilder builder, Node node)
    {
        switch (node.Operation)
        {
            case Operation.SquaredError:
                // ½‖y − t‖²
                int difference = builder.Apply(Operation.Subtract, node.Operands[0], node.Operands[1]);
                return builder.Apply(
                    Operation.Multiply, builder.Constant(0.5), Total(builder, builder.Apply(Operation.Square, difference)));

            case Operation.AbsoluteError:
                // Σ|y − t|
                return Total(builder, builder.Apply(Operation.Abs, builder.Apply(Operation.Subtract, node.Operands[0], node.Operands[1])));

            case Operation.Hinge:
                // max(0, 1 − t·y)
                return builder.Apply(Operation.Relu, builder.Apply(
                    Operation.Subtract, builder.Constant(1), builder.Apply(Operation.Multiply, node.Operands[1], node.Operands[0])));

            case Operation.MulticlassHinge:
                // Σ over j ≠ t of max(0, yⱼ − yₜ + 1)
                int scores = node.Operands[0];
                int label = node.Operands[1];
                int others = builder.Apply(Operation.Subtract, builder.Constant(1), builder.OneHot(label, builder[scores].Shape.Rows));
                int lead = builder.Apply(Operation.Subtract, scores, builder.Apply(Operation.Element, scores, label));
                int margins = builder.Apply(Operation.Relu, builder.Apply(Operation.Add, lead, builder.Constant(1)));
                return Total(builder, builder.Apply(Operation.Multiply, margins, others));

            case Operation.CrossEntropy when builder.Operand(node, 1).Operation == Operation.Label:
                // −log yₜ
                return builder.Apply(
                    Operation.Negate, builder.Apply(Operation.Log, builder.Apply(Operation.Element, node.Operands[0], node.Operands[1])));

            case Operation.CrossEntropy when node.Shape == builder.Operand(node, 0).Shape:
                // −t·log p − (1 − t)·log(1 − p)
                int one = builder.Constant(1);
                int ofOther = TimesLog(
                    builder,
                    builder.Apply(Operation.Subtract, one, node.Operands[1]),
                    builder.Apply(Operation.Subtract, one, node.Operands[0]));
                return builder.Apply(
                    Operation.Subtract,
                    builder.Apply(Operation.Negate, TimesLog(builder, node.Operands[1], node.Operands[0])), ofOther);

            case Operation.CrossEntropy:
                // −Σ tⱼ·log pⱼ
                return builder.Apply(Operation.Negate, Total(builder, TimesLog(builder, node.Operands[1], node.Operands[0])));

            case Operation.KullbackLeibler:
                // Σ tⱼ·log tⱼ − Σ tⱼ·log pⱼ
                int t = node.Operands[1];
                return Total(builder, builder.Apply(Operation.Subtract, TimesLog(builder, t, t), TimesLog(builder, t, node.Operands[0])));

            case Operation.TimesLog:
                return TimesLog(builder, node.Operands[0], node.Operands[1]);

            default:
                return -1;
        }
    }

    /// <summary>
    /// a·log b with 0·log 0 = 0: where a is 0 the logarithm is taken of 1, so that value and derivatives are 0 whatever b is. A
    /// logarithm that is finite anyway needs no such care.
    /// </summary>
    private int TimesLog(GraphBuilder builder, int a, int b)
    {
        int logarithm = logarithms.Of(builder, b);
        if (logarithm < 0)
        {
            int isWanted = builder.Apply(Operation.Abs, a);
            logarithm = builder.Apply(Operation.Log, builder.Apply(Operation.Select, isWanted, b, builder.Constant(1)));
        }

        return builder.Apply(Operation.Multiply, a, logarithm);
    }

    private static int Total(GraphBuilder builder, int v) => builder[v].Shape.IsScalar ? v : builder.Apply(Operation.Sum, v);
}
