using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>Logarithms, quotients and derivatives of square roots that are not finite where something becomes zero that can.</summary>
internal static class ReachableZeros
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        bool[] hasGradient = graph.Graph.DependsOn(static n => n.WantsGradient);
        foreach (int node in graph.Nodes)
        {
            Node n = graph[node];
            switch (n.Operation)
            {
                case Operation.Log when !graph.Intervals[n.Operands[0]].IsPositive:
                    yield return new Finding(
                        Descriptors.ReachableZero, node, $"The logarithm of {graph.NameOf(n.Operands[0], "its argument")}", Values(graph, n.Operands[0]),
                        "keep it positive, as with Max(…, 1e-12) or Exp, or take the logarithm of a Logistic or Softmax, which is computed from the logits");
                    break;

                case Operation.Divide when graph.Intervals[n.Operands[1]].Contains(0):
                    yield return new Finding(
                        Descriptors.ReachableZero, node, $"The quotient by {graph.NameOf(n.Operands[1], "its divisor")}", "zero",
                        "keep the divisor away from it, as with a small constant added to what is never negative");
                    break;

                case Operation.Sqrt when !graph.Intervals[n.Operands[0]].IsNotNegative:
                    yield return new Finding(
                        Descriptors.ReachableZero, node, $"The square root of {graph.NameOf(n.Operands[0], "its argument")}", "negative",
                        "keep it positive, as with Max(…, 1e-12), Exp or a sum of squares and a small constant");
                    break;

                // The value at zero is right; only who asks for a derivative meets the infinite one.
                case Operation.Sqrt when !graph.Intervals[n.Operands[0]].IsPositive && graph.ReachesCost[node] && hasGradient[node]:
                    yield return new Finding(
                        Descriptors.ReachableZero, node, $"The derivative of the square root of {graph.NameOf(n.Operands[0], "its argument")}", "zero",
                        "keep it positive, as with a small constant added to it");
                    break;

                case Operation.CrossEntropy or Operation.KullbackLeibler when IsCertain(graph, n.Operands[0]):
                    yield return new Finding(
                        Descriptors.ReachableZero, node, $"The logarithm of {graph.NameOf(n.Operands[0], "the probability")}", "zero",
                        "keep probabilities inside 0 and 1, as with Max(…, 1e-12) and Min(…, 1 - 1e-12), or make them with Logistic or Softmax");
                    break;
            }
        }
    }

    /// <summary>Whether what are probabilities can become 0, or where there are two of them, 1.</summary>
    private static bool IsCertain(AnalyzedGraph graph, int prediction)
    {
        bool isOfTwo = !graph.IsArray(prediction);
        Interval p = graph.Intervals[prediction];
        return (isOfTwo ? graph.Distributions.AreProbabilities(prediction) : graph.Distributions.IsDistribution(prediction))
            && (p.Contains(0) || (isOfTwo && p.Contains(1)));
    }

    private static string Values(AnalyzedGraph graph, int node) => graph.Intervals[node].IsNotNegative ? "zero" : "zero or negative";
}
