using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <summary>Arithmetic on what is known while equations are read: loop counters, sizes and the numbers made of them.</summary>
/// <remarks>
/// Between whole numbers (<c>int</c>), numbers (<c>double</c>) and truth values; null for anything else. Overflow and division by
/// zero throw as checked C# does.
/// </remarks>
internal static class ConstantArithmetic
{
    public static object? Binary(BinaryOperatorKind kind, object left, object right) => (left, right) switch
    {
        (int a, int b) => Whole(kind, a, b),
        (double a, double b) => Real(kind, a, b),
        (bool a, bool b) => kind switch
        {
            BinaryOperatorKind.And => a & b,
            BinaryOperatorKind.Or => a | b,
            BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => a ^ b,
            BinaryOperatorKind.Equals => a == b,
            _ => null,
        },
        _ => null,
    };

    public static object? Unary(UnaryOperatorKind kind, object operand) => (kind, operand) switch
    {
        (UnaryOperatorKind.Plus, int or double) => operand,
        (UnaryOperatorKind.Minus, int a) => checked(-a),
        (UnaryOperatorKind.Minus, double a) => -a,
        (UnaryOperatorKind.Not, bool a) => !a,
        (UnaryOperatorKind.BitwiseNegation, int a) => ~a,
        _ => null,
    };

    /// <summary>What a built-in conversion makes of a value.</summary>
    public static object? Convert(object value, SpecialType type)
    {
        double? number = value switch
        {
            int a => a,
            double a => a,
            float a => a,
            long a => a,
            short a => a,
            byte a => a,
            char a => a,
            _ => null,
        };
        return (type, value) switch
        {
            (SpecialType.System_Boolean, bool) => value,
            (SpecialType.System_Int32, int) => value,
            (SpecialType.System_Int32, _) when number is { } a => checked((int)a),
            (SpecialType.System_Double, _) => number,
            _ => null,
        };
    }

    /// <summary>A function of <c>System.Math</c> that is offered between constants.</summary>
    public static object? Math(string name, IReadOnlyList<object> arguments) => (name, arguments.Count) switch
    {
        ("Abs", 1) when arguments[0] is int a => System.Math.Abs(a),
        ("Min", 2) when (arguments[0], arguments[1]) is (int a, int b) => System.Math.Min(a, b),
        ("Max", 2) when (arguments[0], arguments[1]) is (int a, int b) => System.Math.Max(a, b),
        (_, 1) when arguments[0] is double a => name switch
        {
            "Abs" => System.Math.Abs(a),
            "Sqrt" => System.Math.Sqrt(a),
            "Exp" => System.Math.Exp(a),
            "Log" => System.Math.Log(a),
            "Sin" => System.Math.Sin(a),
            "Cos" => System.Math.Cos(a),
            "Tanh" => System.Math.Tanh(a),
            _ => null,
        },
        (_, 2) when (arguments[0], arguments[1]) is (double a, double b) => name switch
        {
            "Min" => System.Math.Min(a, b),
            "Max" => System.Math.Max(a, b),
            "Pow" => System.Math.Pow(a, b),
            _ => null,
        },
        _ => null,
    };

    private static object? Whole(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        BinaryOperatorKind.Divide => checked(a / b),
        BinaryOperatorKind.Remainder => b == -1 ? 0 : a % b,
        BinaryOperatorKind.LeftShift => a << b,
        BinaryOperatorKind.RightShift => a >> b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Comparison(kind, a.CompareTo(b)),
    };

    private static object? Real(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ when double.IsNaN(a) || double.IsNaN(b) => kind == BinaryOperatorKind.NotEquals,
        _ => Comparison(kind, a.CompareTo(b)),
    };

    private static object? Comparison(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => order == 0,
        BinaryOperatorKind.NotEquals => order != 0,
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}
