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

    /// <summary>
    /// What an operation makes of padding entries: null where that is some finite number, NaN where it may be none. Only 0 may be
    /// stored unmasked, and 0 times what is not finite is not 0.
    /// </summary>
    public static double? AtPadding(Operation operation, Func<int, double?> operand) => operation switch
    {
        Operation.Negate or Operation.Square or Operation.Relu or Operation.HardThreshold or Operation.Tanh or Operation.Abs or Operation.Sign
            or Operation.Logistic or Operation.Softplus or Operation.Exp or Operation.Log or Operation.Sqrt or Operation.Sin or Operation.Cos
            or Operation.Broadcast => operand(0) is { } a ? Known(operation, a) : null,
        Operation.Multiply => (operand(0) == 0 && IsFinite(operand(1))) || (operand(1) == 0 && IsFinite(operand(0))) ? 0
            : operand(0) * operand(1) ?? Unknown(operand(0), operand(1)),
        Operation.Divide => operand(1) == 0 ? double.NaN
            : operand(0) == 0 && IsFinite(operand(1)) ? 0
            : operand(0) / operand(1) ?? Unknown(operand(0), operand(1)),
        Operation.Add => operand(0) + operand(1) ?? Unknown(operand(0), operand(1)),
        Operation.Subtract => operand(0) - operand(1) ?? Unknown(operand(0), operand(1)),
        Operation.WherePositive => operand(0) <= 0 || operand(1) == 0 ? 0 : Unknown(operand(0), operand(1)),
        Operation.Select => operand(0) > 0 ? operand(1) : operand(0) <= 0 || Equals(operand(1), operand(2)) ? operand(2) : Unknown(operand(1), operand(2)),
        Operation.Minimum or Operation.Maximum => operand(0) is { } x && operand(1) is { } y
            ? operation == Operation.Minimum ? Math.Min(x, y) : Math.Max(x, y)
            : Unknown(operand(0), operand(1)),
        _ => double.NaN,
    };

    private static double Known(Operation operation, double a) => operation switch
    {
        Operation.Negate => -a,
        Operation.Square => a * a,
        Operation.Relu => a <= 0 ? 0 : a,
        Operation.HardThreshold => a <= 0 ? 0 : a > 0 ? 1 : a,
        Operation.Tanh => Math.Tanh(a),
        Operation.Abs => Math.Abs(a),
        Operation.Sign => double.IsNaN(a) ? a : Math.Sign(a),
        Operation.Logistic => 1 / (1 + Math.Exp(-a)),
        Operation.Softplus => Math.Log(1 + Math.Exp(a)),
        Operation.Exp => Math.Exp(a),
        Operation.Log => Math.Log(a),
        Operation.Sqrt => Math.Sqrt(a),
        Operation.Sin => Math.Sin(a),
        Operation.Cos => Math.Cos(a),
        _ => a,
    };

    private static bool IsFinite(double? value) => value is not { } known || !(double.IsNaN(known) || double.IsInfinity(known));

    private static double? Unknown(double? a, double? b) => IsFinite(a) && IsFinite(b) ? null : double.NaN;
}
