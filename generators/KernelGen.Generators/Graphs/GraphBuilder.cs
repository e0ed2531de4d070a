using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>Appends nodes, each with the shape that its operation gives.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> nodes = [];
    private readonly List<Root> roots = [];

    public Node this[int index] => nodes[index];

    public int Count => nodes.Count;

    public IReadOnlyList<Root> Roots => roots;

    /// <param name="shape">A vector or scalar.</param>
    /// <param name="name">As in equations.</param>
    /// <param name="start">Where it begins in the caller's row of all inputs.</param>
    /// <param name="wantsGradient">Whether the derivative of the cost with respect to it is asked for.</param>
    public int Input(Shape shape, string name, int start = 0, bool wantsGradient = false) => Append(
        new Node(Operation.Input, default, shape, PerExample: true, name, Start: start, WantsGradient: wantsGradient));

    public int Input(int length, string name) => Input(Shape.Vector(length), name);

    public int Target(int length, string name) => Append(new Node(Operation.Target, default, Shape.Vector(length), PerExample: true, name));

    public int Label(string name) => Append(new Node(Operation.Label, default, Shape.Scalar, PerExample: true, name));

    public int Weight(string name) => Append(new Node(Operation.Weight, default, Shape.Scalar, PerExample: true, name));

    public int Parameter(Shape shape, string name, bool frozen = false) => Append(
        new Node(Operation.Parameter, default, shape, PerExample: false, name, WantsGradient: !frozen));

    public int Hyperparameter(string name, double value) => Append(
        new Node(Operation.Hyperparameter, default, Shape.Scalar, PerExample: false, name, value));

    public int Constant(double value) => Append(new Node(Operation.Constant, default, Shape.Scalar, PerExample: false, Value: value));

    public int BatchSizeReciprocal() => Append(new Node(Operation.BatchSizeReciprocal, default, Shape.Scalar, PerExample: false));

    public int Broadcast(int scalar, Shape shape) =>
        nodes[scalar].Shape == shape
            ? scalar
            : Append(new Node(Operation.Broadcast, EquatableArray.Of(scalar), shape, nodes[scalar].PerExample));

    public int OneHot(int label, int length) =>
        Append(new Node(Operation.OneHot, EquatableArray.Of(label), Shape.Vector(length), nodes[label].PerExample));

    /// <summary>A vector of each example with entries left out.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="rate">The share that is left out.</param>
    /// <param name="number">Which dropout of the model it is: each has 2²⁴ counters of its own.</param>
    /// <param name="name">Of the mask.</param>
    public int Dropout(int vector, double rate, int number, string name)
    {
        int key = Append(new Node(Operation.DropoutKey, default, Shape.Scalar, PerExample: true));
        int mask = Append(new Node(
            Operation.Mask, EquatableArray.Of(key), nodes[vector].Shape, PerExample: true, name, Value: rate, Start: number << 24));
        return Apply(Operation.Multiply, vector, mask);
    }

    /// <summary>A value of the batch as one of each example; a value of an example stays itself.</summary>
    public int ForEachExample(int node) =>
        nodes[node].PerExample ? node : Append(new Node(Operation.Broadcast, EquatableArray.Of(node), nodes[node].Shape, PerExample: true));

    /// <summary>Entries <paramref name="start"/> to start + <paramref name="length"/> of a vector.</summary>
    public int Slice(int vector, int start, int length)
    {
        Require(start >= 0 && length > 0 && start + length <= nodes[vector].Shape.Rows, Operation.Slice, start, length, vector);
        return Append(new Node(
            Operation.Slice, EquatableArray.Of(vector), Shape.Vector(length), nodes[vector].PerExample, Start: start));
    }

    /// <summary>A vector of <paramref name="length"/> entries with another one in it from <paramref name="start"/> on, else zero.</summary>
    public int Embed(int vector, int start, int length)
    {
        Require(start >= 0 && start + nodes[vector].Shape.Rows <= length, Operation.Embed, start, length, vector);
        return Append(new Node(
            Operation.Embed, EquatableArray.Of(vector), Shape.Vector(length), nodes[vector].PerExample, Start: start));
    }

    /// <summary>Appends an operation on existing nodes.</summary>
    public int Apply(Operation operation, params int[] operands)
    {
        Node[] values = operands.Select(o => nodes[o]).ToArray();
        bool perExample = operation != Operation.BatchSum && values.Any(static o => o.PerExample);
        return Append(new Node(operation, operands.ToEquatableArray(), ShapeInference.Of(operation, values), perExample));
    }

    /// <summary>Names a computed value that has no name yet; leaves such as constants serve many and keep theirs.</summary>
    public int Name(int node, string name, string? adjointOf = null)
    {
        nodes[node] = nodes[node].Name is null && nodes[node].Operands.Count > 0
            ? nodes[node] with { Name = name, AdjointOf = adjointOf }
            : nodes[node];
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

    private void Require(bool condition, Operation operation, int start, int length, int vector)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"{operation} from {start}, {length} entries, does not take {nodes[vector].Shape}.");
        }
    }
}
