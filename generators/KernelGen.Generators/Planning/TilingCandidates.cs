using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>The ways to cut a loop nest that the emitters can write and a reader can bear: none has more than four heights.</summary>
internal static class TilingCandidates
{
    /// <summary>Rows of a block, registers along it, or chains: what may be tried.</summary>
    private static readonly int[] Sizes = [1, 2, 3, 4, 8];

    /// <summary>
    /// Instructions that the JIT inlines into one method: beyond, it calls what follows on a sum, with registers passed through memory.
    /// </summary>
    private const int MostInstructions = 200;

    /// <summary>What the method for a sum takes of them by itself.</summary>
    private const int InstructionsOfFinish = 4;

    /// <summary>Sums of a gradient that as many are: of a sum that is handed over as it is, half as many again.</summary>
    private const int MostFinished = 24;

    /// <summary>Sums across registers, of one or of four together, that the JIT inlines into one method.</summary>
    private const int MostAcross = 16;

    /// <summary>Rows of a large matrix, where each block is a method: the tallest read it least often, the others are what is left.</summary>
    private static readonly int[][] HeightsOfLarge = [[8, 6, 4]];

    private static readonly int[][] HeightsOfSmall = [[4], [6], [6, 4], [8, 4]];

    private static readonly int[][] HeightsOfWide = [[2], [4, 2]];

    private static readonly int[] OutputsOfRow = [1, 2, 3, 4, 5, 6, 8];

    private static readonly int[] MostRuns = [4, 6, 8, 10, 12];

    private static readonly int[][] HeightsOfDotProducts = [[2], [4], [4, 2], [8, 4]];

    /// <summary>All ways; the first of equals is preferred. None where there is nothing to cut.</summary>
    public static IEnumerable<Tiling> Of(LoopNest nest) => nest switch
    {
        ProductNest product => OfProduct(product),
        DotProductNest product => OfDotProduct(product),
        OuterNest outer => OfOuter(outer),
        ColumnSumNest sum => Divisors(sum.IsPadded ? sum.Registers : 1).Where(static r => r <= 4).Select(static r => new ColumnSumTiling(r)),
        _ => [],
    };

    private static IEnumerable<Tiling> OfProduct(ProductNest product)
    {
        bool isLarge = CostModel.IsBeyondFirstCache(product.Summed * product.Registers * Padding.Elements);
        IEnumerable<int> columns = product.Panel > 0 ? [product.Panel / Padding.Elements]
            : !isLarge ? [product.Registers]
            : new[] { product.Registers, CostModel.PanelColumns / Padding.Elements }.Distinct().Where(c => product.Registers % c == 0);
        return
            from c in columns
            from one in Widths(c, isLarge && c == product.Registers).Reverse().Take(2)
            from registers in Widths(c, isLarge && c == product.Registers).Where(r => r <= (isLarge ? 2 : 4))
            from heights in isLarge ? HeightsOfLarge : registers == 4 ? HeightsOfWide : HeightsOfSmall
            let blocks = heights.Select(h => new Block(h, registers)).Append(new Block(1, one)).ToEquatableArray()
            where isLarge || IsInlined(product, blocks) || (heights == HeightsOfSmall[0] && one == registers)
            select (Tiling)new ProductTiling(blocks, c * Padding.Elements, InMethods: isLarge);
    }

    /// <summary>Whether the JIT inlines what follows on all sums of one method.</summary>
    private static bool IsInlined(ProductNest product, EquatableArray<Block> blocks) =>
        blocks.Sum(static b => b.Size) * (product.Epilogue + InstructionsOfFinish) <= MostInstructions;

    private static IEnumerable<Tiling> OfDotProduct(DotProductNest product)
    {
        foreach (int outputs in OutputsOfRow.Where(o => o <= product.Outputs && (o > 3 || o == product.Outputs)))
        {
            int ofRow = Across(outputs) + Across(product.Outputs % outputs);
            foreach (int chains in Sizes.Where(c => c == 1 || c * outputs <= 8))
            {
                Block one = new(1, outputs, chains);
                foreach (int[] heights in HeightsOfDotProducts)
                {
                    Block[] blocks = [.. heights.Select(h => new Block(h, outputs))];
                    if (blocks.All(static b => b.Fits) && !blocks[blocks.Length - 1].NeedsManyRegisters
                        && (heights.Sum() + 1) * ofRow <= MostAcross)
                    {
                        yield return new DotProductTiling(blocks.Append(one).ToEquatableArray());
                    }
                }
            }
        }
    }

    /// <summary>Sums across registers for so many outputs of a row: of four together, then of one.</summary>
    private static int Across(int outputs) => (outputs / DotProductTiling.SumsAtOnce) + (outputs % DotProductTiling.SumsAtOnce);

    private static IEnumerable<Tiling> OfOuter(OuterNest outer)
    {
        foreach (int most in MostRuns)
        {
            (int Height, int Count)[] heights = Heights(outer.Runs, most);
            foreach (int registers in Sizes.Where(r => r <= Math.Min(4, outer.Registers)))
            {
                foreach (int chains in Sizes.Where(c => c == 1 || c * registers * heights[0].Height <= 8))
                {
                    RunPart[] parts = [.. heights.Select(h => new RunPart(h.Count, Stripes(outer, h.Height, registers, chains)))];
                    if (parts.All(p => p.Stripes.All(static b => b.Fits) && p.Stripes.Sum(static b => b.Height * b.Registers) <= MostInlined(outer)))
                    {
                        yield return new OuterTiling(parts.ToEquatableArray(), outer.FetchesAhead);
                        if (outer.Bias is not null && WithBias(outer, parts, registers, chains) is { } withBias)
                        {
                            yield return withBias;
                        }
                    }
                }
            }
        }
    }

    /// <summary>The same blocks with the sums of a bias in the last, where that is done once; null where it is not, or has too many sums.</summary>
    private static OuterTiling? WithBias(OuterNest outer, RunPart[] parts, int registers, int chains)
    {
        RunPart last = parts[parts.Length - 1];
        EquatableArray<Block> stripes = Stripes(outer, last.Height + 1, registers, chains);
        bool fits = stripes.All(static b => b.Fits) && stripes.Sum(static b => b.Height * b.Registers) <= MostInlined(outer);
        return last.Count == 1 && fits
            ? new OuterTiling(parts.Take(parts.Length - 1).Append(new RunPart(1, stripes) { HasBias = true }).ToEquatableArray(), outer.FetchesAhead)
            : null;
    }

    /// <summary>Sums of one method; what is handed over as it is takes less of what the JIT inlines.</summary>
    private static int MostInlined(OuterNest outer) => outer.HasFinish ? MostFinished : MostFinished * 3 / 2;

    /// <summary>
    /// Blocks along some runs: as wide as they are wanted, then, if that leaves a rest, or a register that is not full, or needs many
    /// registers, narrow ones.
    /// </summary>
    private static EquatableArray<Block> Stripes(OuterNest outer, int height, int registers, int chains)
    {
        Block wide = new(height, registers, chains);
        bool leavesRest = outer.IsPadded ? outer.Registers % registers != 0 || (outer.IsRagged && registers > 1) : registers > 1;
        if (!leavesRest && !wide.NeedsManyRegisters)
        {
            return EquatableArray.Of(wide);
        }

        // What is left may be as wide, where it is known to be so, and the last of it is not full.
        int rest = outer.IsPadded && outer.IsRagged && outer.Registers % registers == 0 && !wide.NeedsManyRegisters ? registers : 1;
        return EquatableArray.Of(wide, new Block(height, rest, Math.Max(1, CostModel.AdditionsUnderWay / (height * rest))));
    }

    /// <summary>Blocks of equal height, or of two heights that differ by one, rather than a ragged end.</summary>
    private static (int Height, int Count)[] Heights(int total, int most)
    {
        int count = (total + most - 1) / most;
        int height = (total + count - 1) / count;
        int shorter = height * count - total;
        return shorter == 0 ? [(height, count)] : [(height, count - shorter), (height - 1, shorter)];
    }

    /// <summary>Registers along a block; where their number has no divisor worth taking, the rest is taken one by one, if it may be.</summary>
    private static IEnumerable<int> Widths(int registers, bool mayLeaveRest) =>
        mayLeaveRest && registers > 2 && registers % 4 != 0 ? Sizes.Where(p => p < registers) : Divisors(registers);

    private static IEnumerable<int> Divisors(int registers) => Sizes.Where(p => registers % p == 0);
}
