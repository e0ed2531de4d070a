using System.Linq;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// What <c>Classify</c> decides by: of several classes the largest score, of two a score above zero. Scores are the logits where
/// the output is made of them, since they tell classes apart where probabilities no longer do.
/// </summary>
internal static class Decision
{
    /// <param name="graph">As lowered: losses are still losses.</param>
    /// <param name="builder">A copy of it to add to.</param>
    /// <param name="output">The node that <c>Predict</c> writes.</param>
    /// <returns>The node of the scores; −1 for a model that does not classify.</returns>
    public static int ScoresOf(Graph graph, GraphBuilder builder, int output)
    {
        TargetFacts target = TargetFacts.Of(graph);
        Node y = graph[output];
        switch (target.Kind)
        {
            case TargetKind.Label or TargetKind.Distribution when y.Shape == Shape.Vector(target.Classes) && target.Classes > 1:
                return y.Operation == Operation.Softmax ? y.Operands[0] : output;

            case TargetKind.Sign when y.Shape.IsScalar:
                return output;

            case TargetKind.Probability when StableLogarithms.LogitOf(builder, output) is >= 0 and int logit:
                return logit;

            case TargetKind.Probability when IsUsedBy(Operation.LogisticCrossEntropy):
                return output;

            case TargetKind.Probability when IsUsedBy(Operation.CrossEntropy):
                // A probability above one half.
                return builder.Apply(Operation.Subtract, output, builder.Constant(0.5));

            default:
                return -1;
        }

        bool IsUsedBy(Operation loss) =>
            TargetFacts.Losses(graph, graph.Find(Operation.Target)).Any(n => n.Operation == loss && n.Operands[0] == output);
    }
}
