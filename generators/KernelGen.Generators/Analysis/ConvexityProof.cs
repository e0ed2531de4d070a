using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Analysis;

/// <summary>
/// Proves a cost convex by the curvature of what it is composed of. Where that fails, it names the expression at which it fails, and
/// looks for a segment of parameters on which the cost is above its chord.
/// </summary>
internal sealed class ConvexityProof
{
    private readonly Graph lowered;
    private readonly Graph graph;
    private readonly int[] places;
    private readonly TargetFacts targets;
    private readonly int cost;

    private ConvexityProof(Graph lowered)
    {
        this.lowered = lowered;
        graph = RecognizedForms.Apply(lowered, out int[] recognized);
        graph = StableForms.Apply(graph, out int[] stable);
        graph = StableLogarithms.Apply(graph, out int[] logarithms);
        places = recognized.Select(n => logarithms[stable[n]]).ToArray();
        targets = TargetFacts.Of(lowered);
        cost = graph.Find(Role.Cost);
    }

    /// <param name="graph">As lowered: losses are still losses.</param>
    /// <returns>Null of a model without an objective, or with nothing to train.</returns>
    public static ConvexityFacts? Of(Graph graph) =>
        graph.Find(Role.Cost) < 0 || !graph.Parameters.Any(p => graph[p].WantsGradient) ? null : new ConvexityProof(graph).Decide();

    private ConvexityFacts Decide()
    {
        Dictionary<string, Interval> signs = graph.Nodes.Where(static n => n.Operation == Operation.Hyperparameter)
            .ToDictionary(static n => n.Name!, static n => Intervals.OfSign(n.Value));
        IReadOnlyList<Interval> ranges = Ranges(graph, targets, signs);
        Curvature[] curvatures = new CurvatureAnalysis(graph, ranges).Run();
        if (curvatures[cost].IsConvex())
        {
            bool strict = new StrictTerms(graph, ranges).CoverAllParameters(cost);
            return new ConvexityFacts(ConvexityStatus.Proved, strict, Condition: Condition(signs, strict));
        }

        int responsible = Responsible(curvatures, cost);
        SegmentDraw? segment = new SegmentSearch(graph, targets).Find();
        return new ConvexityFacts(
            segment is null ? ConvexityStatus.Unknown : ConvexityStatus.Refuted,
            Responsible: PlaceInLowered(responsible), Reason: ReasonOf(curvatures, responsible), Segment: segment);
    }

    /// <summary>The numbers that each value can take; of targets those that a model accepts.</summary>
    /// <param name="graph">The equations.</param>
    /// <param name="targets">What the target is.</param>
    /// <param name="hyperparameters">What is taken for granted of hyperparameters, by name; of others that they keep their sign.</param>
    public static IReadOnlyList<Interval> Ranges(Graph graph, TargetFacts targets, IReadOnlyDictionary<string, Interval>? hyperparameters = null) =>
        Intervals.Of(graph, node =>
            node.Operation == Operation.Hyperparameter && hyperparameters is not null ? hyperparameters[node.Name!] :
            node.Operation != Operation.Target ? null :
            targets.Kind is TargetKind.Probability or TargetKind.Distribution ? Interval.Between(0, 1) :
            targets.Kind == TargetKind.Sign ? Interval.Between(-1, 1) :
            null);

    /// <summary>
    /// The assumptions that the proof does not do without. They are given up one after the other, as far as the proof holds without all
    /// those given up before: of two hyperparameters either may be dispensable, but not both.
    /// </summary>
    private string? Condition(Dictionary<string, Interval> signs, bool strict)
    {
        List<string> conditions = [];
        foreach (string name in graph.Nodes.Where(static n => n.Operation == Operation.Hyperparameter).Select(static n => n.Name!))
        {
            Interval sign = signs[name];
            if (HoldsWith(Interval.All))
            {
                continue;
            }

            bool isNegative = sign.IsNotPositive;
            if (HoldsWith(isNegative ? -Interval.NotNegative : Interval.NotNegative))
            {
                conditions.Add($"{name} {(isNegative ? "≤" : "≥")} 0");
                continue;
            }

            signs[name] = sign;
            conditions.Add($"{name} {(isNegative ? "<" : ">")} 0");

            bool HoldsWith(Interval values)
            {
                signs[name] = values;
                IReadOnlyList<Interval> ranges = Ranges(graph, targets, signs);
                return new CurvatureAnalysis(graph, ranges).Run()[cost].IsConvex()
                    && (!strict || new StrictTerms(graph, ranges).CoverAllParameters(cost));
            }
        }

        return conditions.Count == 0 ? null : string.Join(", ", conditions);
    }

    /// <summary>The first expression, operands before what uses them, that the rules cannot place where it stands.</summary>
    private int Responsible(Curvature[] curvatures, int node)
    {
        while (true)
        {
            Node n = graph[node];
            int[] blamed = n.Operands
                .Where(o => curvatures[o] == Curvature.Unknown || (n.Operation == Operation.Add && !curvatures[o].IsConvex())).Take(1).ToArray();
            if (blamed.Length == 0)
            {
                return node;
            }

            node = blamed[0];
        }
    }

    private string ReasonOf(Curvature[] curvatures, int responsible)
    {
        Node node = graph[responsible];
        Curvature[] operands = node.Operands.Select(o => curvatures[o]).ToArray();
        int variable = operands.Count(static c => c != Curvature.Constant);
        switch (node.Operation)
        {
            case Operation.Multiply or Operation.MatrixVector or Operation.TransposedMatrixVector or Operation.Outer or Operation.Dot or Operation.Divide
                when variable > 1:
                return "both sides depend on parameters";
            case Operation.Multiply or Operation.MatrixVector or Operation.TransposedMatrixVector or Operation.Outer or Operation.Dot or Operation.Divide:
                return "the factor may have either sign";
            case Operation.Select or Operation.WherePositive when operands[0] != Curvature.Constant:
                return "the condition depends on parameters";
            case Operation.Logistic or Operation.Tanh or Operation.Sin or Operation.Cos or Operation.HardThreshold or Operation.Sign or Operation.Softmax:
                return "this function is neither convex nor concave";
        }

        return
            curvatures[responsible] == Curvature.Concave ? "this is concave" :
            operands.Contains(Curvature.Convex) ? "what is convex stands where it is not known to stay so" :
            operands.Contains(Curvature.Concave) ? "what is concave stands where only what is convex may" :
            "no rule says that this is convex";
    }

    /// <summary>What was written where the rewritten graph has a node.</summary>
    private int PlaceInLowered(int node)
    {
        int same = Array.IndexOf(places, node);
        if (same >= 0)
        {
            return same;
        }

        bool[] uses = new bool[graph.Nodes.Count];
        uses[node] = true;
        for (int i = node + 1; i < uses.Length; i++)
        {
            uses[i] = graph[i].Operands.Any(o => uses[o]);
        }

        return Array.FindIndex(places, place => uses[place]) is >= 0 and int first ? first : lowered.Find(Role.Cost);
    }
}
