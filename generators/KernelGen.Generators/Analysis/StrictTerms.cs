using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Analysis;

/// <summary>
/// Squares of parameters among the terms of a cost. A convex cost with such a term of every trained parameter is strictly convex;
/// what the examples add to that depends on the examples, so nothing is proved from it.
/// </summary>
internal sealed class StrictTerms(Graph graph, IReadOnlyList<Interval> ranges)
{
    public bool CoverAllParameters(int cost)
    {
        HashSet<int> covered = [];
        HashSet<int> terms = [];
        Stack<int> open = new([cost]);
        while (open.Count > 0)
        {
            int term = open.Pop();
            foreach (int part in terms.Add(term) ? PartsOf(term, covered) : EquatableArray<int>.Empty)
            {
                open.Push(part);
            }
        }

        int[] trained = graph.Parameters.Where(p => graph[p].WantsGradient).ToArray();
        return trained.Length > 0 && trained.All(covered.Contains);
    }

    /// <summary>The terms that a term is made of with positive weight; what it is the square of is covered.</summary>
    private EquatableArray<int> PartsOf(int term, HashSet<int> covered)
    {
        Node node = graph[term];
        switch (node.Operation)
        {
            case Operation.Add:
                return node.Operands;

            case Operation.Multiply:
                // What is convex has parameters on one side only; the other has no squares of any.
                return Weighed(node.Operands[0], by: node.Operands[1]).Concat(Weighed(node.Operands[1], by: node.Operands[0])).ToEquatableArray();

            case Operation.Divide:
                return Weighed(node.Operands[0], by: node.Operands[1]);

            case Operation.Sum or Operation.Mean or Operation.BatchSum or Operation.Broadcast:
                return node.Operands;

            case Operation.SumOfSquares or Operation.Square:
                Cover(node.Operands[0], covered);
                return EquatableArray<int>.Empty;

            case Operation.Dot when node.Operands[0] == node.Operands[1]:
                Cover(node.Operands[0], covered);
                return EquatableArray<int>.Empty;

            default:
                return EquatableArray<int>.Empty;
        }
    }

    private EquatableArray<int> Weighed(int term, int by) => ranges[by].IsPositive ? EquatableArray.Of(term) : EquatableArray<int>.Empty;

    /// <summary>The parameters whose every entry is an entry of a value, shifted perhaps or side by side with others.</summary>
    private void Cover(int value, HashSet<int> covered)
    {
        Node node = graph[value];
        switch (node.Operation)
        {
            case Operation.Parameter:
                covered.Add(value);
                break;

            case Operation.Negate or Operation.Transpose:
                Cover(node.Operands[0], covered);
                break;

            case Operation.Concat:
                covered.UnionWith(node.Operands);
                break;

            case Operation.Add or Operation.Subtract when node.Operands.Any(o => graph[o].Operation == Operation.Constant):
                Cover(node.Operands.First(o => graph[o].Operation != Operation.Constant), covered);
                break;
        }
    }
}
