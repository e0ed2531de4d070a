using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>How a parameter starts; the members are those of <c>KernelGen.Initialization</c>.</summary>
internal enum Initialization
{
    /// <summary>What is only added, such as a bias.</summary>
    Zero,

    /// <summary>Random, for weights in general.</summary>
    Glorot,

    /// <summary>Random, for weights before a rectifier.</summary>
    He,
}

/// <summary>What the outside sees of a model, whichever way it was declared.</summary>
/// <param name="InputCount">Values in one example.</param>
/// <param name="OutputCount">Values that one prediction writes.</param>
/// <param name="Target">What a target is.</param>
/// <param name="ClassCount">Classes that labels or <c>Classify</c> tell apart; 0 where there are none.</param>
/// <param name="HasObjective">Whether it can be trained.</param>
/// <param name="Parameters">What is known of each parameter, in order.</param>
internal sealed record ModelFacts(
    int InputCount, int OutputCount, TargetFacts Target, int ClassCount, bool HasObjective, EquatableArray<ParameterFacts> Parameters)
{
    /// <param name="graph">As lowered: losses are still losses.</param>
    public static ModelFacts Of(Graph graph)
    {
        int inputs = graph.Nodes.Where(static n => n.Operation == Operation.Input).Select(static n => n.Start + n.Shape.Size).DefaultIfEmpty(0).Max();
        int scores = graph.Find(Role.Scores);
        TargetFacts target = TargetFacts.Of(graph);
        int classes = target.Kind == TargetKind.Label ? target.Classes : scores < 0 ? 0 : Math.Max(2, graph[scores].Shape.Size);
        return new ModelFacts(
            inputs, graph[graph.Find(Role.Output)].Shape.Size, target, classes,
            graph.Find(Role.Cost) >= 0, graph.Parameters.Select(p => new ParameterFacts(InitializationOf(graph, p), IsRow(graph, p))).ToEquatableArray());
    }

    private static Initialization InitializationOf(Graph graph, int parameter)
    {
        int[] weighted = UsersOfEntries(graph, parameter)
            .Where(u => graph[u].Operation is not (Operation.Add or Operation.Subtract or Operation.SumOfSquares or Operation.Norm1))
            .ToArray();
        return weighted.Length == 0 ? Initialization.Zero
            : weighted.Any(u => ReachesRectifier(graph, u)) ? Initialization.He
            : Initialization.Glorot;
    }

    /// <summary>Users of a parameter or of its parts.</summary>
    private static IEnumerable<int> UsersOfEntries(Graph graph, int node) => graph.UsersOf(node)
        .SelectMany(u => graph[u].Operation == Operation.Slice ? UsersOfEntries(graph, u) : [u]);

    /// <summary>Whether a vector gives the weights of one unit, an entry for each of its inputs.</summary>
    private static bool IsRow(Graph graph, int parameter) =>
        graph[parameter].Shape is { Rows: > 1, Columns: 1 } && graph.UsersOf(parameter).Any(u => graph[u].Operation == Operation.Dot);

    /// <summary>Whether a product goes, perhaps after a bias was added, into a function that cuts off what is negative.</summary>
    private static bool ReachesRectifier(Graph graph, int node)
    {
        Queue<int> open = new([node]);
        while (open.Count > 0)
        {
            foreach (int user in graph.UsersOf(open.Dequeue()))
            {
                if (graph[user].Operation is Operation.Relu or Operation.Softplus)
                {
                    return true;
                }

                if (graph[user].Operation is Operation.Add or Operation.Subtract or Operation.Sum or Operation.Concat)
                {
                    open.Enqueue(user);
                }
            }
        }

        return false;
    }
}

/// <summary>What is known of a parameter beside its node.</summary>
/// <param name="Initialization">How it starts.</param>
/// <param name="IsRow">Whether it is a vector of the weights of one unit, so that its inputs are its entries.</param>
internal sealed record ParameterFacts(Initialization Initialization, bool IsRow);
