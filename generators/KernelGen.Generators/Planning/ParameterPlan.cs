using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>Where a parameter lies in the flat buffer.</summary>
/// <param name="Node">Its node in the graph.</param>
/// <param name="Name">As in equations: <c>w1</c>.</param>
/// <param name="Storage">Its runs.</param>
/// <param name="Offset">The first element.</param>
internal sealed record ParameterPlan(int Node, string Name, Storage Storage, int Offset)
{
    public Shape Shape => Storage.Shape;

    public WeightLayout Layout => Storage.Layout;

    public int Stride => Storage.Stride;

    public int Runs => Storage.Runs;

    public int RunLength => Storage.RunLength;

    public int Length => Storage.Length;

    public bool IsPadded => Storage.IsPadded;

    /// <summary>Whether there are elements between runs that no kernel writes.</summary>
    public bool HasGaps => Storage.Stride > Storage.Width;

    public int RowStride => Storage.RowStride;

    public int ColumnStride => Storage.ColumnStride;
}
