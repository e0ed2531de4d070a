using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>
/// Matrices made of vectors are not built where numbers do: a·bᵀ times v is a times the number b·v, and so through sums,
/// multiples and the sum over the batch. So no example has a matrix of its own.
/// </summary>
internal sealed class OuterProducts
{
    /// <summary>What was found before: matrices are shared, and each is looked through once.</summary>
    private readonly Dictionary<int, bool> ofVectors = [];

    /// <summary>The products made before, by operation, matrix and vector.</summary>
    private readonly Dictionary<(Operation, int, int), int> products = [];

    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rebuilt.</param>
    /// <param name="map">For each node of the graph, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map) => Rewrite.Apply(graph, new OuterProducts().Rule, out map);

    private int Rule(GraphBuilder builder, Node node)
    {
        switch (node.Operation)
        {
            case Operation.MatrixVector or Operation.TransposedMatrixVector when IsOfVectors(builder, node.Operands[0]):
                return Product(builder, node.Operation, node.Operands[0], node.Operands[1]);

            case Operation.Sum or Operation.SumOfSquares or Operation.Norm1
                when builder.Operand(node, 0) is { Operation: Operation.Outer } or { IsMatrixOfExample: true }:
                return Reduced(builder, node.Operation, node.Operands[0]);

            case Operation.Sum when builder.Operand(node, 0) is { Operation: Operation.BatchSum } total
                && builder.Operand(total, 0) is { Operation: Operation.Outer } summed:
                return builder.Apply(Operation.BatchSum, builder.Apply(
                    Operation.Multiply,
                    builder.Apply(Operation.Sum, summed.Operands[0]), builder.Apply(Operation.Sum, summed.Operands[1])));

            case var _ when (node.Operation.IsFunctionOfEntry() || node.Operation.CombinesEntries()) && node.Operands.Any(o => IsColumn(builder[o])):
                return builder.Copy(node, o => IsColumn(builder[o]) ? builder.Apply(Operation.Multiply, builder[o].Operands[0], builder[o].Operands[1]) : o);

            default:
                return -1;
        }
    }

    /// <summary>Σ, Σ of squares or Σ of magnitudes of a matrix, by those of what it is made of.</summary>
    private static int Reduced(GraphBuilder builder, Operation reduction, int matrix)
    {
        Node m = builder[matrix];
        if (m.Operation == Operation.Outer)
        {
            return builder.Apply(Operation.Multiply, builder.Apply(reduction, m.Operands[0]), builder.Apply(reduction, m.Operands[1]));
        }

        if (m.Operation == Operation.Negate)
        {
            int positive = Reduced(builder, reduction, m.Operands[0]);
            return reduction == Operation.Sum ? builder.Apply(Operation.Negate, positive) : positive;
        }

        if (Multiple.Of(builder, m) is not { } multiple)
        {
            return builder.Apply(reduction, matrix);
        }

        Operation? ofFactor = reduction switch { Operation.SumOfSquares => Operation.Square, Operation.Norm1 => Operation.Abs, _ => null };
        Multiple reduced = ofFactor is { } change ? multiple with { Factor = builder.Apply(change, multiple.Factor) } : multiple;
        return reduced.Times(builder, m.Operation, Reduced(builder, reduction, multiple.Matrix));
    }

    /// <summary>Whether an outer product is one only by name: of a vector and a number.</summary>
    private static bool IsColumn(Node node) => node.Operation == Operation.Outer && node.Shape.Columns == 1;

    /// <summary>Whether a matrix has a part that is an outer product, or a single column of an example.</summary>
    private bool IsOfVectors(GraphBuilder builder, int matrix) =>
        ofVectors.TryGetValue(matrix, out bool found) ? found : ofVectors[matrix] = HasVectors(builder, matrix);

    private bool HasVectors(GraphBuilder builder, int matrix)
    {
        Node m = builder[matrix];
        return m.Operation switch
        {
            Operation.Outer => true,
            Operation.BatchSum or Operation.Negate => IsOfVectors(builder, m.Operands[0]),
            Operation.Add or Operation.Subtract when IsSumOfMatrices(builder, m) =>
                IsOfVectors(builder, m.Operands[0]) || IsOfVectors(builder, m.Operands[1]),
            _ when Multiple.Of(builder, m) is { } multiple => IsOfVectors(builder, multiple.Matrix),
            _ => m.PerExample && m.Shape.Columns == 1,
        };
    }

    private static bool IsSumOfMatrices(GraphBuilder builder, Node m) =>
        builder.Operand(m, 0).Shape == m.Shape && builder.Operand(m, 1).Shape == m.Shape;

    private int Product(GraphBuilder builder, Operation kind, int matrix, int v) =>
        products.TryGetValue((kind, matrix, v), out int known) ? known : products[(kind, matrix, v)] = Multiply(builder, kind, matrix, v);

    private int Multiply(GraphBuilder builder, Operation kind, int matrix, int v)
    {
        Node m = builder[matrix];
        bool transposed = kind == Operation.TransposedMatrixVector;
        if (!IsOfVectors(builder, matrix))
        {
            return builder.Apply(kind, matrix, v);
        }

        switch (m.Operation)
        {
            case Operation.Outer:
                (int along, int across) = transposed ? (m.Operands[1], m.Operands[0]) : (m.Operands[0], m.Operands[1]);
                return builder.Apply(Operation.Multiply, along, Agreement(builder, across, v));

            case Operation.BatchSum or Operation.Negate:
                return builder.Apply(m.Operation, Product(builder, kind, m.Operands[0], v));

            case Operation.Add or Operation.Subtract when IsSumOfMatrices(builder, m):
                return builder.Apply(
                    m.Operation, Product(builder, kind, m.Operands[0], v), Product(builder, kind, m.Operands[1], v));

            case var _ when Multiple.Of(builder, m) is { } multiple:
                return multiple.Times(builder, m.Operation, Product(builder, kind, multiple.Matrix, v));

            default:
                return transposed ? Agreement(builder, matrix, v) : builder.Apply(Operation.Multiply, matrix, v);
        }
    }

    private static int Agreement(GraphBuilder builder, int a, int b) =>
        builder.Apply(Operation.Sum, builder.Apply(Operation.Multiply, a, b));
}
