using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>A logistic or softmax before a loss that applies it itself.</summary>
internal static class RepeatedProbabilities
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        foreach (int node in graph.Nodes)
        {
            Node loss = graph[node];
            Operation? applied = loss.Operation switch
            {
                Operation.LogisticCrossEntropy => Operation.Logistic,
                Operation.SoftmaxCrossEntropy => Operation.Softmax,
                _ => null,
            };

            // The one probability of two may also be an entry of a softmax.
            if (applied is { } function && graph[graph.SourceOf(loss.Operands[0])].Operation is var before
                && (before == function || (before == Operation.Softmax && function == Operation.Logistic)))
            {
                yield return new Finding(
                    Descriptors.AppliedTwice, node, before, $"{loss.Operation} takes logits and applies {function} itself; write CrossEntropy, which takes probabilities")
                {
                    Remedy = nameof(Operation.CrossEntropy),
                };
            }

            if (loss.Operation == Operation.CrossEntropy && graph[loss.Operands[0]] is { Operation: Operation.Logistic or Operation.Softmax } outer
                && graph[outer.Operands[0]].Operation == outer.Operation)
            {
                yield return new Finding(
                    Descriptors.AppliedTwice, outer.Operands[0], outer.Operation,
                    graph.IsOfLayers ? $"Loss.{outer.Operation}CrossEntropy takes logits and applies it itself; leave the layer linear" : "remove one of the two")
                {
                    Remedy = graph.IsOfLayers ? nameof(Reading.Activation.Linear) : null,
                };
            }
        }
    }
}
