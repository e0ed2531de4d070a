using System;
using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// The shape that an operation gives. What users write is checked before, with messages for them; a refusal here is a mistake in
/// the compiler.
/// </summary>
internal static class ShapeInference
{
    /// <exception cref="InvalidOperationException">The operation does not take such operands.</exception>
    public static Shape Of(Operation operation, IReadOnlyList<Node> operands)
    {
        Shape a = operands[0].Shape;
        Shape b = operands.Count > 1 ? operands[1].Shape : Shape.Scalar;
        bool ofLabel = operands.Count > 1 && operands[1].Operation == Operation.Label;
        if (operation.IsFunctionOfEntry())
        {
            return a;
        }

        if (operation.CombinesEntries())
        {
            Shape result = operands.FirstOrDefault(static o => !o.Shape.IsScalar)?.Shape ?? Shape.Scalar;
            Require(operands.All(o => o.Shape.IsScalar || o.Shape == result), operation, operands);
            return result;
        }

        switch (operation)
        {
            case Operation.BatchSum:
                return a;

            case Operation.Softmax or Operation.LogSoftmax:
                Require(a.Columns == 1, operation, operands);
                return a;

            case Operation.Transpose:
                return Shape.Matrix(a.Columns, a.Rows);

            case Operation.MatrixVector:
                Require(a.Columns == b.Rows && b.Columns == 1, operation, operands);
                return Shape.Vector(a.Rows);

            case Operation.TransposedMatrixVector:
                Require(a.Rows == b.Rows && b.Columns == 1, operation, operands);
                return Shape.Vector(a.Columns);

            case Operation.Outer:
                Require(a.Columns == 1 && b.Columns == 1, operation, operands);
                return Shape.Matrix(a.Rows, b.Rows);

            case Operation.Concat:
                Require(operands.All(static o => o.Shape.Columns == 1), operation, operands);
                return Shape.Vector(operands.Sum(static o => o.Shape.Rows));

            case Operation.Sum or Operation.Mean or Operation.Largest or Operation.SumOfSquares or Operation.Norm1:
                return Shape.Scalar;

            case Operation.LogSumExp:
                Require(a.Columns == 1, operation, operands);
                return Shape.Scalar;

            case Operation.Element or Operation.MulticlassHinge:
                Require(a.Columns == 1 && ofLabel, operation, operands);
                return Shape.Scalar;

            case Operation.Dot or Operation.SquaredError or Operation.AbsoluteError or Operation.Hinge or Operation.KullbackLeibler:
                Require(a == b, operation, operands);
                return Shape.Scalar;

            case Operation.CrossEntropy or Operation.SoftmaxCrossEntropy:
                Require(a.Columns == 1 && (a == b || ofLabel), operation, operands);
                return Shape.Scalar;

            default:
                throw new InvalidOperationException($"{operation} has a builder method of its own.");
        }
    }

    private static void Require(bool condition, Operation operation, IReadOnlyList<Node> operands)
    {
        if (!condition)
        {
            throw new InvalidOperationException(
                $"{operation} does not take {string.Join(" and ", operands.Select(static o => o.Shape.ToString()))}.");
        }
    }
}
