using System;
using System.Collections.Generic;

namespace KernelGen.Generators.Graphs.Analyses;

/// <summary>The numbers that each value of a graph can take, from those of its operands; of a vector or matrix, any of its entries.</summary>
internal sealed class Intervals
{
    private readonly Graph graph;
    private readonly Interval[] intervals;

    private Intervals(Graph graph, Func<Node, Interval?> known)
    {
        this.graph = graph;
        intervals = new Interval[graph.Nodes.Count];
        for (int i = 0; i < intervals.Length; i++)
        {
            intervals[i] = known(graph[i]) ?? Of(graph[i]);
        }
    }

    public static IReadOnlyList<Interval> Of(Graph graph) => Of(graph, static _ => null);

    /// <param name="graph">The equations.</param>
    /// <param name="known">What is known of a node beside them; null of any other.</param>
    public static IReadOnlyList<Interval> Of(Graph graph, Func<Node, Interval?> known) => new Intervals(graph, known).intervals;

    /// <summary>What a hyperparameter is set to: whoever sets it keeps its sign. A rate or a temperature that starts at 1 is never set to zero.</summary>
    /// <param name="value">Its value until it is set.</param>
    public static Interval OfSign(double value) => value > 0 ? Interval.Positive : value < 0 ? -Interval.Positive : Interval.NotNegative;

    private Interval Of(Node node) => node.Operation switch
    {
        Operation.Constant => Interval.Of(node.Value),
        Operation.Hyperparameter => OfSign(node.Value),
        Operation.Weight or Operation.Mask => Interval.NotNegative,
        Operation.BatchSizeReciprocal => new Interval(new Bound(0, Open: true), new Bound(1)),
        Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide => OfArithmetic(node),
        Operation.Minimum => Interval.Minimum(A(node), B(node)),
        Operation.Maximum => Interval.Maximum(A(node), B(node)),
        Operation.Select => OfChoice(node),
        Operation.WherePositive => Interval.Either(B(node), Interval.Of(0)),
        Operation.Slice or Operation.Broadcast or Operation.Transpose or Operation.Element or Operation.Largest or Operation.Mean => A(node),
        Operation.Embed => Interval.Either(A(node), Interval.Of(0)),
        Operation.Concat => OfAll(node),
        Operation.Sum => A(node).Times(SizeOfOperand(node)),
        Operation.SumOfSquares => A(node).Squared.Times(SizeOfOperand(node)),
        Operation.Norm1 => A(node).Absolute.Times(SizeOfOperand(node)),
        Operation.Dot when node.Operands[0] == node.Operands[1] => A(node).Squared.Times(SizeOfOperand(node)),
        Operation.Dot => (A(node) * B(node)).Times(SizeOfOperand(node)),
        Operation.MatrixVector or Operation.TransposedMatrixVector => (A(node) * B(node)).Times(graph[node.Operands[1]].Shape.Rows),
        Operation.Outer => A(node) * B(node),
        Operation.BatchSum => A(node).IsPositive ? Interval.Positive : A(node).IsNotNegative ? Interval.NotNegative : Interval.All,
        Operation.OneHot => Interval.Between(0, 1),
        Operation.Softmax => node.Shape.IsScalar ? Interval.Of(1) : Interval.InsideUnit,
        Operation.LogSoftmax => -Interval.NotNegative,
        Operation.SquaredError or Operation.AbsoluteError or Operation.Hinge or Operation.MulticlassHinge => Interval.NotNegative,
        _ when node.Operation.IsFunctionOfEntry() => OfEntry(node.Operation, A(node)),

        // Data, parameters, losses that are not negative only where their targets are right.
        _ => Interval.All,
    };

    private static Interval OfEntry(Operation operation, Interval a) => operation switch
    {
        Operation.Negate => -a,
        Operation.Square => a.Squared,
        Operation.Abs => a.Absolute,
        Operation.Relu => Interval.Maximum(a, Interval.Of(0)),
        Operation.Softplus => a.Rising(static z => z > 700 ? z : Math.Log(1 + Math.Exp(z)), low: 0),
        Operation.Logistic => a.Rising(static z => 1 / (1 + Math.Exp(-z)), low: 0, high: 1),
        Operation.Tanh => a.Rising(Math.Tanh, low: -1, high: 1),
        Operation.Exp => a.Rising(Math.Exp, low: 0),
        Operation.Log => a.Rising(static x => x > 0 ? Math.Log(x) : double.NegativeInfinity),
        Operation.Sqrt => a.Rising(static x => x > 0 ? Math.Sqrt(x) : 0),
        Operation.HardThreshold => a.IsPositive ? Interval.Of(1) : a.High.Value <= 0 ? Interval.Of(0) : Interval.Between(0, 1),
        Operation.Sin when a.IsPoint => Interval.Of(Math.Sin(a.Low.Value)),
        Operation.Cos when a.IsPoint => Interval.Of(Math.Cos(a.Low.Value)),
        Operation.Sin or Operation.Cos or Operation.Sign => Interval.Between(-1, 1),
        _ => Interval.All,
    };

    private Interval OfArithmetic(Node node) => node.Operation switch
    {
        Operation.Add => A(node) + B(node),
        Operation.Subtract => A(node) + -B(node),
        Operation.Multiply => node.Operands[0] == node.Operands[1] ? A(node).Squared : A(node) * B(node),
        _ => OfShare(node) ?? (A(node) / B(node)),
    };

    /// <summary>Of a part by the whole, a/(a + b) or a/Σa with nothing negative, which is at most 1; null of any other quotient.</summary>
    private Interval? OfShare(Node quotient)
    {
        int part = quotient.Operands[0];
        Node whole = graph[quotient.Operands[1]];
        bool isSum = whole.Operation == Operation.Sum && whole.Operands[0] == part;
        int rest =
            whole.Operation != Operation.Add ? -1 :
            whole.Operands[0] == part ? whole.Operands[1] :
            whole.Operands[1] == part ? whole.Operands[0] : -1;
        if (!A(quotient).IsNotNegative || B(quotient).Contains(0) || !(isSum || (rest >= 0 && intervals[rest].IsNotNegative)))
        {
            return null;
        }

        bool isLess = isSum ? A(quotient).IsPositive && graph[part].Shape.Size > 1 : intervals[rest].IsPositive;
        return new Interval(new Bound(0, A(quotient).IsPositive), new Bound(1, isLess));
    }

    /// <summary>A value that is chosen where it is positive itself is positive.</summary>
    private Interval OfChoice(Node node)
    {
        (int condition, int met, int otherwise) = (node.Operands[0], node.Operands[1], node.Operands[2]);
        Interval a = met == condition ? Interval.Maximum(intervals[met], Interval.Positive) : intervals[met];
        Interval b = otherwise == condition ? Interval.Minimum(intervals[otherwise], -Interval.NotNegative) : intervals[otherwise];
        return intervals[condition].IsPositive ? a : intervals[condition].High.Value <= 0 ? b : Interval.Either(a, b);
    }

    private Interval OfAll(Node node)
    {
        Interval all = A(node);
        foreach (int operand in node.Operands)
        {
            all = Interval.Either(all, intervals[operand]);
        }

        return all;
    }

    private Interval A(Node node) => intervals[node.Operands[0]];

    private Interval B(Node node) => intervals[node.Operands[1]];

    private int SizeOfOperand(Node node) => graph[node.Operands[0]].Shape.Size;
}
