using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>Appends nodes; the one place where shapes are inferred.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> nodes = [];
    private readonly List<Root> roots = [];

    public Node this[int index] => nodes[index];

    public int Count => nodes.Count;

    public IReadOnlyList<Root> Roots => roots;

    public int Input(int length, string name) => Append(new Node(Operation.Input, default, Shape.Vector(length), PerExample: true, name));

    public int Target(int length, string name) => Append(new Node(Operation.Target, default, Shape.Vector(length), PerExample: true, name));

    public int Label(string name) => Append(new Node(Operation.Label, default, Shape.Scalar, PerExample: true, name));

    public int Parameter(Shape shape, string name) => Append(new Node(Operation.Parameter, default, shape, PerExample: false, name));

    public int Constant(double value) => Append(new Node(Operation.Constant, default, Shape.Scalar, PerExample: false, Value: value));

    public int BatchSizeReciprocal() => Append(new Node(Operation.BatchSizeReciprocal, default, Shape.Scalar, PerExample: false));

    public int Broadcast(int scalar, Shape shape) =>
        nodes[scalar].Shape == shape
            ? scalar
            : Append(new Node(Operation.Broadcast, EquatableArray.Of(scalar), shape, nodes[scalar].PerExample));

    public int OneHot(int label, int length) =>
        Append(new Node(Operation.OneHot, EquatableArray.Of(label), Shape.Vector(length), nodes[label].PerExample));

    /// <summary>Appends an operation on existing nodes.</summary>
    public int Apply(Operation operation, params int[] operands)
    {
        bool perExample = operation != Operation.BatchSum && operands.Any(o => nodes[o].PerExample);
        return Append(new Node(operation, operands.ToEquatableArray(), Infer(operation, operands), perExample));
    }

    /// <summary>Names a computed value that has no name yet; leaves such as constants serve many and keep theirs.</summary>
    public int Name(int node, string name)
    {
        nodes[node] = nodes[node].Name is null && nodes[node].Operands.Count > 0 ? nodes[node] with { Name = name } : nodes[node];
        return node;
    }

    /// <summary>Appends a node of another graph with its operands replaced.</summary>
    public int Copy(Node node, Func<int, int> map) => Append(node with { Operands = node.Operands.Select(map).ToEquatableArray() });

    public void Ask(Role role, int node, int parameter = -1) => roots.Add(new Root(role, node, parameter));

    public Graph Build() => new(nodes.ToEquatableArray(), roots.ToEquatableArray());

    private int Append(Node node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }

    private Shape Infer(Operation operation, int[] operands)
    {
        Shape a = nodes[operands[0]].Shape;
        Shape b = operands.Length > 1 ? nodes[operands[1]].Shape : Shape.Scalar;
        switch (operation)
        {
            case Operation.Negate or Operation.Relu or Operation.Softplus or Operation.Logistic or Operation.Tanh
                or Operation.HardThreshold or Operation.Exp or Operation.Log or Operation.Abs or Operation.Sign or Operation.Square
                or Operation.BatchSum or Operation.Softmax:
                return a;

            case Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.WherePositive
                or Operation.LogisticCrossEntropy:
                Require(a == b || a.IsScalar || b.IsScalar, operation, a, b);
                return a.IsScalar ? b : a;

            case Operation.MatrixVector:
                Require(a.Columns == b.Rows && b.Columns == 1, operation, a, b);
                return Shape.Vector(a.Rows);

            case Operation.TransposedMatrixVector:
                Require(a.Rows == b.Rows && b.Columns == 1, operation, a, b);
                return Shape.Vector(a.Columns);

            case Operation.Outer:
                Require(a.Columns == 1 && b.Columns == 1, operation, a, b);
                return Shape.Matrix(a.Rows, b.Rows);

            case Operation.Sum or Operation.Largest or Operation.SumOfSquares or Operation.Norm1:
                return Shape.Scalar;

            case Operation.Element or Operation.MulticlassHinge:
                return Shape.Scalar;

            case Operation.SquaredError or Operation.AbsoluteError or Operation.Hinge:
                Require(a == b, operation, a, b);
                return Shape.Scalar;

            case Operation.CrossEntropy or Operation.SoftmaxCrossEntropy:
                Require(a == b || nodes[operands[1]].Operation == Operation.Label, operation, a, b);
                return Shape.Scalar;

            default:
                throw new InvalidOperationException($"{operation} has a builder method of its own.");
        }
    }

    private static void Require(bool condition, Operation operation, Shape a, Shape b)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"{operation} does not take {a} and {b}.");
        }
    }
}
