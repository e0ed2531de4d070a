using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>How operations behave in loops.</summary>
internal static class NodeKinds
{
    /// <summary>Nothing is computed for it, or so little that every loop does it again.</summary>
    public static bool IsFree(this Node node) => node.Operation
        is Operation.Input or Operation.Target or Operation.Label or Operation.Parameter or Operation.Constant
        or Operation.BatchSizeReciprocal or Operation.OneHot or Operation.Outer;

    /// <summary>Reduces the entries of a row to one number.</summary>
    public static bool IsRowReduction(this Node node) =>
        node.PerExample && node.Operation is Operation.Sum or Operation.Largest or Operation.Element;

    public static bool IsProduct(this Node node) => node.Operation is Operation.MatrixVector or Operation.TransposedMatrixVector;

    /// <summary>One number an example.</summary>
    public static bool IsExampleScalar(this Node node) => node.PerExample && node.Shape.IsScalar;

    /// <summary>One number for the whole batch.</summary>
    public static bool IsBatchScalar(this Node node) => !node.PerExample && node.Shape.IsScalar;

    /// <summary>Cheaper to compute again than to store and load.</summary>
    public static bool IsCheap(this Node node) => node.Operation
        is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Negate or Operation.Square or Operation.Abs
        or Operation.Sign or Operation.Relu or Operation.WherePositive or Operation.OneHot or Operation.Broadcast;
}
