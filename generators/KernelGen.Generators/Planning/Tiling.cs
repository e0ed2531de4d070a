using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>How the loops of a kernel are cut into blocks that fit registers and caches.</summary>
internal abstract record Tiling
{
    /// <summary>Sums that are written out: what the text grows with.</summary>
    public abstract int Size { get; }

    /// <summary>What of it a processor with sixteen registers uses.</summary>
    public abstract Tiling WithFewRegisters();

    /// <summary>The blocks that fit sixteen registers.</summary>
    protected static EquatableArray<Block> Few(EquatableArray<Block> blocks) => blocks.Where(static b => !b.NeedsManyRegisters).ToEquatableArray();
}

/// <summary>Sums that stay in registers together.</summary>
/// <param name="Height">Rows, or runs of a gradient.</param>
/// <param name="Registers">Registers along each, or outputs of a product with inputs in lanes.</param>
/// <param name="Chains">
/// Sums for each place, of every so manieth term: where a block alone has too few additions to keep the processor busy.
/// </param>
internal sealed record Block(int Height, int Registers, int Chains = 1)
{
    private const int FewRegisters = 16;
    private const int ManyRegisters = 32;

    /// <summary>Sums.</summary>
    public int Size => Height * Registers * Chains;

    /// <summary>Whether sixteen registers are too few.</summary>
    public bool NeedsManyRegisters => Needed > FewRegisters;

    /// <summary>Whether thirty-two registers are enough.</summary>
    public bool Fits => Needed <= ManyRegisters;

    /// <summary>
    /// Registers of the sums and their operands: one for each register of a row, unless there is one row, which takes them from memory;
    /// and one for the number that they are multiplied by.
    /// </summary>
    private int Needed => Size + (Height == 1 ? 0 : Registers) + 1;
}

/// <summary>Of a product with outputs in lanes.</summary>
/// <param name="Blocks">From the tallest to single rows: each takes what rows the one before has left.</param>
/// <param name="Columns">Columns of the matrix that all rows pass before the next are taken.</param>
/// <param name="InMethods">Whether each block is a method of its own, and the last rows are done once more rather than one by one.</param>
internal sealed record ProductTiling(EquatableArray<Block> Blocks, int Columns, bool InMethods) : Tiling
{
    public override int Size => Blocks.Sum(static b => b.Size);

    public override Tiling WithFewRegisters() => this with { Blocks = Few(Blocks) };

    /// <summary>
    /// The rows that two blocks of the next height take exactly, where one block of this height would leave fewer than any block has:
    /// then the last rows are left to those two. Null where there are none.
    /// </summary>
    public int? PairAfter(int block)
    {
        int pair = 2 * Blocks[block + 1].Height;
        int left = pair - Blocks[block].Height;
        return InMethods && left > 1 && Blocks.All(b => b.Height != left) ? pair : null;
    }
}

/// <summary>Of a product with inputs in lanes.</summary>
/// <param name="Blocks">From the tallest to single rows: each takes what rows the one before has left.</param>
internal sealed record DotProductTiling(EquatableArray<Block> Blocks) : Tiling
{
    /// <summary>Sums that are added up and stored together: of as many rows, or of as many outputs of a row.</summary>
    public const int SumsAtOnce = 4;

    public override int Size => Blocks.Sum(static b => b.Size);

    public override Tiling WithFewRegisters() => this with { Blocks = Few(Blocks) };
}

/// <summary>Of outer products summed over the batch.</summary>
/// <param name="Parts">The runs of the gradient, in order.</param>
/// <param name="FetchesAhead">Whether a block asks the caches for the parameters it will change before it sums their gradients.</param>
internal sealed record OuterTiling(EquatableArray<RunPart> Parts, bool FetchesAhead) : Tiling
{
    /// <summary>Whether rows in lanes are summed beside their products.</summary>
    public bool HasBias => Parts.Any(static p => p.HasBias);

    public override int Size => Parts.Sum(static p => p.Stripes.Sum(static b => b.Size));

    public override Tiling WithFewRegisters() => this with { Parts = Parts.Select(static p => p with { Stripes = Few(p.Stripes) }).ToEquatableArray() };
}

/// <summary>Runs that are summed in blocks of one height.</summary>
/// <param name="Count">How many such blocks.</param>
/// <param name="Stripes">The blocks along the runs, the widest first: each takes what columns the one before has left.</param>
internal sealed record RunPart(int Count, EquatableArray<Block> Stripes)
{
    /// <summary>Whether the last sums of a block are those of the rows in lanes themselves: as if one input more were always 1.</summary>
    public bool HasBias { get; init; }

    /// <summary>Runs of the gradient in a block.</summary>
    public int Height => Stripes[0].Height - (HasBias ? 1 : 0);
}

/// <summary>Of rows summed over the batch.</summary>
/// <param name="Registers">Registers along the rows.</param>
internal sealed record ColumnSumTiling(int Registers) : Tiling
{
    public override int Size => Registers;

    public override Tiling WithFewRegisters() => this;
}
