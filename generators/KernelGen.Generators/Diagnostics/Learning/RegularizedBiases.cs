using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>A penalty on the size of what is only added.</summary>
internal static class RegularizedBiases
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        bool[] isTerm = TermsOfObjective(graph);
        foreach (int bias in graph.Graph.Parameters.Where(p => graph[p].WantsGradient && graph.IsNeeded[p]))
        {
            int[] penalties = [.. graph.Nodes.Where(n => isTerm[n] && IsPenaltyOf(graph, n, bias))];
            HashSet<int> parts = [.. penalties.SelectMany(p => PartsOf(graph, p))];
            int[] others = [.. graph.UsersOf(bias).Where(u => !parts.Contains(u))];
            if (others.Length > 0 && others.All(u => IsAddedToExamples(graph, u, bias)))
            {
                foreach (int penalty in penalties)
                {
                    yield return new Finding(Descriptors.RegularizedBias, penalty, graph[bias].Name!);
                }
            }
        }
    }

    /// <summary>What the objective is the sum of, each with any factor.</summary>
    private static bool[] TermsOfObjective(AnalyzedGraph graph)
    {
        bool[] isTerm = new bool[graph.Graph.Nodes.Count];
        for (int i = graph.Cost; i >= 0; i--)
        {
            isTerm[i] |= i == graph.Cost;
            Node node = graph[i];
            foreach (int operand in isTerm[i] ? node.Operands : [])
            {
                isTerm[operand] |= node.Operation switch
                {
                    Operation.Add or Operation.Subtract or Operation.Negate or Operation.Sum or Operation.Mean => true,
                    Operation.Multiply => node.Operands.Count(o => graph.IsTrained[o]) == 1 && graph.IsTrained[operand],
                    Operation.Divide => operand == node.Operands[0] && !graph.IsTrained[node.Operands[1]],
                    _ => false,
                };
            }
        }

        return isTerm;
    }

    /// <summary>Of the parameter alone, or of a vector that it is a part of.</summary>
    private static bool IsPenaltyOf(AnalyzedGraph graph, int node, int parameter)
    {
        Node penalty = graph[node];
        return penalty.Operation switch
        {
            // A square may be written out, with its factor before, behind or between.
            Operation.Multiply => penalty.Operands.All(o => graph.IsTrained[o])
                && FactorsOf(graph, node) is var factors
                && factors.Count(f => f == parameter) % 2 == 0
                && factors.All(f => f == parameter || (!graph.IsTrained[f] && !graph[f].PerExample)),
            Operation.SumOfSquares or Operation.Norm1 or Operation.Square or Operation.Abs => penalty.Operands[0] == parameter
                || (graph[penalty.Operands[0]] is { Operation: Operation.Concat } parts && parts.Operands.Contains(parameter)),
            _ => false,
        };
    }

    /// <summary>What a product is made of, its own products taken apart.</summary>
    private static IEnumerable<int> FactorsOf(AnalyzedGraph graph, int node) =>
        graph[node].Operation == Operation.Multiply ? graph[node].Operands.SelectMany(o => FactorsOf(graph, o)) : [node];

    /// <summary>The steps that make a penalty of a parameter.</summary>
    private static IEnumerable<int> PartsOf(AnalyzedGraph graph, int penalty) =>
        graph[penalty].Operation == Operation.Multiply
            ? graph[penalty].Operands.SelectMany(o => PartsOf(graph, o)).Prepend(penalty)
            : graph[penalty].Operands.Prepend(penalty);

    private static bool IsAddedToExamples(AnalyzedGraph graph, int node, int bias) =>
        graph[node].Operation is Operation.Add or Operation.Subtract && graph[node].Operands.All(o => o == bias || graph[o].PerExample);
}
