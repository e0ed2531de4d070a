using System;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>What loop nests cost: the longest of their additions, loads and instructions, and what it takes to begin and to end.</summary>
internal static partial class CostModel
{
    /// <summary>Cycles that a batch of n examples takes on the core that costs are told of.</summary>
    public static double Cycles(LoopNest nest, Tiling? tiling, int n) => Cycles(nest, tiling, n, Told);

    /// <summary>Cycles of some batches, each on every core that a choice is made for, and what is written out for them.</summary>
    public static Prediction Predict(LoopNest nest, Tiling? tiling, int[] batches)
    {
        Tiling? few = tiling?.WithFewRegisters();
        int size = tiling?.Size ?? 0;
        double[] cycles = new double[batches.Length * Cores.Length];
        for (int i = 0; i < cycles.Length; i++)
        {
            Core core = Cores[i % Cores.Length];
            cycles[i] = (Fetch * size) + Cycles(nest, core.HasManyRegisters ? tiling : few, batches[i / Cores.Length], core);
        }

        return new Prediction(cycles, size);
    }

    /// <summary>
    /// Cycles of the calls that the arrangement of a matrix is chosen for, on every core: of one example that is predicted, and of
    /// <see cref="Batch"/> that are learned from.
    /// </summary>
    /// <param name="forward">For all batches, what a prediction takes.</param>
    /// <param name="backward">And what a step takes beside it.</param>
    public static Prediction OfCalls(Prediction forward, Prediction backward)
    {
        Prediction step = Prediction.Sum([forward, backward]);
        return step with { Cycles = [.. forward.Cycles.Where(static (_, i) => BatchAt(i) == 1), .. step.Cycles.Where(static (_, i) => BatchAt(i) == Batch)] };
    }

    private static int BatchAt(int i) => Batches[i / Cores.Length];

    private static double Cycles(LoopNest nest, Tiling? tiling, int n, Core core) => (nest, tiling) switch
    {
        (ProductNest product, ProductTiling blocks) => Product(product, blocks, n, core),
        (DotProductNest product, DotProductTiling blocks) => DotProduct(product, blocks, n, core),
        (OuterNest outer, OuterTiling blocks) => Outer(outer, blocks, n, core),
        (ColumnSumNest sum, ColumnSumTiling blocks) => Call + (sum.Registers / blocks.Registers * (Loop + (n * Math.Max(AdditionLatency, blocks.Registers * SecondCacheLoad)))),
        (ShortRowsNest rows, _) => Call + (Math.Ceiling((double)n / Padding.Elements) * TurnedBlock(rows)),
        (TranspositionNest copy, _) => Transposition(copy, TransposedRegister + (2 * LoadOf(copy.RunLength * Padding.Up(copy.Runs)))),
        (RowBlocksNest rows, _) => RowBlocks(rows, n),
        (PassNest pass, _) => Call + Loop + (((pass.PerExample * n) + pass.OfBatch) * pass.Instructions),
        _ => throw new ArgumentException("These blocks are of another kind of loop nest.", nameof(tiling)),
    };

    private static double Product(ProductNest product, ProductTiling tiling, int n, Core core)
    {
        double load = core.Load * LoadOf(product.Summed * tiling.Columns);
        int columns = tiling.Columns / Padding.Elements;
        double OfRows(Block block) =>
            Loop + (product.Summed * (Step(block, load, core) + (block.Registers * Math.Max(0, load - (core.Load * SecondCacheLoad))))) + Finishing(block, product.Epilogue);

        double OfColumns(Block block)
        {
            // What wide blocks leave, and what is not full, is taken a register at a time.
            int wide = product.Splits(block, tiling) ? product.RowLength / Padding.Elements / block.Registers : columns / block.Registers;
            int rest = columns - (wide * block.Registers);
            Block last = block with { Registers = product.RestOf(block) };
            return (tiling.InMethods ? Call : 0) + (wide * OfRows(block)) + (rest == 0 ? 0 : rest / last.Registers * OfRows(last));
        }

        // The rows of a panel are read once, one after the other: what counts is where it is written to.
        double panel = product.Panel == 0 ? 0
            : Transposition(new TranspositionNest(product.Panel, product.Summed), TransposedRegister + LoadOf(product.Summed * product.Panel));
        return Call + (product.Registers / columns * (panel + Rows(tiling.Blocks, n, tiling.InMethods, OfColumns, tiling.PairAfter)));
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

        return Call + Math.Max(Rows(tiling.Blocks, n, stepsBack: false, OfRows), Fetching(n, product.Summed, product.AreFetched));
    }

    private static double Outer(OuterNest outer, OuterTiling tiling, int n, Core core)
    {
        double cycles = Call;
        double fetching = Fetching(n, outer.RunLength, areNew: false);
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
            cycles += part.Count * Math.Max(runs, fetching);
        }

        return outer.Bias is { } bias && !tiling.HasBias ? cycles + Cycles(bias, new ColumnSumTiling(1), n, core) : cycles;

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

    /// <summary>A copy with rows and columns exchanged, by what a register of it takes.</summary>
    private static double Transposition(TranspositionNest copy, double register)
    {
        // Registers that are taken apart together are of as many runs as each has numbers; to what is left zeros are added.
        int whole = copy.Runs / Padding.Elements * (copy.RunLength / Padding.Elements) * Padding.Elements;
        int elements = copy.RunLength * Padding.Up(copy.Runs);
        return Call + Loop + (whole * register) + ((elements - (whole * Padding.Elements)) * TransposedElement);
    }

    private static double RowBlocks(RowBlocksNest rows, int n)
    {
        double block = Loop + FourHorizontalSums + rows.Epilogue + (BlockRows * rows.Registers * RowBlockLoad);
        return Call + Loop + (n / BlockRows * block) + ((BlockRows + 1) * rows.Registers);
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
    /// <param name="pairAfter">The last rows that are left to two of the next blocks; none where it is null.</param>
    private static double Rows(EquatableArray<Block> blocks, int n, bool stepsBack, Func<Block, double> cycles, Func<int, int?>? pairAfter = null)
    {
        double total = 0;
        int left = n;
        for (int i = 0; i < blocks.Count && left > 0; i++)
        {
            int height = blocks[i].Height;
            int pair = i + 1 < blocks.Count ? pairAfter?.Invoke(i) ?? 0 : 0;
            bool leavesPair = left >= height && left % height == pair - height;
            int whole = (left / height) - (leavesPair ? 1 : 0);
            total += whole * cycles(blocks[i]);
            left -= whole * height;
            if (!leavesPair && stepsBack && n >= blocks[i].Height && i + 1 < blocks.Count && left > blocks[i + 1].Height)
            {
                return total + cycles(blocks[i]);
            }
        }

        return total;
    }

    /// <summary>Cycles of a block of short rows with examples in lanes.</summary>
    private static double TurnedBlock(ShortRowsNest nest) =>
        (Loop * LoopsOfBlock) + (nest.Width * nest.Instructions / LongInstructionsPerCycle)
        + (nest.Loaded * ShortRows.WholeColumns(nest.Width) * TurnedRegister) + (nest.Stored * StoredBlock);

    /// <summary>Cycles in which the rows of a batch arrive that the first cache does not hold: no pass over them is shorter.</summary>
    /// <param name="n">Rows.</param>
    /// <param name="length">Numbers in a row.</param>
    /// <param name="areNew">Whether nothing has read or written them before.</param>
    private static double Fetching(int n, int length, bool areNew)
    {
        double registers = (double)n * Padding.Up(length) / Padding.Elements;
        bool isFar = areNew || registers * Padding.Elements > SecondCache;
        return registers * Padding.Elements < FirstCache ? 0 : registers * (isFar ? ThirdCacheLoad : SecondCacheLoad);
    }

    /// <summary>How much longer a load of a matrix takes than one from the first cache.</summary>
    private static double LoadOf(int elements) =>
        elements < FirstCache ? 1 : elements <= SecondCache ? SecondCacheLoad : ThirdCacheLoad;
}
