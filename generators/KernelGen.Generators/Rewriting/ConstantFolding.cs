using System;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Arithmetic of constants is done by the compiler, and division by a constant is multiplication by its reciprocal.</summary>
internal static class ConstantFolding
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operands.Count > 0 && node.Operands.All(o => builder[o].Operation == Operation.Constant)
            && Value(node.Operation, node.Operands.Select(o => builder[o].Value).ToArray()) is { } value
            && !double.IsNaN(value) && !double.IsInfinity(value))
        {
            return builder.Constant(value);
        }

        return node.Operation == Operation.Divide && builder.Operand(node, 1) is { Operation: Operation.Constant, Value: not 0 } divisor
            ? builder.Apply(Operation.Multiply, builder.Constant(1 / divisor.Value), node.Operands[0])
            : -1;
    }

    private static double? Value(Operation operation, double[] v) => operation switch
    {
        Operation.Add => v[0] + v[1],
        Operation.Subtract => v[0] - v[1],
        Operation.Multiply => v[0] * v[1],
        Operation.Divide => v[0] / v[1],
        Operation.Minimum => v[0] < v[1] ? v[0] : v[1],
        Operation.Maximum => v[0] > v[1] ? v[0] : v[1],
        Operation.WherePositive => v[0] > 0 ? v[1] : 0,
        Operation.Select => v[0] > 0 ? v[1] : v[2],
        Operation.Negate => -v[0],
        Operation.Abs => Math.Abs(v[0]),
        Operation.Square => v[0] * v[0],
        Operation.Sqrt => Math.Sqrt(v[0]),
        Operation.Exp => Math.Exp(v[0]),
        Operation.Log => Math.Log(v[0]),
        Operation.Sin => Math.Sin(v[0]),
        Operation.Cos => Math.Cos(v[0]),
        Operation.Tanh => Math.Tanh(v[0]),
        Operation.Relu => v[0] > 0 ? v[0] : 0,
        _ => null,
    };
}
