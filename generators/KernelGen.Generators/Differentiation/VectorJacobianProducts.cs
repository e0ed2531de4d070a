using System;
using System.Collections.Generic;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Differentiation;

/// <summary>For each operation, how an adjoint flows back to its operands. The Jacobian is never built.</summary>
internal static class VectorJacobianProducts
{
    /// <summary>The contributions of node <paramref name="v"/> with adjoint <paramref name="dv"/> to those of its operands that are wanted.</summary>
    public static IEnumerable<(int Operand, int Contribution)> Of(GraphBuilder g, int v, int dv, Func<int, bool> wanted)
    {
        Node node = g[v];
        int a = node.Operands[0];
        int b = node.Operands.Count > 1 ? node.Operands[1] : -1;
        bool toA = wanted(a);
        bool toB = b >= 0 && wanted(b);
        switch (node.Operation)
        {
            case Operation.Add:
                return Both(() => dv, () => dv);
            case Operation.Subtract:
                return Both(() => dv, () => g.Apply(Operation.Negate, dv));
            case Operation.Multiply:
                return Both(() => Times(dv, b), () => Times(dv, a));
            case Operation.Divide:
                return Both(
                    () => g.Apply(Operation.Divide, dv, b),
                    () => g.Apply(Operation.Negate, Times(dv, g.Apply(Operation.Divide, v, b))));
            case Operation.Negate:
                return One(() => g.Apply(Operation.Negate, dv));
            case Operation.Relu:
                return One(() => g.Apply(Operation.WherePositive, v, dv));
            case Operation.Softplus:
                return One(() => Times(dv, g.Apply(Operation.Logistic, a)));
            case Operation.Logistic:
                // y·(1 − y)
                return One(() => Times(dv, Times(v, g.Apply(Operation.Subtract, g.Constant(1), v))));
            case Operation.Tanh:
                // 1 − y²
                return One(() => Times(dv, g.Apply(Operation.Subtract, g.Constant(1), g.Apply(Operation.Square, v))));
            case Operation.Exp:
                return One(() => Times(dv, v));
            case Operation.Log:
                return One(() => g.Apply(Operation.Divide, dv, a));
            case Operation.Abs:
                return One(() => Times(dv, g.Apply(Operation.Sign, a)));
            case Operation.Square:
                return One(() => Times(dv, Times(g.Constant(2), a)));
            case Operation.HardThreshold or Operation.Sign or Operation.OneHot:
                return [];
            case Operation.LogisticCrossEntropy:
                return Both(
                    () => Times(g.Apply(Operation.Subtract, g.Apply(Operation.Logistic, a), b), dv),
                    () => g.Apply(Operation.Negate, Times(a, dv)));
            case Operation.Broadcast:
                return One(() => g.Apply(Operation.Sum, dv));
            case Operation.MatrixVector:
                return Both(() => g.Apply(Operation.Outer, dv, b), () => g.Apply(Operation.TransposedMatrixVector, a, dv));
            case Operation.Sum:
                return One(() => g.Broadcast(dv, g[a].Shape));
            case Operation.BatchSum:
                return One(() => dv);
            case Operation.Element:
                return toA ? [(a, Times(g.OneHot(b, g[a].Shape.Rows), dv))] : [];
            case Operation.SumOfSquares:
                return One(() => Times(Times(g.Constant(2), dv), a));
            case Operation.Norm1:
                return One(() => Times(dv, g.Apply(Operation.Sign, a)));
            case Operation.Softmax:
                // y·(v̄ − Σ v̄·y)
                return One(() => Times(v, g.Apply(Operation.Subtract, dv, g.Apply(Operation.Sum, Times(dv, v)))));
            case Operation.SoftmaxCrossEntropy:
                return toA ? [(a, SoftmaxCrossEntropy())] : [];
            default:
                throw new InvalidOperationException($"{node.Operation} has no derivative rule.");
        }

        int Times(int x, int y) => g.Apply(Operation.Multiply, x, y);

        // y − t; for a target of any total, (Σt)·y − t.
        int SoftmaxCrossEntropy()
        {
            int y = g.Apply(Operation.Softmax, a);
            int slope = g[b].Operation == Operation.Label
                ? g.Apply(Operation.Subtract, y, g.OneHot(b, g[a].Shape.Rows))
                : g.Apply(Operation.Subtract, Times(g.Apply(Operation.Sum, b), y), b);
            return Times(slope, dv);
        }

        IEnumerable<(int, int)> One(Func<int> contribution) => toA ? [(a, contribution())] : [];

        IEnumerable<(int, int)> Both(Func<int> first, Func<int> second)
        {
            List<(int, int)> result = [];
            if (toA)
            {
                result.Add((a, Fit(first(), a)));
            }

            if (toB)
            {
                result.Add((b, Fit(second(), b)));
            }

            return result;
        }

        // A scalar that served every entry collects the sum of their adjoints; a scalar adjoint serves every entry.
        int Fit(int contribution, int operand)
        {
            Shape from = g[contribution].Shape;
            Shape to = g[operand].Shape;
            return from == to ? contribution : to.IsScalar ? g.Apply(Operation.Sum, contribution) : g.Broadcast(contribution, to);
        }
    }
}
