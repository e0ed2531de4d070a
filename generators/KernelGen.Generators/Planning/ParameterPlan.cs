using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>Which index of a weight matrix runs along a register.</summary>
internal enum WeightLayout
{
    /// <summary>A vector, such as a bias.</summary>
    Flat,

    /// <summary>All weights of one input side by side: outputs in lanes.</summary>
    InputMajor,

    /// <summary>All weights of one output side by side: inputs in lanes.</summary>
    OutputMajor,
}

/// <summary>Where a parameter lies in the flat buffer.</summary>
/// <param name="Node">Its node in the graph.</param>
/// <param name="Name">As in equations: <c>w1</c>.</param>
/// <param name="Shape">[outputs × inputs] of a weight matrix.</param>
/// <param name="Layout">Which index is contiguous.</param>
/// <param name="Offset">The first element.</param>
/// <param name="Stride">Elements from one contiguous run to the next; a multiple of <see cref="Padding.Elements"/>.</param>
internal sealed record ParameterPlan(int Node, string Name, Shape Shape, WeightLayout Layout, int Offset, int Stride)
{
    /// <summary>Contiguous runs.</summary>
    public int Runs => Layout switch { WeightLayout.InputMajor => Shape.Columns, WeightLayout.OutputMajor => Shape.Rows, _ => 1 };

    /// <summary>Numbers in a run, padding not counted.</summary>
    public int RunLength => Layout == WeightLayout.OutputMajor ? Shape.Columns : Shape.Rows;

    public int Length => Runs * Stride;

    public bool IsPadded => RunLength != Stride;

    public int RowStride => Layout == WeightLayout.OutputMajor ? Stride : 1;

    public int ColumnStride => Layout switch { WeightLayout.InputMajor => Stride, WeightLayout.OutputMajor => 1, _ => Shape.Rows };
}

/// <summary>Runs of elements are padded to whole cache lines of floats, for every register width and both precisions.</summary>
internal static class Padding
{
    public const int Elements = 16;

    public static int Up(int size) => (size + Elements - 1) / Elements * Elements;
}
