using System.Collections.Generic;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Matrices are read the other way round rather than turned: Mᵀ·v is an operation, and (a·bᵀ)ᵀ is b·aᵀ.</summary>
internal sealed class Transpositions
{
    /// <summary>What was turned before: matrices are shared, and each is looked through once.</summary>
    private readonly Dictionary<int, int> known = [];

    public static Graph Apply(Graph graph) => Apply(graph, out _);

    /// <param name="graph">What is rebuilt.</param>
    /// <param name="map">For each node of the graph, what stands in its place.</param>
    public static Graph Apply(Graph graph, out int[] map) => Rewrite.Apply(graph, new Transpositions().Rule, out map);

    private int Rule(GraphBuilder builder, Node node)
    {
        switch (node.Operation)
        {
            case Operation.Transpose:
                return Turned(builder, node.Operands[0]);

            case Operation.MatrixVector or Operation.TransposedMatrixVector
                when builder.Operand(node, 0) is { Operation: Operation.Transpose } matrix:
                return builder.Apply(
                    node.Operation == Operation.MatrixVector ? Operation.TransposedMatrixVector : Operation.MatrixVector,
                    matrix.Operands[0], node.Operands[1]);

            case Operation.Sum or Operation.Mean or Operation.SumOfSquares or Operation.Norm1
                when builder.Operand(node, 0) is { Operation: Operation.Transpose } matrix:
                return builder.Apply(node.Operation, matrix.Operands[0]);

            default:
                return -1;
        }
    }

    /// <summary>The transpose of a matrix, made without turning anything; −1 if there is no such way.</summary>
    private int Turned(GraphBuilder builder, int matrix) =>
        known.TryGetValue(matrix, out int turned) ? turned : known[matrix] = Turn(builder, matrix);

    private int Turn(GraphBuilder builder, int matrix)
    {
        Node m = builder[matrix];
        switch (m.Operation)
        {
            case var _ when m.Shape.IsScalar:
                return matrix;

            case Operation.Transpose:
                return m.Operands[0];

            case Operation.Outer:
                return builder.Apply(Operation.Outer, m.Operands[1], m.Operands[0]);

            case Operation.Broadcast when builder.Operand(m, 0).Shape.IsScalar:
                return builder.Broadcast(m.Operands[0], Shape.Matrix(m.Shape.Columns, m.Shape.Rows));

            case Operation.BatchSum or Operation.Negate:
                int inner = Turned(builder, m.Operands[0]);
                return inner < 0 ? -1 : builder.Apply(m.Operation, inner);

            case Operation.Add or Operation.Subtract when builder.Operand(m, 0).Shape == builder.Operand(m, 1).Shape:
                int first = Turned(builder, m.Operands[0]);
                int second = first < 0 ? -1 : Turned(builder, m.Operands[1]);
                return second < 0 ? -1 : builder.Apply(m.Operation, first, second);

            case var _ when Multiple.Of(builder, m) is { } multiple:
                int turned = Turned(builder, multiple.Matrix);
                return turned < 0 ? -1 : multiple.Times(builder, m.Operation, turned);

            default:
                return -1;
        }
    }
}
