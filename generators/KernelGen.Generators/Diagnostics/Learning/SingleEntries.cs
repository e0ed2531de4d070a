using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>Classes told apart where there is only one: whatever its score, the result is the same.</summary>
internal static class SingleEntries
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        foreach (int node in graph.Nodes)
        {
            Node n = graph[node];
            (string? value, string instead) = n.Operation switch
            {
                Operation.Softmax => ("1", "Logistic"),
                Operation.SoftmaxCrossEntropy => ("0", "LogisticCrossEntropy"),
                Operation.MulticlassHinge => ("0", "Hinge"),
                _ => (null, ""),
            };
            if (value is not null && graph[n.Operands[0]].Shape.IsScalar)
            {
                yield return new Finding(Descriptors.SingleEntry, node, n.Operation, value, instead);
            }
        }
    }
}
