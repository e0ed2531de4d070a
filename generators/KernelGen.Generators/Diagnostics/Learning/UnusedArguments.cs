using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>Arguments that nothing is learned from, or that nothing uses.</summary>
internal static class UnusedArguments
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        for (int i = 0; i < graph.Graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            if (!node.Operation.IsSurface() || graph.ReachesCost[i])
            {
                continue;
            }

            bool isLearned = node.Operation == Operation.Parameter && node.WantsGradient;
            bool isTarget = node.Operation is Operation.Target or Operation.Label;
            if (graph.Cost >= 0 && (isLearned || isTarget || (node.Operation == Operation.Input && graph.IsNeeded[i])))
            {
                (string consequence, string instead) =
                    isTarget ? ("so nothing is learned from it", "compare the prediction with it, or remove it") :
                    isLearned && graph.IsNeeded[i] ? ("so training never changes it", "use it there, or write Frozen = true") :
                    isLearned ? ("so training never changes it", "use it there, or remove it") :
                    ("so what the output makes of it is not learned", "use it there, or remove it");
                yield return new Finding(Descriptors.UnusedArgument, i, node.Name!, "the objective, " + consequence, instead);
            }
            else if (!graph.IsNeeded[i])
            {
                yield return new Finding(
                    Descriptors.UnusedArgument, i, node.Name!, graph.Cost < 0 ? "the output" : "the objective or the output", "use it or remove it");
            }
        }
    }
}
