using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>Steps whose derivative is zero almost everywhere, between a parameter and the objective.</summary>
internal static class VanishingGradients
{
    private const string InLayers = "use Activation.Logistic or Activation.Tanh, or remove [Loss] to predict only";

    private const string InEquations =
        "replace it by something smooth, such as Logistic or Tanh, keep it out of the objective, or write Frozen = true on every parameter before it";

    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        foreach (int node in ZeroGradients.Of(graph.Graph).Where(n => graph.IsNeeded[n]))
        {
            yield return new Finding(Descriptors.ZeroGradient, node, "a hard threshold", graph.IsOfLayers ? InLayers : InEquations);
        }

        foreach (int node in BlockingChoices(graph))
        {
            yield return new Finding(Descriptors.ZeroGradient, node, "the condition of Where", InEquations);
        }
    }

    /// <summary>Choices by a condition through which alone some parameter reaches the objective.</summary>
    private static IEnumerable<int> BlockingChoices(AnalyzedGraph graph)
    {
        if (graph.Cost < 0)
        {
            return [];
        }

        bool[] learns = WithGradient(graph);
        bool[] isLost = new bool[learns.Length];
        for (int i = 0; i < isLost.Length; i++)
        {
            bool isParameter = graph[i].Operation == Operation.Parameter && graph[i].WantsGradient;
            isLost[i] = (isParameter && graph.ReachesCost[i] && !learns[i]) || graph[i].Operands.Any(o => isLost[o]);
        }

        return graph.Nodes.Where(n => learns[n] && graph[n].Operation == Operation.Select && isLost[graph[n].Operands[0]]);
    }

    /// <summary>Whether the objective has a derivative with respect to each node that is not always zero.</summary>
    private static bool[] WithGradient(AnalyzedGraph graph)
    {
        bool[] learns = new bool[graph.Graph.Nodes.Count];
        learns[graph.Cost] = true;
        for (int i = graph.Cost; i >= 0; i--)
        {
            Node node = graph[i];
            for (int o = 0; learns[i] && node.Operation != Operation.HardThreshold && o < node.Operands.Count; o++)
            {
                learns[node.Operands[o]] |= node.Operation != Operation.Select || o > 0;
            }
        }

        return learns;
    }
}
