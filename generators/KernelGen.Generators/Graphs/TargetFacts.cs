using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Graphs;

/// <summary>What the target of a model is; the members are those of <c>KernelGen.TargetKind</c>.</summary>
internal enum TargetKind
{
    /// <summary>There is no target.</summary>
    None,

    /// <summary>Any numbers.</summary>
    Values,

    /// <summary>One number in [0, 1].</summary>
    Probability,

    /// <summary>−1 or +1.</summary>
    Sign,

    /// <summary>The index of a class.</summary>
    Label,

    /// <summary>Probabilities that sum to 1.</summary>
    Distribution,
}

/// <summary>The target as the losses use it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">Its values for one example; 0 without a target.</param>
/// <param name="Classes">Of a label how many classes there are, of a distribution its entries; else 0.</param>
internal sealed record TargetFacts(TargetKind Kind, int Count, int Classes)
{
    /// <param name="graph">As lowered: losses are still losses.</param>
    public static TargetFacts Of(Graph graph)
    {
        int target = graph.Find(Operation.Target);
        int label = graph.Find(Operation.Label);
        if (label >= 0)
        {
            return new TargetFacts(TargetKind.Label, 1, Losses(graph, label).Select(n => graph[n.Operands[0]].Shape.Rows).FirstOrDefault());
        }

        if (target < 0)
        {
            return new TargetFacts(TargetKind.None, 0, 0);
        }

        int count = graph[target].Shape.Rows;
        HashSet<TargetKind> kinds = [.. Losses(graph, target).Select(n => KindOf(graph, n))];
        return
            kinds.Contains(TargetKind.Sign) ? new TargetFacts(TargetKind.Sign, count, 0) :
            kinds.Contains(TargetKind.Probability) ? new TargetFacts(TargetKind.Probability, count, 0) :
            kinds.Contains(TargetKind.Distribution) ? new TargetFacts(TargetKind.Distribution, count, count) :
            new TargetFacts(TargetKind.Values, count, 0);
    }

    /// <summary>The losses that take a node as their target.</summary>
    public static IEnumerable<Node> Losses(Graph graph, int target) => graph.Nodes.Where(n => n.Operation
        is Operation.CrossEntropy or Operation.SoftmaxCrossEntropy or Operation.LogisticCrossEntropy or Operation.KullbackLeibler
        or Operation.Hinge or Operation.MulticlassHinge && Smoothing.SourceOf(graph, n.Operands[1]) == target);

    private static TargetKind KindOf(Graph graph, Node loss) => loss.Operation switch
    {
        Operation.Hinge => TargetKind.Sign,
        Operation.LogisticCrossEntropy => TargetKind.Probability,
        Operation.CrossEntropy when graph[loss.Operands[0]].Shape.IsScalar => TargetKind.Probability,
        _ => TargetKind.Distribution,
    };
}
