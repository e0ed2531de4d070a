using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>A cross-entropy or divergence of what is not known to be probabilities.</summary>
internal static class OtherThanDistributions
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        foreach (int node in graph.Nodes)
        {
            Node loss = graph[node];
            if (loss.Operation is not (Operation.CrossEntropy or Operation.KullbackLeibler))
            {
                continue;
            }

            int prediction = loss.Operands[0];
            string name = graph.NameOf(prediction, "its first argument");
            bool areProbabilities = graph.Distributions.AreProbabilities(prediction);
            if (!graph.IsArray(prediction))
            {
                if (!areProbabilities)
                {
                    yield return new Finding(
                        Descriptors.NotADistribution, node, loss.Operation, $"a probability, and nothing keeps {name} between 0 and 1",
                        "write LogisticCrossEntropy if it is a logit, or apply Logistic, or keep it in range with Min and Max");
                }
            }
            else if (!graph.Distributions.IsDistribution(prediction))
            {
                string logits = loss.Operation == Operation.CrossEntropy ? "write SoftmaxCrossEntropy if it holds logits, or apply Softmax" : "apply Softmax";
                yield return areProbabilities
                    ? new Finding(
                        Descriptors.NotADistribution, node, loss.Operation, $"probabilities that sum to 1, and nothing makes those of {name} do so",
                        "apply Softmax instead, or sum up the cross-entropies of the entries if several may be true at once")
                    : new Finding(
                        Descriptors.NotADistribution, node, loss.Operation, $"probabilities that sum to 1, and nothing makes the entries of {name} so", logits);
            }
        }
    }
}
