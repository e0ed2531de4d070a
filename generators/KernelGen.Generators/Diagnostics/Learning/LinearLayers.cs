using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>A linear layer after a linear layer: W₂(W₁x + b₁) + b₂ is one linear layer.</summary>
internal static class LinearLayers
{
    /// <summary>The layers become one; its bias is that of the second.</summary>
    public const string Merge = "Merge";

    /// <summary>The same, but the second has none and the first has.</summary>
    public const string MergeWithBias = "MergeWithBias";

    public static IEnumerable<Finding> In(AnalyzedGraph graph)
    {
        foreach (int outer in graph.Nodes)
        {
            if (WeightsOf(graph, outer) is not var (outerWeights, layer))
            {
                continue;
            }

            List<int> biases = [];
            while (IsUsedOnce(graph, layer) && SummandOf(graph, layer) is >= 0 and int sum)
            {
                if (graph[layer].Operation != Operation.Negate)
                {
                    biases.Add(BiasOf(graph, layer));
                }

                layer = sum;
            }

            if (IsUsedOnce(graph, layer) && WeightsOf(graph, layer) is var (innerWeights, _) && innerWeights != outerWeights)
            {
                yield return Judge(graph, layer, innerWeights, outer, outerWeights, biases);
            }
        }
    }

    private static Finding Judge(AnalyzedGraph graph, int inner, int innerWeights, int outer, int outerWeights, List<int> biases)
    {
        // With a bias that the second layer lacks, the first gives one more direction to choose. Only one that may become anything takes it over.
        int outerBias = IsUsedOnce(graph, outer) && IsSumWithBatch(graph, graph.UsersOf(outer)[0]) ? BiasOf(graph, graph.UsersOf(outer)[0]) : -1;
        bool addsBias = biases.Count > 0 && !(outerBias >= 0 && IsLearned(graph, outerBias) && graph[outerBias].Shape == graph[outer].Shape);
        int inputs = graph[innerWeights].Shape.Columns > 1 || !graph[inner].Shape.IsScalar
            ? graph[innerWeights].Shape.Columns
            : graph[innerWeights].Shape.Rows;
        int outputs = graph[outer].Shape.Rows;
        int width = graph[inner].Shape.Rows;
        bool isNarrow = width < Math.Min(inputs, outputs);

        // Weights and biases that are used elsewhere are regularised, or shared.
        bool areFree = new[] { innerWeights, outerWeights, outerBias }.Concat(biases).All(p => p < 0 || graph.UsersOf(p).Count == 1)
            && biases.Count <= 1 && biases.All(b => IsLearned(graph, b));
        bool canMerge = areFree && width >= Math.Min(inputs + (addsBias ? 1 : 0), outputs);
        return new Finding(Descriptors.LinearLayersCollapse, inner, isNarrow ? $" of rank at most {width}" : "")
        {
            Remedy = !canMerge ? null : addsBias ? MergeWithBias : Merge,
            Also = outer,
        };
    }

    /// <summary>The learned weights of a product with a value of an example, and that value.</summary>
    private static (int Weights, int Value)? WeightsOf(AnalyzedGraph graph, int node)
    {
        Node product = graph[node];
        if (product.Operation is not (Operation.MatrixVector or Operation.Dot))
        {
            return null;
        }

        (int a, int b) = (product.Operands[0], product.Operands[1]);
        return
            IsWeights(a) && graph[b].PerExample ? (a, b) :
            IsWeights(b) && graph[a].PerExample ? (b, a) : null;

        // Weights that serve several products are not those of one layer.
        bool IsWeights(int operand) =>
            IsLearned(graph, operand)
            && graph.UsersOf(operand).All(u => u == node || graph[u].Operation is Operation.SumOfSquares or Operation.Norm1 or Operation.Square or Operation.Abs);
    }

    private static bool IsLearned(AnalyzedGraph graph, int node) => graph[node] is { Operation: Operation.Parameter, WantsGradient: true };

    private static bool IsUsedOnce(AnalyzedGraph graph, int node) => graph.UsersOf(node).Count == 1 && node != graph.Output;

    /// <summary>What a bias is added to, or a sign turned; −1 of any other value.</summary>
    private static int SummandOf(AnalyzedGraph graph, int node) =>
        graph[node].Operation == Operation.Negate ? graph[node].Operands[0] :
        IsSumWithBatch(graph, node) ? graph[node].Operands.First(o => graph[o].PerExample) : -1;

    /// <summary>What of a sum is the same for all examples.</summary>
    private static int BiasOf(AnalyzedGraph graph, int sum) => graph[sum].Operands.First(o => !graph[o].PerExample);

    private static bool IsSumWithBatch(AnalyzedGraph graph, int node) =>
        graph[node].Operation is Operation.Add or Operation.Subtract
        && graph[node].Operands.Any(o => !graph[o].PerExample) && graph[node].Operands.Any(o => graph[o].PerExample);
}
