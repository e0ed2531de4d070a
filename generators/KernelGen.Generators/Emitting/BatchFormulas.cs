using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Numbers of the whole batch as expressions: what a procedure computes between its kernels.</summary>
internal sealed class BatchFormulas(Graph graph, Procedure procedure, ElementType type, ProcedureNames names)
{
    /// <summary>How a number is computed from those before it.</summary>
    /// <exception cref="InvalidOperationException">It is none of the whole batch.</exception>
    public string Of(Node node)
    {
        string A(bool inProduct) => Number(node, 0, inProduct);
        string B(bool inProduct) => Number(node, 1, inProduct);
        string number = type.Keyword;
        return node.Operation switch
        {
            Operation.BatchSizeReciprocal => $"{type.Literal(1)} / n",
            Operation.Add => $"{A(false)} + {B(false)}",
            Operation.Subtract => $"{A(false)} - {B(true)}",
            Operation.Multiply => $"{A(true)} * {B(true)}",
            Operation.Divide => $"{A(true)} / {B(true)}",
            Operation.Negate => $"-{A(true)}",
            Operation.Square or Operation.SumOfSquares => $"{A(true)} * {A(true)}",
            Operation.Broadcast or Operation.Sum or Operation.Largest => A(false),
            Operation.Slice or Operation.Element => EntryOf(node),
            Operation.Sign => $"{A(true)} switch {{ > 0 => 1, < 0 => -1, _ => 0 }}",
            Operation.Relu => $"{number}.Max({A(false)}, 0)",
            Operation.HardThreshold => $"{A(true)} > 0 ? 1 : 0",
            Operation.WherePositive => $"{A(true)} > 0 ? {B(true)} : 0",
            Operation.Select => $"{A(true)} > 0 ? {B(true)} : {Number(node, 2, inProduct: true)}",
            Operation.Minimum => $"{number}.Min({A(false)}, {B(false)})",
            Operation.Maximum => $"{number}.Max({A(false)}, {B(false)})",
            Operation.Abs or Operation.Norm1 => $"{number}.Abs({A(false)})",
            Operation.Exp or Operation.Log or Operation.Sqrt or Operation.Sin or Operation.Cos or Operation.Tanh =>
                $"{number}.{node.Operation}({A(false)})",
            Operation.Logistic or Operation.Softplus => $"V.Sum(V.Where(V.First(1), V.{node.Operation}(V.Create({A(false)})), V.Zero))",
            Operation.LogisticCrossEntropy =>
                $"V.Sum(V.Where(V.First(1), V.LogisticCrossEntropy(V.Create({A(false)}), V.Create({B(false)})), V.Zero))",
            _ => throw new InvalidOperationException($"{node.Operation} is not computed for the batch as a whole."),
        };
    }

    /// <summary>An entry of a vector of the batch.</summary>
    private string EntryOf(Node node)
    {
        Address address = names.Addresses.Of(node.Operands[0]);
        return $"Memory::Unsafe.Add(ref {names.Array(address.Node)}, {(address.Start + node.Start).Text()})";
    }

    /// <summary>A number by its name, or as it is computed where it is used only once and has no name.</summary>
    private string Number(Node node, int operand, bool inProduct)
    {
        int i = node.Operands[operand];
        if (!IsTerm(i))
        {
            return names.Scalar(i);
        }

        bool isSum = graph[i].Operation is not (Operation.Exp or Operation.Log or Operation.Sqrt or Operation.Abs);
        return inProduct && isSum ? $"({Of(graph[i])})" : Of(graph[i]);
    }

    /// <summary>Whether a number is written where it is used: once, in arithmetic, under no name.</summary>
    public bool IsTerm(int node)
    {
        Node n = graph[node];
        IReadOnlyList<int> users = graph.UsersOf(node);
        return n.Name is null && n.IsBatchScalar() && procedure.Numbers.Any(known => known.Node == node) && n.Operation != Operation.BatchSizeReciprocal
            && users.Count == 1 && graph[users[0]].Operands.Count(o => o == node) == 1
            && procedure.Numbers.Any(known => known.Node == users[0]) && IsArithmetic(graph[users[0]]) && IsArithmetic(n)
            && !graph.Roots.Any(r => r.Node == node);
    }

    private static bool IsArithmetic(Node node) => node.Operation
        is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Negate or Operation.Broadcast;
}
