using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Tests.Planning;

/// <summary>Laws of predicted costs, whatever the constants are.</summary>
public class CostModelTests
{
    // Of a few rows, those that fill no block are taken one by one: two may cost more than four.
    private static readonly int[] BatchSizes = [8, 24, 64, 256];

    [Fact]
    public void The_chosen_blocks_have_the_least_score_of_all()
    {
        foreach (LoopNest nest in NestedLoops.All)
        {
            Tiling[] candidates = [.. TilingCandidates.Of(nest)];
            if (candidates.Length == 0)
            {
                Assert.Null(new Choices().Blocks(nest));
                continue;
            }

            Prediction[] predictions = [.. candidates.Select(t => CostModel.Predict(nest, t, CostModel.Batches))];
            double[] least = [.. predictions[0].Cycles.Select((_, i) => predictions.Min(p => p.Cycles[i]))];
            Prediction chosen = CostModel.Predict(nest, new Choices().Blocks(nest), CostModel.Batches);
            Assert.All(predictions, p => Assert.True(chosen.Score(least) <= p.Score(least), $"{nest}"));
        }
    }

    [Fact]
    public void What_is_best_for_one_kind_of_batch_may_cost_more_in_another()
    {
        Prediction even = new([10, 10], Size: 0);
        Prediction lopsided = new([9, 30], Size: 0);
        Assert.Equal(1, Choices.Cheapest([lopsided, even]));
    }

    [Fact]
    public void Of_equal_costs_the_shorter_text_is_chosen_and_of_equal_texts_the_first()
    {
        Assert.Equal(1, Choices.Cheapest([new([10], Size: 8), new([10], Size: 4), new([10], Size: 4)]));
        Assert.Equal(0, Choices.Cheapest([new([10], Size: 8), new([20], Size: 4)]));
    }

    [Fact]
    public void Twice_the_batch_costs_more_of_all_that_is_done_to_examples()
    {
        foreach (LoopNest nest in NestedLoops.All.Where(static n => n is not TranspositionNest))
        {
            Tiling? blocks = new Choices().Blocks(nest);
            Assert.All(BatchSizes, n => Assert.True(CostModel.Cycles(nest, blocks, 2 * n) > CostModel.Cycles(nest, blocks, n), $"{nest}, {2 * n} examples"));
        }
    }

    [Fact]
    public void Twice_the_work_never_costs_less()
    {
        foreach (LoopNest nest in NestedLoops.All)
        {
            Assert.All(NestedLoops.Doubled(nest).Where(more => IsAlike(nest, more)), more =>
                Assert.All(BatchSizes, n => Assert.True(Least(more, n) >= Least(nest, n), $"{more}, {n} examples")));
        }
    }

    [Fact]
    public void Examples_that_come_from_afar_cost_no_less_than_those_that_were_just_written()
    {
        foreach (DotProductNest nest in NestedLoops.DotProducts.Cast<DotProductNest>())
        {
            Assert.True(Least(nest, 64) >= Least(nest with { AreFetched = false }, 64), $"{nest}");
        }

        DotProductNest large = new(Summed: 1000, Outputs: 1, IsPadded: false, AreFetched: true);
        Assert.True(Least(large, 64) > Least(large with { AreFetched = false }, 64));
    }

    [Fact]
    public void A_copy_of_whole_registers_is_cheaper_than_one_of_single_elements() =>
        Assert.True(Least(new TranspositionNest(64, 64), 1) < Least(new TranspositionNest(65, 63), 1));

    /// <summary>Whether more ways to cut it, whole registers to load, or lines that follow each other cannot make up for more work.</summary>
    private static bool IsAlike(LoopNest nest, LoopNest more) =>
        IsInMethods(nest) == IsInMethods(more) && IsMasked(nest) == IsMasked(more) && HasLoneLines(nest) == HasLoneLines(more);

    private static bool IsInMethods(LoopNest nest) => TilingCandidates.Of(nest).FirstOrDefault() is ProductTiling { InMethods: true };

    private static bool IsMasked(LoopNest nest) => nest is DotProductNest { IsMasked: true };

    private static bool HasLoneLines(LoopNest nest) => nest is OuterNest { Registers: 1 };

    /// <summary>The least cost of any blocks.</summary>
    private static double Least(LoopNest nest, int n)
    {
        Tiling[] candidates = [.. TilingCandidates.Of(nest)];
        return candidates.Length == 0 ? CostModel.Cycles(nest, null, n) : candidates.Min(t => CostModel.Cycles(nest, t, n));
    }
}
