using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>Squared errors of a logistic or softmax output: where it saturates, their gradient vanishes with its slope.</summary>
internal static class SquaredProbabilities
{
    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        foreach (int node in graph.Nodes)
        {
            if (graph.ReachesCost[node] && Compared(graph, graph[node]) is var (prediction, target) && !graph.IsTrained[target]
                && graph.SourceOf(prediction) is var source && IsLearnedProbability(graph, source))
            {
                string? remedy = Remedy(graph, graph[node], prediction, source);
                yield return new Finding(Descriptors.SquaredProbability, node, Name(graph[source]), remedy is null ? "" : Text(graph, remedy))
                {
                    Remedy = remedy,
                    Also = source,
                };
            }
        }
    }

    /// <summary>What is compared by its squared difference, the prediction first.</summary>
    private static (int Prediction, int Target)? Compared(AnalyzedGraph graph, Node node)
    {
        bool isSquare = node.Operation is Operation.Square or Operation.SumOfSquares
            || (node.Operation is Operation.Multiply or Operation.Dot && node.Operands[0] == node.Operands[1]);
        Node? pair =
            node.Operation == Operation.SquaredError ? node :
            isSquare && graph[node.Operands[0]] is { Operation: Operation.Subtract } difference ? difference : null;
        return
            pair is null ? null :
            IsLearnedProbability(graph, graph.SourceOf(pair.Operands[0])) ? (pair.Operands[0], pair.Operands[1]) : (pair.Operands[1], pair.Operands[0]);
    }

    private static bool IsLearnedProbability(AnalyzedGraph graph, int node) =>
        graph.IsTrained[node] && graph[node].Operation is Operation.Logistic or Operation.Softmax && graph[node].Shape.Columns == 1;

    /// <summary>The cross-entropy of the same values, where there is one.</summary>
    private static string? Remedy(AnalyzedGraph graph, Node loss, int prediction, int source)
    {
        if (loss.Operation != Operation.SquaredError || loss.Operands[0] != prediction)
        {
            return null;
        }

        // Several logistic outputs are no distribution, and no loss takes them together.
        bool isSoftmax = source == prediction && graph[source].Operation == Operation.Softmax;
        bool isOneOfTwo = graph[prediction].Shape.IsScalar && !graph.IsArray(prediction) && !graph.IsArray(loss.Operands[1]);
        return !isSoftmax && !isOneOfTwo ? null : graph.IsOfLayers ? "LogisticCrossEntropy" : "CrossEntropy";
    }

    private static string Text(AnalyzedGraph graph, string remedy) => graph.IsOfLayers
        ? $"; write Loss.{remedy}, which is the cross-entropy of a logistic and applies it itself, and leave the layer linear"
        : $"; write {remedy}, whose gradient is prediction − target";

    private static string Name(Node node) => node.Operation == Operation.Logistic ? "logistic" : "softmax";
}
