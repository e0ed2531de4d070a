namespace KernelGen.Generators.Planning;

/// <summary>The size of a loop nest that is cut into blocks: all that its cost depends on.</summary>
internal abstract record LoopNest;

/// <summary>Rows times a matrix with outputs in lanes.</summary>
/// <param name="Summed">Rows of the matrix.</param>
/// <param name="RowLength">Numbers in a row of it.</param>
/// <param name="Epilogue">Instructions that follow on each register of sums.</param>
internal sealed record ProductNest(int Summed, int RowLength, int Epilogue) : LoopNest
{
    /// <summary>Columns that are copied from the transposed matrix before all rows pass them; 0 where it is read where it lies.</summary>
    public int Panel { get; init; }

    /// <summary>Registers in a row, the last of them perhaps not full.</summary>
    public int Registers => Padding.Up(RowLength) / Padding.Elements;

    /// <summary>Whether the last is not full.</summary>
    public bool IsRagged => RowLength % Padding.Elements != 0;

    /// <summary>
    /// Whether rows end in registers by themselves: what wide blocks leave, and what is not full. Only where blocks are methods: two
    /// kinds of blocks in one are more than the JIT inlines.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="tiling">All of them.</param>
    public bool Splits(Block block, ProductTiling tiling) =>
        tiling.InMethods && tiling.Columns == Registers * Padding.Elements && block.Registers > 1 && (IsRagged || Registers % block.Registers != 0);

    /// <summary>Registers that are then taken together at the end of a row.</summary>
    public int RestOf(Block block) => Registers % block.Registers == 0 ? block.Registers : 1;
}

/// <summary>Rows times a matrix with inputs in lanes.</summary>
/// <param name="Summed">Inputs.</param>
/// <param name="Outputs">Sums of a row.</param>
/// <param name="IsPadded">Whether the rows are whole registers.</param>
/// <param name="AreFetched">Whether the rows are the caller's, which nothing has read before.</param>
internal sealed record DotProductNest(int Summed, int Outputs, bool IsPadded, bool AreFetched) : LoopNest
{
    /// <summary>Whether rows are read without what comes after them.</summary>
    public bool IsMasked => !IsPadded && !Padding.FillsRegister(Summed);
}

/// <summary>Outer products summed over the batch.</summary>
/// <param name="Runs">Runs of the sums.</param>
/// <param name="RunLength">Numbers in a run.</param>
/// <param name="IsPadded">Whether the rows that lie along a run are whole registers.</param>
/// <param name="Epilogue">Instructions that follow on each register of sums.</param>
/// <param name="HasFinish">Whether they stand in a method of their own.</param>
/// <param name="FetchesAhead">Whether what they change is asked for before they are summed.</param>
internal sealed record OuterNest(int Runs, int RunLength, bool IsPadded, int Epilogue, bool HasFinish, bool FetchesAhead) : LoopNest
{
    /// <summary>The sums of the rows along a run, which may be taken beside; null where there are none to take.</summary>
    public ColumnSumNest? Bias { get; init; }

    /// <summary>Registers along a run, the last of them perhaps not full.</summary>
    public int Registers => Padding.Up(RunLength) / Padding.Elements;

    /// <summary>Whether the last is not full.</summary>
    public bool IsRagged => RunLength % Padding.Elements != 0;

    /// <summary>Whether rows are read without what comes after them.</summary>
    public bool IsMasked => !IsPadded && !Padding.FillsRegister(RunLength);
}

/// <summary>Rows summed over the batch.</summary>
/// <param name="Registers">Registers in a row.</param>
/// <param name="IsPadded">Whether rows are whole registers.</param>
internal sealed record ColumnSumNest(int Registers, bool IsPadded) : LoopNest;

/// <summary>Short rows with examples in lanes.</summary>
/// <param name="Width">Numbers in a row.</param>
/// <param name="Instructions">What is done with each.</param>
/// <param name="Loaded">The values whose rows become columns.</param>
/// <param name="Stored">The values whose columns become rows.</param>
internal sealed record ShortRowsNest(int Width, int Instructions, int Loaded, int Stored) : LoopNest;

/// <summary>Registers taken one by one, in one pass.</summary>
/// <param name="PerExample">Registers of an example.</param>
/// <param name="OfBatch">Registers of the batch.</param>
/// <param name="Instructions">What is done with each.</param>
internal sealed record PassNest(double PerExample, int OfBatch, int Instructions) : LoopNest;

/// <summary>A matrix copied with rows and columns exchanged.</summary>
/// <param name="Runs">Its rows or columns, whichever lie side by side.</param>
/// <param name="RunLength">Numbers in a run of it.</param>
internal sealed record TranspositionNest(int Runs, int RunLength) : LoopNest;

/// <summary>
/// Rows multiplied with a vector, what follows from it, and their sum, each weighted by a number that does: a few rows at a time
/// (<see cref="CostModel.BlockRows"/>).
/// </summary>
/// <param name="Registers">Registers in a row.</param>
/// <param name="Epilogue">Instructions that follow on the products.</param>
internal sealed record RowBlocksNest(int Registers, int Epilogue) : LoopNest
{
    /// <summary>Sums that are written out: of the rows once, of their gradient within the loop and behind it.</summary>
    public const int Size = 3 * CostModel.BlockRows;
}
