namespace KernelGen.Generators.Planning;

/// <summary>The size of a loop nest that is cut into blocks: all that its cost depends on.</summary>
internal abstract record LoopNest;

/// <summary>Rows times a matrix with outputs in lanes.</summary>
/// <param name="Summed">Rows of the matrix.</param>
/// <param name="Registers">Registers in a row of it.</param>
/// <param name="Epilogue">Instructions that follow on each register of sums.</param>
internal sealed record ProductNest(int Summed, int Registers, int Epilogue) : LoopNest;

/// <summary>Rows times a matrix with inputs in lanes.</summary>
/// <param name="Summed">Inputs.</param>
/// <param name="Outputs">Sums of a row.</param>
/// <param name="IsPadded">Whether the rows are whole registers.</param>
internal sealed record DotProductNest(int Summed, int Outputs, bool IsPadded) : LoopNest;

/// <summary>Outer products summed over the batch.</summary>
/// <param name="Runs">Runs of the sums.</param>
/// <param name="RunLength">Numbers in a run.</param>
/// <param name="IsPadded">Whether the rows that lie along a run are whole registers.</param>
/// <param name="Epilogue">Instructions that follow on each register of sums.</param>
/// <param name="HasFinish">Whether they stand in a method of their own.</param>
/// <param name="FetchesAhead">Whether what they change is asked for before they are summed.</param>
internal sealed record OuterNest(int Runs, int RunLength, bool IsPadded, int Epilogue, bool HasFinish, bool FetchesAhead) : LoopNest
{
    /// <summary>Registers along a run, the last of them perhaps not full.</summary>
    public int Registers => Padding.Up(RunLength) / Padding.Elements;
}

/// <summary>Rows summed over the batch.</summary>
/// <param name="Registers">Registers in a row.</param>
/// <param name="IsPadded">Whether rows are whole registers.</param>
internal sealed record ColumnSumNest(int Registers, bool IsPadded) : LoopNest;

/// <summary>Registers taken one by one, in one pass.</summary>
/// <param name="PerExample">Registers of an example.</param>
/// <param name="OfBatch">Registers of the batch.</param>
/// <param name="Instructions">What is done with each.</param>
internal sealed record PassNest(double PerExample, int OfBatch, int Instructions) : LoopNest;
