using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>How the loops of a kernel are cut into blocks that fit registers and caches.</summary>
internal abstract record Tiling;

/// <summary>Sums that stay in registers together.</summary>
/// <param name="Height">Rows, or runs of a gradient.</param>
/// <param name="Registers">Registers along each, or outputs of a product with inputs in lanes.</param>
/// <param name="Chains">
/// Sums for each place, of every so manieth term: where a block alone has too few additions to keep the processor busy.
/// </param>
internal sealed record Block(int Height, int Registers, int Chains = 1)
{
    private const int FewRegisters = 16;

    /// <summary>
    /// Whether sixteen registers are too few for the sums and their operands: one for each register of a row, unless there is one row,
    /// which takes them from memory; and one for the number that they are multiplied by.
    /// </summary>
    public bool NeedsManyRegisters => (Height * Registers * Chains) + (Height == 1 ? 0 : Registers) + 1 > FewRegisters;
}

/// <summary>Of a product with outputs in lanes.</summary>
/// <param name="Blocks">From the tallest to single rows: each takes what rows the one before has left.</param>
/// <param name="Columns">Columns of the matrix that all rows pass before the next are taken.</param>
/// <param name="InMethods">Whether each block is a method of its own, and the last rows are done once more rather than one by one.</param>
internal sealed record ProductTiling(EquatableArray<Block> Blocks, int Columns, bool InMethods) : Tiling;

/// <summary>Of a product with inputs in lanes.</summary>
/// <param name="Blocks">From the tallest to single rows: each takes what rows the one before has left.</param>
internal sealed record DotProductTiling(EquatableArray<Block> Blocks) : Tiling;

/// <summary>Of outer products summed over the batch.</summary>
/// <param name="Parts">The runs of the gradient, in order.</param>
/// <param name="FetchesAhead">Whether a block asks the caches for the parameters it will change before it sums their gradients.</param>
internal sealed record OuterTiling(EquatableArray<RunPart> Parts, bool FetchesAhead) : Tiling;

/// <summary>Runs that are summed in blocks of one height.</summary>
/// <param name="Count">How many such blocks.</param>
/// <param name="Stripes">The blocks along the runs, the widest first: each takes what columns the one before has left.</param>
internal sealed record RunPart(int Count, EquatableArray<Block> Stripes)
{
    public int Height => Stripes[0].Height;
}

/// <summary>Of rows summed over the batch.</summary>
/// <param name="Registers">Registers along the rows.</param>
internal sealed record ColumnSumTiling(int Registers) : Tiling;
