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
            int[] others = [.. graph.UsersOf(bias).Where(u => !penalties.Contains(u) && !graph.UsersOf(u).Any(penalties.Contains))];
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
        bool isSquare = penalty.Operation == Operation.Multiply && penalty.Operands[0] == penalty.Operands[1];
        return (isSquare || penalty.Operation is Operation.SumOfSquares or Operation.Norm1 or Operation.Square or Operation.Abs)
            && (penalty.Operands[0] == parameter || (graph[penalty.Operands[0]] is { Operation: Operation.Concat } parts && parts.Operands.Contains(parameter)));
    }

    private static bool IsAddedToExamples(AnalyzedGraph graph, int node, int bias) =>
        graph[node].Operation is Operation.Add or Operation.Subtract && graph[node].Operands.All(o => o == bias || graph[o].PerExample);
}
