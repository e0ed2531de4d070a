using System;
using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Graphs.Analyses;

/// <summary>Whether values are probabilities, as far as a graph shows it.</summary>
internal sealed class Distributions
{
    /// <summary>How far from 1 the entries may sum up: a small constant is often added against zeros.</summary>
    private const double Tolerance = 1e-3;

    private readonly Graph graph;
    private readonly IReadOnlyList<Interval> intervals;

    /// <summary>The sum of the entries of each node, none of which is negative; null where it is not known.</summary>
    private readonly double?[] masses;

    /// <param name="graph">As lowered: softmax is still softmax.</param>
    /// <param name="intervals">The numbers that its values can take.</param>
    public Distributions(Graph graph, IReadOnlyList<Interval> intervals)
    {
        this.graph = graph;
        this.intervals = intervals;
        masses = new double?[graph.Nodes.Count];
        for (int i = 0; i < masses.Length; i++)
        {
            masses[i] = Mass(graph[i]);
        }
    }

    /// <summary>Whether each number is between 0 and 1.</summary>
    public bool AreProbabilities(int node) => intervals[node].IsWithin(0, 1);

    /// <summary>Whether the entries of a vector are the probabilities of everything that can be: not negative, sum 1.</summary>
    public bool IsDistribution(int node) => masses[node] is { } mass && Math.Abs(mass - 1) <= Tolerance;

    /// <summary>From the masses of the operands.</summary>
    private double? Mass(Node node) => node.Operation switch
    {
        Operation.Softmax or Operation.OneHot => 1,
        Operation.Constant => node.Value >= 0 ? node.Value : null,
        Operation.Concat => OfParts(node),
        Operation.Divide => OfQuotient(node),
        Operation.Multiply => OfMultiple(node),
        Operation.Add => OfSum(node),
        Operation.Broadcast when graph[node.Operands[0]].Shape == node.Shape => masses[node.Operands[0]],
        Operation.Minimum or Operation.Maximum => OfLimited(node),
        Operation.Select => masses[node.Operands[1]] is { } a && masses[node.Operands[2]] is { } b && a.Equals(b) ? a : null,
        _ => null,
    };

    private double? OfParts(Node node)
    {
        bool isPair = node.Operands.Count == 2 && AreProbabilities(node.Operands[0])
            && (IsComplement(node.Operands[1], node.Operands[0]) || IsComplement(node.Operands[0], node.Operands[1]));
        return isPair ? 1 : node.Operands.Aggregate((double?)0, (sum, part) => sum + masses[part]);
    }

    private double? OfQuotient(Node node)
    {
        (int above, Node below) = (node.Operands[0], graph[node.Operands[1]]);
        return
            below.Operation == Operation.Sum && below.Operands[0] == above && intervals[above].IsNotNegative ? 1 :
            below.Operation == Operation.Constant && below.Value > 0 ? masses[above] / below.Value :
            null;
    }

    private double? OfMultiple(Node node)
    {
        (int factor, int of) = IsConstant(node.Operands[0]) ? (node.Operands[0], node.Operands[1]) : (node.Operands[1], node.Operands[0]);
        return IsConstant(factor) && graph[factor].Value >= 0 ? graph[factor].Value * masses[of] : null;
    }

    private double? OfSum(Node node)
    {
        if (IsMixture(graph[node.Operands[0]], graph[node.Operands[1]]))
        {
            return 1;
        }

        // A constant is added to every entry.
        return Part(node.Operands[0]) + Part(node.Operands[1]);

        double? Part(int operand) => IsConstant(operand) ? masses[operand] * node.Shape.Rows : masses[operand];
    }

    /// <summary>Kept away from 0 or 1, a distribution is still one but for roundings; limited anywhere else it is not.</summary>
    private double? OfLimited(Node node)
    {
        (int limit, int of) = IsConstant(node.Operands[0]) ? (node.Operands[0], node.Operands[1]) : (node.Operands[1], node.Operands[0]);
        bool isAtEnd = IsConstant(limit) && (node.Operation == Operation.Maximum ? graph[limit].Value <= Tolerance : graph[limit].Value >= 1 - Tolerance);
        return isAtEnd ? masses[of] : null;
    }

    /// <summary>λ·p + (1 − λ)·q of two distributions.</summary>
    private bool IsMixture(Node a, Node b)
    {
        if (a.Operation != Operation.Multiply || b.Operation != Operation.Multiply)
        {
            return false;
        }

        // Either factor may stand first.
        return IsShared(0, 0) || IsShared(0, 1) || IsShared(1, 0) || IsShared(1, 1);

        bool IsShared(int i, int j)
        {
            (int share, int rest) = (a.Operands[i], b.Operands[j]);
            bool areShares = (IsComplement(rest, share) && AreProbabilities(share)) || (IsComplement(share, rest) && AreProbabilities(rest));
            return areShares && IsDistribution(a.Operands[1 - i]) && IsDistribution(b.Operands[1 - j]);
        }
    }

    /// <summary>Whether a value is 1 less another.</summary>
    private bool IsComplement(int value, int of) =>
        graph[value] is { Operation: Operation.Subtract } node && graph[node.Operands[0]] is { Operation: Operation.Constant, Value: 1 } && node.Operands[1] == of;

    private bool IsConstant(int node) => graph[node].Operation == Operation.Constant;
}
