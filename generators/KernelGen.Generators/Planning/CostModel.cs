using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>
/// What a choice costs: the one place where plans are weighed against each other. Costs are in cycles of a core with registers of
/// 512 bits that starts one multiply-add of them a cycle, such as AMD's fourth Zen; choices are made for others, too.
/// <c>benchmarks … -- tune</c> measures what is predicted here. This file names the constants of machines, the other one says what
/// loop nests cost by them, and <see cref="Choices"/> compares.
/// </summary>
internal static partial class CostModel
{
    /// <summary>Cycles from the start of an addition, or a multiply-add, until its sum can be added to.</summary>
    private const int AdditionLatency = 4;

    /// <summary>Additions that a processor starts before the first of them ends: each needs a register of its own to go to.</summary>
    public const int AdditionsUnderWay = AdditionLatency;

    /// <summary>Instructions started in a cycle, loads and stores among them.</summary>
    private const double InstructionsPerCycle = 4;

    /// <summary>Of them those on registers of 512 bits that neither load nor multiply.</summary>
    private const double LongInstructionsPerCycle = 2;

    /// <summary>What a register takes from the second cache, and from beyond, where it takes one cycle from the first.</summary>
    private const double SecondCacheLoad = 2;
    private const double ThirdCacheLoad = 2.6;

    /// <summary>The core that costs are told of: of AMD's fourth Zen.</summary>
    private static readonly Core Told = new(MultiplyAdds: 1, Load: 1, Broadcast: 0.5, HasManyRegisters: true);

    /// <summary>The cores that a choice is made for: also one twice as fast on 512 bits, and one with sixteen registers of 256 bits.</summary>
    private static readonly Core[] Cores =
    [
        Told,
        new(MultiplyAdds: 2, Load: 0.5, Broadcast: 0.5, HasManyRegisters: true),
        new(MultiplyAdds: 2, Load: 0.5, Broadcast: 0.5, HasManyRegisters: false),
    ];

    /// <summary>A matrix of so many elements leaves no room in the first cache for the rows that it is multiplied with.</summary>
    private const int FirstCache = 4096;

    /// <summary>Elements that stay in the second cache beside what else passes through it: half of 1 MiB in single precision.</summary>
    private const int SecondCache = 1 << 17;

    /// <summary>Columns of a matrix that all examples pass before the next are taken: of a thousand inputs they are in the second cache.</summary>
    public const int PanelColumns = 4 * Padding.Elements;

    /// <summary>
    /// Rows of a matrix that a loop asks for before it needs them, where tiles for sixteen registers come back to it: some fifty cycles.
    /// </summary>
    public const int RowsAhead = 8;

    /// <summary>Elements between rows that come to lie in the same few places of a cache and drive each other out of it: 1 KiB of floats.</summary>
    private const int Conflict = 256;

    /// <summary>
    /// Rows of a block whose gradient is added up while the next are multiplied: two blocks, the weights and the gradient of a thousand
    /// inputs just fit a first cache of 32 KiB.
    /// </summary>
    public const int BlockRows = 4;

    /// <summary>What a register of a row takes in such blocks, which load it twice and fetch it once.</summary>
    private const double RowBlockLoad = 3.7;

    /// <summary>
    /// What a register of a matrix takes that is taken apart, to be copied with rows and columns exchanged, beside its load and its
    /// store; and what a single element takes where there are too few for a register.
    /// </summary>
    private const double TransposedRegister = 4;
    private const double TransposedElement = 2.5;

    /// <summary>From so many multiply-adds of a row on a call for each block of rows does not count.</summary>
    private const int CountsForCall = 1024;

    /// <summary>A loop that begins, fills its registers, and ends where it was not foreseen.</summary>
    private const int Loop = 12;

    /// <summary>What a register of an example takes beside its additions where examples lie far apart.</summary>
    private const double FarLine = 0.5;

    /// <summary>A single cache line of a row of examples that lie far apart: nothing foresees where the next one is.</summary>
    private const double LoneLine = 3;

    /// <summary>A call with its arguments.</summary>
    private const int Call = 10;

    /// <summary>Adding up the lanes of one register.</summary>
    private const int HorizontalSum = 8;

    /// <summary>Adding up the lanes of four registers together.</summary>
    private const int FourHorizontalSums = 12;

    /// <summary>A register that is loaded in parts and turned, so that examples lie in lanes.</summary>
    private const int TurnedRegister = 6;

    /// <summary>A block stored back to its rows in parts, padding included.</summary>
    private const int StoredBlock = 4 * Padding.Elements;

    /// <summary>By how much turned rows must be cheaper: their text is longer.</summary>
    private const double TurnedGain = 1.25;

    /// <summary>Loops over a block of turned rows, each of which waits for the one before.</summary>
    private const int LoopsOfBlock = 6;

    /// <summary>A load or store of some lanes only.</summary>
    private const int Masked = 4;

    /// <summary>Cycles of a call for each sum that is written out: its instructions are fetched.</summary>
    private const double Fetch = 1;

    /// <summary>The gain for which a sum more may be written out: text is read and compiled, too.</summary>
    public const double TextCost = 0.001;

    /// <summary>The batch that remarks tell the cost of.</summary>
    public const int Batch = 64;

    /// <summary>The batches that a choice is made for: each counts by how much more it costs than with the blocks that are best for it.</summary>
    public static int[] Batches { get; } = [1, 4, 7, Batch];

    /// <summary>Whether a matrix leaves no room in the first cache: it is read from beyond for every block of rows.</summary>
    public static bool IsBeyondFirstCache(int elements) => elements >= FirstCache;

    /// <summary>Whether each block of a product with inputs in lanes is a method of its own, as its multiply-adds outweigh a call.</summary>
    /// <param name="multiplyAdds">Of a row.</param>
    public static bool OutweighsCall(int multiplyAdds) => multiplyAdds >= CountsForCall;

    /// <summary>Whether a batch is more than one block of rows, and whole blocks: it may go a way of its own.</summary>
    public static bool GoesInRowBlocks(int n) => n > BlockRows && n % BlockRows == 0;

    /// <summary>
    /// Whether short rows are turned, so that examples lie in lanes. The losses of ten classes and 64 examples take 0.43 µs instead of
    /// 0.97 with registers of 512 bits, 0.55 instead of 1.05 with 256; those of three 0.23 and 0.23 instead of 0.97 and 0.64.
    /// </summary>
    public static bool PrefersExamplesInLanes(ShortRowsNest nest, int reductions) =>
        nest.Width > 1 && nest.Width <= Padding.Elements && TurnedGain * TurnedBlock(nest) < Padding.Elements * RowInstructions(nest.Instructions, reductions);

    /// <summary>Instructions of a register of a row, with what it takes to reduce it.</summary>
    public static int RowInstructions(int instructions, int reductions) => instructions + (reductions * HorizontalSum);

    /// <summary>Elements from one of many rows to the next: a line more than they need where they would get in each other's way.</summary>
    /// <param name="width">What a row needs, in whole lines.</param>
    public static int Stride(int width) => width % Conflict == 0 ? width + Padding.Elements : width;

    /// <summary>
    /// Whether a tile asks for the next rows of a matrix beforehand: tiles for sixteen registers come back to it soon, and where rows
    /// lie far apart, nothing foresees which line is next.
    /// </summary>
    /// <param name="block">The tile.</param>
    /// <param name="stride">Elements from row to row.</param>
    public static bool FetchesRowsAhead(Block block, int stride) => !block.NeedsManyRegisters && stride >= Conflict;

    /// <summary>
    /// Columns of a transposed matrix that are copied at a time, before all examples pass them: where a copy of the whole would lie beyond
    /// the second cache, and its columns are whole panels. Otherwise 0: the whole matrix is copied.
    /// </summary>
    /// <param name="turned">How the copy would lie.</param>
    public static int Panel(Storage turned) =>
        IsBeyondSecondCache(turned.Length) && turned.Width > PanelColumns && turned.Width % PanelColumns == 0 ? PanelColumns : 0;

    /// <summary>Whether parameters so many lie beyond the second cache, so that they are asked for in time.</summary>
    public static bool FetchesAhead(int elements) => IsBeyondSecondCache(elements);

    /// <summary>Whether so many elements do not stay in the second cache beside what else passes through it.</summary>
    private static bool IsBeyondSecondCache(int elements) => elements > SecondCache;

    /// <summary>Instructions by which a register of results is handed over, beside its stores; and one of a gradient, which changes its parameter.</summary>
    public const int HandOver = 1;
    public const int Update = 3;

    /// <summary>Instructions of an operation on one register.</summary>
    public static int Instructions(Operation operation) => operation switch
    {
        Operation.Exp => 14,
        Operation.Logistic or Operation.Tanh => 24,
        Operation.Softplus or Operation.Log or Operation.LogisticCrossEntropy => 30,
        Operation.Sin or Operation.Cos => 28,
        Operation.Divide or Operation.Sqrt => 10,
        Operation.Mask => 50,
        Operation.OneHot or Operation.Select or Operation.Minimum or Operation.Maximum => 3,
        Operation.Slice or Operation.Broadcast => 0,
        _ => 1,
    };

    /// <summary>A core.</summary>
    /// <param name="MultiplyAdds">Started in a cycle, on its widest registers.</param>
    /// <param name="Load">Cycles of a load from the first cache.</param>
    /// <param name="Broadcast">Cycles of a number loaded into all lanes.</param>
    /// <param name="HasManyRegisters">Thirty-two of them rather than sixteen.</param>
    private sealed record Core(double MultiplyAdds, double Load, double Broadcast, bool HasManyRegisters);
}
