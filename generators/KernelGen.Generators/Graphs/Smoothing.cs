using System;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// Targets smoothed towards all classes alike (Szegedy et al. 2016): s = (1 − ε)·t + ε/K, where t is a distribution over K classes, a
/// label among them, or the probability of one of two.
/// </summary>
internal static class Smoothing
{
    /// <param name="graph">What the target is part of, and the smoothed target becomes part of.</param>
    /// <param name="target">A label, a vector, or a scalar.</param>
    /// <param name="share">ε, a scalar in [0, 1).</param>
    /// <param name="classes">K.</param>
    public static int Of(GraphBuilder graph, int target, int share, int classes)
    {
        int t = graph[target].Operation == Operation.Label ? graph.OneHot(target, classes) : target;
        Node node = graph[share];
        bool isKnown = node.Operation == Operation.Constant;
        int kept = isKnown ? graph.Constant(1 - node.Value) : graph.Apply(Operation.Subtract, graph.Constant(1), share);
        int each = isKnown
            ? graph.Constant(node.Value / classes)
            : graph.Apply(Operation.Multiply, graph.Constant(1.0 / classes), share);
        return graph.Name(graph.Apply(Operation.Add, graph.Apply(Operation.Multiply, kept, t), each), "s");
    }

    /// <summary>The target of a loss before it was smoothed: itself, where it was not.</summary>
    public static int SourceOf(Graph graph, int target)
    {
        Node sum = graph[target];
        if (sum.Operation != Operation.Add || graph[sum.Operands[0]] is not { Operation: Operation.Multiply } kept
            || !IsComplement(graph, graph[kept.Operands[0]], graph[sum.Operands[1]], kept.Shape.IsScalar ? 2 : kept.Shape.Rows))
        {
            return target;
        }

        int source = kept.Operands[1];
        return graph[source].Operation == Operation.OneHot ? graph[source].Operands[0] : source;
    }

    /// <summary>Whether the entries sum to 1 whatever the label is.</summary>
    public static bool IsOfLabel(GraphBuilder graph, int target) =>
        graph[target] is { Operation: Operation.Add } sum
        && graph.Operand(sum, 0) is { Operation: Operation.Multiply } kept
        && graph.Operand(kept, 0) is { Operation: Operation.Constant, Value: double share }
        && graph.Operand(kept, 1) is { Operation: Operation.OneHot }
        && graph.Operand(sum, 1) is { Operation: Operation.Constant, Value: double each }
        && Math.Abs(share + (each * sum.Shape.Rows) - 1) < 1e-12;

    /// <summary>Whether they are 1 − ε and ε/K.</summary>
    private static bool IsComplement(Graph graph, Node kept, Node each, int classes)
    {
        if (kept.Operation == Operation.Constant && each.Operation == Operation.Constant)
        {
            return Math.Abs(kept.Value + (each.Value * classes) - 1) < 1e-12;
        }

        return kept.Operation == Operation.Subtract && each.Operation == Operation.Multiply
            && kept.Operands[1] == each.Operands[1] && graph[kept.Operands[0]].IsConstant(1) && graph[each.Operands[0]].IsConstant(1.0 / classes);
    }
}
