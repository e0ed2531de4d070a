using System;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Emitting;

/// <summary>Operations entry by entry, as C# on registers <c>V</c>.</summary>
internal static class VectorExpressions
{
    public static string Of(Operation operation, Func<int, string> operand) => operation switch
    {
        Operation.Add => $"{operand(0)} + {operand(1)}",
        Operation.Subtract => $"{operand(0)} - {operand(1)}",
        Operation.Multiply => $"{operand(0)} * {operand(1)}",
        Operation.Divide => $"{operand(0)} / {operand(1)}",
        Operation.Negate => $"-{operand(0)}",
        Operation.Square => $"{operand(0)} * {operand(0)}",
        Operation.Broadcast => operand(0),
        Operation.WherePositive or Operation.LogisticCrossEntropy => $"V.{operation}({operand(0)}, {operand(1)})",
        Operation.Minimum => $"V.Min({operand(0)}, {operand(1)})",
        Operation.Maximum => $"V.Max({operand(0)}, {operand(1)})",
        Operation.Select => $"V.Where(V.GreaterThan({operand(0)}, V.Zero), {operand(1)}, {operand(2)})",
        Operation.Relu or Operation.Softplus or Operation.Logistic or Operation.Tanh or Operation.HardThreshold or Operation.Exp
            or Operation.Log or Operation.Sqrt or Operation.Sin or Operation.Cos or Operation.Abs or Operation.Sign => $"V.{operation}({operand(0)})",
        _ => throw new InvalidOperationException($"{operation} is not computed entry by entry."),
    };

    /// <summary>Whether an operation is written with an operator, so that it needs parentheses within another.</summary>
    public static bool IsInfix(Operation operation) => operation
        is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Negate or Operation.Square;

    /// <summary>What an operation makes of a padding entry, where operands are known (else NaN): only 0 may be stored unmasked.</summary>
    public static double AtPadding(Node node, Func<int, double> operand)
    {
        double a = node.Operands.Count > 0 ? operand(0) : double.NaN;
        double b = node.Operands.Count > 1 ? operand(1) : double.NaN;
        return node.Operation switch
        {
            Operation.Constant => node.Value,
            Operation.Add => a + b,
            Operation.Subtract => a - b,
            Operation.Multiply => a == 0 || b == 0 ? 0 : a * b,
            Operation.Divide => a == 0 && b != 0 ? 0 : a / b,
            Operation.Negate => -a,
            Operation.Square => a * a,
            Operation.Relu => a <= 0 ? 0 : a,
            Operation.HardThreshold => a <= 0 ? 0 : a > 0 ? 1 : a,
            Operation.Tanh => Math.Tanh(a),
            Operation.Abs => Math.Abs(a),
            Operation.Sign => double.IsNaN(a) ? a : Math.Sign(a),
            Operation.WherePositive => a <= 0 || b == 0 ? 0 : b,
            Operation.Logistic => 1 / (1 + Math.Exp(-a)),
            Operation.Softplus => Math.Log(1 + Math.Exp(a)),
            Operation.Exp => Math.Exp(a),
            Operation.Sqrt => Math.Sqrt(a),
            Operation.Sin => Math.Sin(a),
            Operation.Cos => Math.Cos(a),
            Operation.Broadcast => a,
            _ => double.NaN,
        };
    }
}
