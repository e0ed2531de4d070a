using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Analysis;

/// <summary>How each value depends on the trained parameters, by rules of composition; data, targets and frozen parameters are constants.</summary>
/// <param name="graph">The equations, with stable forms in the place of what they are written as.</param>
/// <param name="ranges">Of each value.</param>
internal sealed class CurvatureAnalysis(Graph graph, IReadOnlyList<Interval> ranges)
{
    private readonly Curvature[] curvatures = new Curvature[graph.Nodes.Count];

    /// <summary>Whether each value is a sum of squares of affine values, the square of a Euclidean norm.</summary>
    private readonly bool[] isSumOfSquares = new bool[graph.Nodes.Count];

    public Curvature[] Run()
    {
        for (int i = 0; i < curvatures.Length; i++)
        {
            Node node = graph[i];
            curvatures[i] =
                node is { Operation: Operation.Parameter, WantsGradient: true } ? Curvature.Affine :
                node.Operands.All(o => curvatures[o] == Curvature.Constant) ? Curvature.Constant :
                Of(node);
            isSumOfSquares[i] = IsSumOfSquares(i);
        }

        return curvatures;
    }

    private Curvature Of(Node node)
    {
        int first = node.Operands[0];
        int second = node.Operands.Count > 1 ? node.Operands[1] : first;
        (Curvature a, Curvature b) = (curvatures[first], curvatures[second]);
        (Interval rangeOfA, Interval rangeOfB) = (ranges[first], ranges[second]);
        switch (node.Operation)
        {
            case Operation.Add or Operation.Concat:
                return node.Operands.Select(o => curvatures[o]).Aggregate(CurvatureRules.Plus);

            case Operation.Subtract:
                return a.Plus(b.Negated());

            case Operation.Sum or Operation.Mean or Operation.BatchSum or Operation.Slice or Operation.Embed or Operation.Broadcast
                or Operation.Transpose or Operation.Element:
                return a;

            case Operation.Multiply or Operation.Dot when first == second:
                return a.Into(Curvature.Convex, 0);

            case Operation.Multiply or Operation.Outer or Operation.MatrixVector or Operation.TransposedMatrixVector or Operation.Dot:
                return Product(first, second);

            case Operation.Divide:
                return b == Curvature.Constant ? a.Times(rangeOfB)
                    : a == Curvature.Constant && rangeOfB.IsNotNegative ? b.Into(Curvature.Convex, -1).Times(rangeOfA)
                    : Curvature.Unknown;

            case Operation.Maximum:
                return a.IsConvex() && b.IsConvex() ? Curvature.Convex : Curvature.Unknown;

            case Operation.Minimum:
                return a.Negated().IsConvex() && b.Negated().IsConvex() ? Curvature.Concave : Curvature.Unknown;

            case Operation.Largest or Operation.LogSumExp:
                return a.Into(Curvature.Convex, 1);

            case Operation.WherePositive or Operation.Select:
                // Where data decide, each example has one of the two.
                return a == Curvature.Constant ? b.Plus(curvatures[node.Operands[node.Operands.Count - 1]]) : Curvature.Unknown;

            case Operation.SumOfSquares:
                return OfFunction(Operation.Square, first);

            case Operation.Norm1:
                return OfFunction(Operation.Abs, first);

            case Operation.Sqrt when isSumOfSquares[first]:
                // A Euclidean norm.
                return Curvature.Convex;

            case Operation.LogSoftmax:
                return a == Curvature.Affine ? Curvature.Concave : Curvature.Unknown;

            case Operation.TimesLog when a == Curvature.Constant:
                return b.Into(Curvature.Concave, 1).Times(rangeOfA);

            case Operation.TimesLog when first == second:
                return a.Into(Curvature.Convex, 0);

            default:
                return node.Operation.IsFunctionOfEntry() ? OfFunction(node.Operation, first) : OfLoss(node.Operation, first, second);
        }
    }

    private Curvature Product(int first, int second) =>
        curvatures[first] == Curvature.Constant ? curvatures[second].Times(ranges[first]) :
        curvatures[second] == Curvature.Constant ? curvatures[first].Times(ranges[second]) :
        Curvature.Unknown;

    private Curvature OfFunction(Operation function, int argument)
    {
        (Curvature a, Interval range) = (curvatures[argument], ranges[argument]);
        int direction = range.IsNotNegative ? 1 : range.IsNotPositive ? -1 : 0;
        return function switch
        {
            Operation.Negate => a.Negated(),
            Operation.Relu or Operation.Softplus or Operation.Exp => a.Into(Curvature.Convex, 1),
            Operation.Log or Operation.Sqrt => a.Into(Curvature.Concave, 1),
            Operation.Abs or Operation.Square => a.Into(Curvature.Convex, direction),

            // S-shaped: convex before its middle, concave behind it.
            Operation.Logistic or Operation.Tanh when direction < 0 => a.Into(Curvature.Convex, 1),
            Operation.Logistic or Operation.Tanh when direction > 0 => a.Into(Curvature.Concave, 1),
            _ => Curvature.Unknown,
        };
    }

    private Curvature OfLoss(Operation loss, int prediction, int target)
    {
        (Curvature y, Curvature t) = (curvatures[prediction], curvatures[target]);
        bool ofData = t == Curvature.Constant;
        bool ofLabel = graph[target].Operation == Operation.Label;
        bool isNotNegative = ofLabel || ranges[target].IsNotNegative;
        switch (loss)
        {
            case Operation.SquaredError or Operation.AbsoluteError:
                return y.Plus(t.Negated()).Into(Curvature.Convex, 0);

            case Operation.Hinge:
                // max(0, 1 − t·y)
                return Product(prediction, target).Negated().Into(Curvature.Convex, 1);

            case Operation.MulticlassHinge or Operation.LogisticCrossEntropy when ofData:
                // The target only weighs the two branches of the latter, whose second derivative is σ′(z) whatever it is.
                return y.Into(Curvature.Convex, 0);

            case Operation.SoftmaxCrossEntropy when ofData && isNotNegative:
                // (Σt)·log Σeᶻ − t·z
                return y.Into(Curvature.Convex, 0);

            case Operation.CrossEntropy when ofData && isNotNegative && !ofLabel && graph[prediction].Shape.IsScalar:
                // −t·log p − (1 − t)·log(1 − p)
                return ranges[target].IsWithin(0, 1) ? y.Into(Curvature.Convex, 0) : Curvature.Unknown;

            case Operation.CrossEntropy or Operation.KullbackLeibler when ofData && isNotNegative:
                return y.Into(Curvature.Convex, -1);

            default:
                return Curvature.Unknown;
        }
    }

    private bool IsSumOfSquares(int i)
    {
        Node node = graph[i];
        return curvatures[i] == Curvature.Constant
            ? ranges[i].IsNotNegative
            : node.Operation switch
            {
                Operation.Square or Operation.SumOfSquares => curvatures[node.Operands[0]] == Curvature.Affine,
                Operation.Dot => node.Operands[0] == node.Operands[1] && curvatures[node.Operands[0]] == Curvature.Affine,
                Operation.Sum or Operation.Mean or Operation.Broadcast or Operation.Slice => isSumOfSquares[node.Operands[0]],
                Operation.Add => node.Operands.All(o => isSumOfSquares[o]),
                Operation.Multiply => node.Operands.All(o => isSumOfSquares[o]) && node.Operands.Any(o => curvatures[o] == Curvature.Constant),
                Operation.Divide => node.Operands.All(o => isSumOfSquares[o]) && curvatures[node.Operands[1]] == Curvature.Constant,
                _ => false,
            };
    }
}
