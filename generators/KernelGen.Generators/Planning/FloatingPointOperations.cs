using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>
/// Counts operations on one example. Forward is what a prediction needs; backward what the cost and its gradient need beside that,
/// a batch being one example.
/// </summary>
internal static class FloatingPointOperations
{
    /// <summary>
    /// The multiply-adds with weights, two operations each: what costs time where anything does. They are those of matrix products,
    /// and of products of a parameter and a value of the example, however the equations write them.
    /// </summary>
    /// <param name="story">The graph before it is taken apart.</param>
    public static (long Forward, long Backward) OfWeights(Graph story)
    {
        bool[] weighted = story.DependsOn(static n => n.Operation == Operation.Parameter);
        HashSet<int> multiplied = [];
        foreach (Node node in story.Nodes)
        {
            if (FactorOfWeight(story, node, weighted) is >= 0 and int factor)
            {
                multiplied.Add(factor);
            }
        }

        return Add(story, (node, _) => node.Operation switch
        {
            Operation.MatrixVector or Operation.TransposedMatrixVector => 2L * story[node.Operands[0]].Shape.Size,
            Operation.Outer => 2L * node.Shape.Size,
            Operation.BatchSum => GradientOfWeight(story, node, multiplied),
            _ => FactorOfWeight(story, node, weighted) >= 0 ? 2L * node.Shape.Size : 0,
        });
    }

    /// <summary>Every operation: one for each entry of a result, or for each that a sum adds up; exp and the like count as one.</summary>
    /// <param name="graph">The graph that the kernels compute.</param>
    public static (long Forward, long Backward) OfAll(Graph graph) => Add(graph, static (node, operands) => node.Operation switch
    {
        _ when node.Operands.Count == 0 => 0,
        Operation.Broadcast or Operation.Slice or Operation.Embed or Operation.Concat or Operation.OneHot or Operation.Mask or Operation.Element
            or Operation.Transpose => 0,
        Operation.MatrixVector or Operation.TransposedMatrixVector => 2L * operands[0].Shape.Size,
        Operation.Sum or Operation.Largest => operands[0].Shape.Size,
        Operation.SumOfSquares or Operation.Norm1 => 2L * operands[0].Shape.Size,
        _ => node.Shape.Size,
    });

    private static (long Forward, long Backward) Add(Graph graph, Func<Node, Node[], long> count)
    {
        bool[] forward = graph.NeededFor(graph.Roots.Where(static r => r.Role == Role.Output).Select(static r => r.Node));
        bool[] step = graph.NeededFor(graph.Roots.Where(static r => r.Role is Role.Cost or Role.Gradient).Select(static r => r.Node));
        long predicted = 0;
        long differentiated = 0;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            long operations = count(graph[i], graph[i].Operands.Select(o => graph[o]).ToArray());
            predicted += forward[i] ? operations : 0;
            differentiated += step[i] && !forward[i] ? operations : 0;
        }

        return (predicted, differentiated);
    }

    /// <summary>What a value of the batch that is made of parameters is multiplied by, entry by entry; −1 of any other node.</summary>
    private static int FactorOfWeight(Graph graph, Node node, bool[] weighted)
    {
        if (node.Operation != Operation.Multiply)
        {
            return -1;
        }

        (int a, int b) = (node.Operands[0], node.Operands[1]);
        bool IsWeight(int i) => weighted[i] && !graph[i].PerExample;
        return IsWeight(a) && graph[b].PerExample ? b : IsWeight(b) && graph[a].PerExample ? a : -1;
    }

    /// <summary>The multiply-adds of Σₙ z̄·x, where x was multiplied by the weight.</summary>
    private static long GradientOfWeight(Graph graph, Node sum, HashSet<int> multiplied)
    {
        Node summed = graph[sum.Operands[0]];
        summed = summed.Operation == Operation.Sum ? graph[summed.Operands[0]] : summed;
        return summed.Operation == Operation.Multiply && summed.Operands.Any(multiplied.Contains) && summed.Operands.All(o => graph[o].PerExample)
            ? 2L * summed.Shape.Size
            : 0;
    }
}
