using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Rewriting;

/// <summary>Parts of parts are parts, and a part of joined vectors is a part of one of them.</summary>
internal static class PartsOfVectors
{
    public static Graph Apply(Graph graph) => Rewrite.Apply(graph, Rule);

    private static int Rule(GraphBuilder builder, Node node)
    {
        if (node.Operation is Operation.Slice or Operation.Embed or Operation.Concat
            && node.Operands.Count == 1 && builder.Operand(node, 0).Shape == node.Shape)
        {
            return node.Operands[0];
        }

        return node.Operation == Operation.Slice ? Part(builder, node.Operands[0], node.Start, node.Shape.Rows) : -1;
    }

    private static int Part(GraphBuilder builder, int whole, int start, int length)
    {
        Node node = builder[whole];
        switch (node.Operation)
        {
            case Operation.Slice:
                return builder.Slice(node.Operands[0], node.Start + start, length);

            case Operation.Broadcast when builder.Operand(node, 0).Shape.IsScalar:
                return builder.Broadcast(node.Operands[0], Shape.Vector(length));

            case Operation.Embed when start >= node.Start && start + length <= node.Start + builder.Operand(node, 0).Shape.Rows:
                return PartOrAll(builder, node.Operands[0], start - node.Start, length);

            case Operation.Concat:
                int offset = 0;
                foreach (int operand in node.Operands)
                {
                    int rows = builder[operand].Shape.Rows;
                    if (start >= offset && start + length <= offset + rows)
                    {
                        return PartOrAll(builder, operand, start - offset, length);
                    }

                    offset += rows;
                }

                return -1;

            default:
                return -1;
        }
    }

    private static int PartOrAll(GraphBuilder builder, int vector, int start, int length) =>
        builder[vector].Shape.Rows == length ? vector : builder.Slice(vector, start, length);
}
