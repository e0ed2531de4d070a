using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>Which index of a matrix runs along a register.</summary>
internal enum WeightLayout
{
    /// <summary>A vector, such as a bias.</summary>
    Flat,

    /// <summary>All weights of one input side by side: outputs in lanes.</summary>
    InputMajor,

    /// <summary>All weights of one output side by side: inputs in lanes.</summary>
    OutputMajor,
}

/// <summary>How a vector or matrix that all examples share lies in memory: contiguous runs, each padded.</summary>
/// <param name="Shape">[outputs × inputs] of a weight matrix.</param>
/// <param name="Layout">Which index is contiguous.</param>
internal sealed record Storage(Shape Shape, WeightLayout Layout)
{
    /// <summary>Contiguous runs.</summary>
    public int Runs => Layout switch { WeightLayout.InputMajor => Shape.Columns, WeightLayout.OutputMajor => Shape.Rows, _ => 1 };

    /// <summary>Numbers in a run, padding not counted.</summary>
    public int RunLength => Layout == WeightLayout.OutputMajor ? Shape.Columns : Shape.Rows;

    /// <summary>Elements of a run that registers cover: its numbers and their padding.</summary>
    public int Width => Padding.Up(RunLength);

    /// <summary>Elements from one run to the next; a multiple of <see cref="Padding.Elements"/>.</summary>
    public int Stride => Runs == 1 ? Width : CostModel.Stride(Width);

    public int Length => Runs * Stride;

    /// <summary>Whether registers cover more than the numbers of a run.</summary>
    public bool IsPadded => RunLength != Width;

    public int RowStride => Layout == WeightLayout.OutputMajor ? Stride : 1;

    public int ColumnStride => Layout switch { WeightLayout.InputMajor => Stride, WeightLayout.OutputMajor => 1, _ => Shape.Rows };

    /// <summary>The same memory read as the transposed matrix.</summary>
    public Storage Transposed => new(Shape.Matrix(Shape.Columns, Shape.Rows), Opposite);

    /// <summary>The same matrix with the other index contiguous: another memory.</summary>
    public Storage Turned => new(Shape, Opposite);

    /// <summary>What a record would write by itself has no end, as a storage has others made from it.</summary>
    public override string ToString() => $"{Shape} {Layout}";

    /// <summary>Whether entries lie at the same places as those of another.</summary>
    public bool Congruent(Storage other) =>
        Shape == other.Shape && Runs == other.Runs && (Layout == other.Layout || Shape.Rows == 1 || Shape.Columns == 1);

    private WeightLayout Opposite => Layout == WeightLayout.InputMajor ? WeightLayout.OutputMajor : WeightLayout.InputMajor;
}
