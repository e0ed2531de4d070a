using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>How operations behave in loops.</summary>
internal static class NodeKinds
{
    /// <summary>No loop computes it: it is given, or only another way to look at a value in memory.</summary>
    public static bool IsGiven(this Node node) => node.IsView() || node.Operation
        is Operation.Input or Operation.Target or Operation.Label or Operation.Weight or Operation.Parameter or Operation.Hyperparameter or Operation.Constant
        or Operation.BatchSizeReciprocal or Operation.DropoutKey;

    /// <summary>Part of a vector in memory, or a matrix in memory read as its transposed.</summary>
    public static bool IsView(this Node node) =>
        node.Operation == Operation.Transpose || (node.Operation == Operation.Slice && !node.Shape.IsScalar);

    /// <summary>Exists only within the loop that uses it.</summary>
    public static bool IsTransient(this Node node) => node.Operation is Operation.OneHot or Operation.Mask || (node.Operation == Operation.Outer && node.PerExample);

    /// <summary>Reduces the entries of a row to one number.</summary>
    public static bool IsRowReduction(this Node node) =>
        node.PerExample && node.Operation is Operation.Sum or Operation.Largest or Operation.Element;

    /// <summary>Reduces the entries of a vector or matrix of the batch to one number.</summary>
    public static bool IsBatchReduction(this Node node) =>
        !node.PerExample && node.Operation is Operation.Sum or Operation.Largest or Operation.SumOfSquares or Operation.Norm1;

    public static bool IsProduct(this Node node) => node.Operation is Operation.MatrixVector or Operation.TransposedMatrixVector;

    /// <summary>Puts vectors in their places in a longer one.</summary>
    public static bool IsConcatenation(this Node node) => node.Operation is Operation.Concat or Operation.Embed;

    /// <summary>One number an example.</summary>
    public static bool IsExampleScalar(this Node node) => node.PerExample && node.Shape.IsScalar;

    /// <summary>One number for the whole batch.</summary>
    public static bool IsBatchScalar(this Node node) => !node.PerExample && node.Shape.IsScalar;

    /// <summary>A vector or matrix that all examples share.</summary>
    public static bool IsBatchVector(this Node node) => !node.PerExample && !node.Shape.IsScalar;

    /// <summary>Cheaper to compute again than to store and load.</summary>
    public static bool IsCheap(this Node node) => node.Operation
        is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Negate or Operation.Square or Operation.Abs
        or Operation.Sign or Operation.Relu or Operation.WherePositive or Operation.OneHot or Operation.Broadcast
        or Operation.Minimum or Operation.Maximum or Operation.Select or Operation.Slice;

    /// <summary>Computed entry by entry, operands of the batch only: what a loop over its runs can hold.</summary>
    public static bool IsEntrywise(this Node node) => !node.IsGiven() && !node.IsProduct() && !node.IsConcatenation() && !node.IsBatchReduction()
        && !node.IsRowReduction() && node.Operation is not (Operation.BatchSum or Operation.Slice);

    /// <summary>The value in memory that a view looks at; any other value is its own.</summary>
    public static int BaseOf(this Graph graph, int node)
    {
        while (graph[node].IsView() || (graph[node].Operation == Operation.Slice && !graph[node].PerExample))
        {
            node = graph[node].Operands[0];
        }

        return node;
    }

    /// <summary>Values in the caller's row of all inputs.</summary>
    public static int InputCount(this Graph graph)
    {
        int count = 0;
        foreach (Node node in graph.Nodes)
        {
            count = node.Operation == Operation.Input ? System.Math.Max(count, node.Start + node.Shape.Size) : count;
        }

        return count;
    }

    /// <summary>Values in the caller's row of all derivatives with respect to inputs.</summary>
    public static int InputGradientCount(this Graph graph)
    {
        int count = 0;
        foreach (Root root in graph.Roots)
        {
            count += root.Role == Role.InputGradient ? graph[root.Node].Shape.Size : 0;
        }

        return count;
    }

    /// <summary>A number of each example that does not lie beside that of the next: an entry of its row.</summary>
    public static bool IsEntryOfRow(this Graph graph, Node node) => node.IsExampleScalar()
        && (node.Operation == Operation.Slice || (node.Operation == Operation.Input && graph.InputCount() > 1));
}
