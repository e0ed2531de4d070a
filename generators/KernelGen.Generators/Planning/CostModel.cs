using System;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// What a choice costs: the one place where plans are weighed against each other. Costs are in cycles of a core with registers of
/// 512 bits that starts one multiply-add of them a cycle, such as AMD's fourth Zen; choices are made for others, too.
/// <c>benchmarks … -- tune</c> measures what is predicted here.
/// </summary>
internal static class CostModel
{
    /// <summary>Cycles from the start of an addition, or a multiply-add, until its sum can be added to.</summary>
    private const int AdditionLatency = 4;

    /// <summary>Additions that a processor starts before the first of them ends: each needs a register of its own to go to.</summary>
    public const int AdditionsUnderWay = AdditionLatency;

    /// <summary>Instructions started in a cycle, loads and stores among them.</summary>
    private const double InstructionsPerCycle = 4;

    /// <summary>Of them those on registers of 512 bits that neither load nor multiply.</summary>
    private const double LongInstructionsPerCycle = 2;

    /// <summary>How much longer a register takes from the second cache, and from beyond, than from the first.</summary>
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
    public const int RowBlockCycles = 4;

    /// <summary>Inputs from which on a batch of some dozens of rows is fetched from afar twice, unless it is used in blocks.</summary>
    private const int LongRow = 512;

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

    /// <summary>A load or store of some lanes only.</summary>
    private const int Masked = 4;

    /// <summary>Cycles of a call for each sum that is written out: its instructions are fetched.</summary>
    private const double Fetch = 1;

    /// <summary>The gain for which a sum more may be written out: text is read and compiled, too.</summary>
    private const double TextCost = 0.001;

    /// <summary>The batch that remarks tell the cost of.</summary>
    public const int Batch = 64;

    /// <summary>The batches that a choice is made for: each counts by how much more it costs than with the blocks that are best for it.</summary>
    private static readonly int[] Batches = [1, 4, 7, Batch];

    /// <summary>The blocks of least cost on processors with thirty-two registers and with sixteen; null where there is nothing to cut.</summary>
    public static Tiling? Choose(LoopNest nest)
    {
        Tiling[] candidates = [.. TilingCandidates.Of(nest)];
        if (candidates.Length == 0)
        {
            return null;
        }

        double[][] costs = [.. candidates.Select(t => CostsOf(nest, t))];
        double[] least = [.. costs[0]];
        foreach (double[] cost in costs)
        {
            for (int i = 0; i < least.Length; i++)
            {
                least[i] = Math.Min(least[i], cost[i]);
            }
        }

        int best = 0;
        double bestScore = double.PositiveInfinity;
        for (int t = 0; t < candidates.Length; t++)
        {
            double score = 0;
            for (int i = 0; i < least.Length; i++)
            {
                score += costs[t][i] / least[i];
            }

            score *= 1 + (TextCost * candidates[t].Size);
            if (score < bestScore)
            {
                (best, bestScore) = (t, score);
            }
        }

        return candidates[best];
    }

    /// <summary>Cycles for every batch and core that a choice is made for.</summary>
    private static double[] CostsOf(LoopNest nest, Tiling tiling)
    {
        Tiling few = tiling.WithFewRegisters();
        double[] costs = new double[Batches.Length * Cores.Length];
        for (int i = 0; i < costs.Length; i++)
        {
            Core core = Cores[i % Cores.Length];
            costs[i] = (Fetch * tiling.Size) + Cycles(nest, core.HasManyRegisters ? tiling : few, Batches[i / Cores.Length], core);
        }

        return costs;
    }

    /// <summary>Cycles that a batch of n examples takes on the core that costs are told of.</summary>
    public static double Cycles(LoopNest nest, Tiling? tiling, int n) => Cycles(nest, tiling, n, Told);

    private static double Cycles(LoopNest nest, Tiling? tiling, int n, Core core) => (nest, tiling) switch
    {
        (ProductNest product, ProductTiling blocks) => Product(product, blocks, n, core),
        (DotProductNest product, DotProductTiling blocks) => DotProduct(product, blocks, n, core),
        (OuterNest outer, OuterTiling blocks) => Outer(outer, blocks, n, core),
        (ColumnSumNest sum, ColumnSumTiling blocks) => Call + (sum.Registers / blocks.Registers * (Loop + (n * Math.Max(AdditionLatency, blocks.Registers * SecondCacheLoad)))),
        (PassNest pass, _) => Call + Loop + (((pass.PerExample * n) + pass.OfBatch) * pass.Instructions),
        _ => throw new ArgumentException("These blocks are of another kind of loop nest.", nameof(tiling)),
    };

    private static double Product(ProductNest product, ProductTiling tiling, int n, Core core)
    {
        double load = core.Load * LoadOf(product.Summed * tiling.Columns);
        int columns = tiling.Columns / Padding.Elements;
        double OfRows(Block block)
        {
            double tile = Loop + (product.Summed * (Step(block, load, core) + (block.Registers * Math.Max(0, load - (core.Load * SecondCacheLoad))))) + Finishing(block, product.Epilogue);
            return tile;
        }

        double OfColumns(Block block)
        {
            // What wide blocks leave, and what is not full, is taken a register at a time.
            int wide = product.Splits(block, tiling) ? product.RowLength / Padding.Elements / block.Registers : columns / block.Registers;
            int rest = columns - (wide * block.Registers);
            Block last = block with { Registers = product.RestOf(block) };
            return (tiling.InMethods ? Call : 0) + (wide * OfRows(block)) + (rest == 0 ? 0 : rest / last.Registers * OfRows(last));
        }

        return Call + (product.Registers / columns * Rows(tiling.Blocks, n, tiling.InMethods, OfColumns));
    }

    private static double DotProduct(DotProductNest product, DotProductTiling tiling, int n, Core core)
    {
        double load = core.Load * LoadOf(product.Summed * product.Outputs);
        int whole = product.Summed / Padding.Elements;
        bool isRagged = product.Summed % Padding.Elements != 0;
        double Of(Block block)
        {
            int sums = block.Height * block.Registers;
            double work = Math.Max(sums / core.MultiplyAdds, (block.Registers * load) + (block.Height * core.Load));
            double step = Math.Max(work, (double)AdditionLatency / block.Chains);
            double single = Math.Max(work, AdditionLatency);
            double last = (whole % block.Chains * single) + (isRagged ? single + (product.IsMasked ? block.Height * Masked : 0) : 0);
            bool together = block.Registers == 1 ? block.Height % DotProductTiling.SumsAtOnce == 0 : true;
            int fours = together ? sums / DotProductTiling.SumsAtOnce : 0;
            double across = (fours * FourHorizontalSums) + ((sums - (fours * DotProductTiling.SumsAtOnce)) * HorizontalSum);
            return Loop + (whole / block.Chains * block.Chains * step) + last + across + (Math.Log(block.Chains, 2) * AdditionLatency);
        }

        double OfRows(Block block)
        {
            int rest = product.Outputs % block.Registers;
            return (product.Outputs / block.Registers * Of(block)) + (rest == 0 ? 0 : Of(block with { Registers = rest }));
        }

        return Call + Rows(tiling.Blocks, n, stepsBack: false, OfRows);
    }

    private static double Outer(OuterNest outer, OuterTiling tiling, int n, Core core)
    {
        double cycles = Call;
        foreach (RunPart part in tiling.Parts)
        {
            int left = outer.RunLength / Padding.Elements;
            double runs = Call;
            foreach (Block stripe in part.Stripes)
            {
                runs += left / stripe.Registers * OfStripe(stripe);
                left %= stripe.Registers;
            }

            runs += outer.IsRagged ? OfStripe(part.Stripes[part.Stripes.Count - 1]) + (outer.IsMasked ? n * Masked : 0) : 0;
            cycles += part.Count * runs;
        }

        return cycles;

        double OfStripe(Block stripe)
        {
            int together = n / stripe.Chains * stripe.Chains;
            bool isFar = outer.Registers * n >= FirstCache / Padding.Elements;
            double next = isFar ? (stripe.Registers * FarLine) + (stripe.Registers == 1 ? LoneLine : 0) : 0;
            double single = next + Math.Max(AdditionLatency, Step(stripe, core.Load, core));
            double step = next + Math.Max((double)AdditionLatency / stripe.Chains, Step(stripe, core.Load, core));
            return Loop + (together * step) + ((n - together) * single) + Finishing(stripe, outer.Epilogue);
        }
    }

    /// <summary>What follows on the sums of a block, and the zeros that they begin with.</summary>
    private static double Finishing(Block block, int epilogue) => block.Size * (epilogue + 1) / LongInstructionsPerCycle;

    /// <summary>One term of every sum of a block, whichever of additions, loads and instructions takes longest.</summary>
    private static double Step(Block block, double load, Core core)
    {
        int sums = block.Height * block.Registers;
        double loads = (block.Registers * load) + (block.Height * core.Broadcast);
        double instructions = (sums + block.Registers + block.Height + 2) / InstructionsPerCycle;
        double latency = block.Chains == 1 ? AdditionLatency : 0;
        return Math.Max(Math.Max(sums / core.MultiplyAdds, loads), Math.Max(instructions, latency));
    }

    /// <summary>All rows of a batch, a block at a time.</summary>
    /// <param name="blocks">From the tallest to single rows.</param>
    /// <param name="n">Rows.</param>
    /// <param name="stepsBack">Whether a block does some rows once more rather than leave them to smaller ones.</param>
    /// <param name="cycles">What a block costs.</param>
    private static double Rows(EquatableArray<Block> blocks, int n, bool stepsBack, Func<Block, double> cycles)
    {
        double total = 0;
        int left = n;
        for (int i = 0; i < blocks.Count && left > 0; i++)
        {
            total += left / blocks[i].Height * cycles(blocks[i]);
            left %= blocks[i].Height;
            if (stepsBack && n >= blocks[i].Height && i + 1 < blocks.Count && left > blocks[i + 1].Height)
            {
                return total + cycles(blocks[i]);
            }
        }

        return total;
    }

    /// <summary>Whether a matrix leaves no room in the first cache: it is read from beyond for every block of rows.</summary>
    public static bool IsBeyondFirstCache(int elements) => elements >= FirstCache;

    /// <summary>How much longer a load of a matrix takes than one from the first cache.</summary>
    private static double LoadOf(int elements) =>
        elements < FirstCache ? 1 : elements <= SecondCache ? SecondCacheLoad : ThirdCacheLoad;

    /// <summary>Whether rows so long are better multiplied and added to the gradient a few at a time.</summary>
    public static bool PrefersRowBlocks(int inputs) => inputs >= LongRow;

    /// <summary>Elements from one of many rows to the next: a line more than they need where they would get in each other's way.</summary>
    /// <param name="width">What a row needs, in whole lines.</param>
    public static int Stride(int width) => width % Conflict == 0 ? width + Padding.Elements : width;

    /// <summary>Forward product and weight gradient both visit every weight once, a register at a time.</summary>
    public static WeightLayout ChooseLayout(Shape weights)
    {
        (int outputs, int inputs) = (weights.Rows, weights.Columns);
        if (outputs == 1 || inputs == 1)
        {
            // A register of one number is no register.
            return outputs == 1 ? WeightLayout.OutputMajor : WeightLayout.InputMajor;
        }

        long inputMajor = 2L * inputs * Registers(outputs);
        long outputMajor = (2L * outputs * Registers(inputs)) + ((long)outputs * HorizontalSum / 2);
        return inputMajor <= outputMajor ? WeightLayout.InputMajor : WeightLayout.OutputMajor;
    }

    /// <summary>
    /// Whether Wᵀ·v is cheaper with the outputs of the layer in lanes, as they lie in input-major weights, than with its inputs in
    /// lanes after a transposition.
    /// </summary>
    public static bool PrefersDotProducts(Shape weights)
    {
        (int outputs, int inputs) = (weights.Rows, weights.Columns);
        return inputs == 1 || (long)inputs * (Registers(outputs) + (HorizontalSum / 2)) <= (long)outputs * Registers(inputs);
    }

    /// <summary>
    /// Whether a tile asks for the next rows of a matrix beforehand: tiles for sixteen registers come back to it soon, and where rows
    /// lie far apart, nothing foresees which line is next.
    /// </summary>
    /// <param name="block">The tile.</param>
    /// <param name="stride">Elements from row to row.</param>
    public static bool FetchesRowsAhead(Block block, int stride) => !block.NeedsManyRegisters && stride >= Conflict;

    /// <summary>Whether parameters so many lie beyond the second cache, so that they are asked for in time.</summary>
    public static bool FetchesAhead(int elements) => elements > SecondCache;

    private static int Registers(int size) => Padding.Up(size) / Padding.Elements;

    /// <summary>Instructions of an operation on one register.</summary>
    public static int Instructions(Operation operation) => operation switch
    {
        Operation.Exp => 14,
        Operation.Logistic or Operation.Tanh => 24,
        Operation.Softplus or Operation.Log or Operation.LogisticCrossEntropy => 30,
        Operation.Sin or Operation.Cos => 40,
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
