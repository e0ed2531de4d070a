using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

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
        Collect(cost, covered);
        int[] trained = graph.Parameters.Where(p => graph[p].WantsGradient).ToArray();
        return trained.Length > 0 && trained.All(covered.Contains);
    }

    private void Collect(int term, HashSet<int> covered)
    {
        Node node = graph[term];
        switch (node.Operation)
        {
            case Operation.Add:
                Collect(node.Operands[0], covered);
                Collect(node.Operands[1], covered);
                break;

            case Operation.Multiply when ranges[node.Operands[0]].IsPositive:
                Collect(node.Operands[1], covered);
                break;

            case Operation.Multiply or Operation.Divide when ranges[node.Operands[1]].IsPositive:
                Collect(node.Operands[0], covered);
                break;

            case Operation.Sum or Operation.Mean or Operation.BatchSum or Operation.Broadcast:
                Collect(node.Operands[0], covered);
                break;

            case Operation.SumOfSquares or Operation.Square:
                Cover(node.Operands[0], covered);
                break;

            case Operation.Dot when node.Operands[0] == node.Operands[1]:
                Cover(node.Operands[0], covered);
                break;
        }
    }

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
                foreach (int part in node.Operands)
                {
                    Cover(part, covered);
                }

                break;

            case Operation.Add or Operation.Subtract when node.Operands.Any(o => graph[o].Operation == Operation.Constant):
                Cover(node.Operands.First(o => graph[o].Operation != Operation.Constant), covered);
                break;
        }
    }
}
