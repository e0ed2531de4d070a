using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// The choices of one plan, each by what the cost model predicts for several batches and cores at once. What is known of a loop nest
/// is remembered: the same nests are weighed for layouts and cut into blocks later.
/// </summary>
internal sealed class Choices
{
    private readonly Dictionary<LoopNest, (Tiling? Tiling, Prediction Prediction)> known = [];

    /// <summary>The blocks of least cost on processors with thirty-two registers and with sixteen; null where there is nothing to cut.</summary>
    public Tiling? Blocks(LoopNest nest) => Best(nest).Tiling;

    /// <summary>Which of several arrangements of a matrix costs least, the first of equals.</summary>
    public int Arrangement(IReadOnlyList<MatrixNests> arrangements) => arrangements.Count == 1 ? 0 : Cheapest([.. arrangements.Select(Predict)]);

    /// <summary>The loop nests of an arrangement, each cut as is best for it.</summary>
    private Prediction Predict(MatrixNests nests) => CostModel.OfCalls(Sum(nests.Forward), Sum(nests.Backward));

    private Prediction Sum(EquatableArray<LoopNest> nests) => Prediction.Sum(nests.Select(nest => Best(nest).Prediction));

    /// <summary>Cycles that a batch of n examples takes on the core that costs are told of, each loop nest cut as is best for it.</summary>
    public double Cycles(IEnumerable<LoopNest> nests, int n) => nests.Sum(nest => CostModel.Cycles(nest, Blocks(nest), n));

    /// <summary>Whether whole blocks of rows (<see cref="CostModel.BlockRows"/>) are better taken one by one than as any other batch.</summary>
    /// <param name="general">The kernels for any batch, cut into blocks.</param>
    /// <param name="inBlocks">The kernels for whole blocks.</param>
    public static bool PrefersRowBlocks(EquatableArray<Kernel> general, EquatableArray<Kernel> inBlocks)
    {
        int[] batches = [.. CostModel.Batches.Where(CostModel.GoesInRowBlocks)];
        Prediction Of(EquatableArray<Kernel> kernels) => Prediction.Sum(kernels.Select(k => CostModel.Predict(k.Nest!, k.Tiling, batches)));

        // The general way is written out in any case.
        return Cheapest([Of(general) with { Size = 0 }, Of(inBlocks) with { Size = RowBlocksNest.Size }]) == 1;
    }

    private (Tiling? Tiling, Prediction Prediction) Best(LoopNest nest)
    {
        if (!known.TryGetValue(nest, out (Tiling?, Prediction) best))
        {
            known[nest] = best = Find(nest);
        }

        return best;
    }

    private static (Tiling? Tiling, Prediction Prediction) Find(LoopNest nest)
    {
        Tiling[] candidates = [.. TilingCandidates.Of(nest)];
        if (candidates.Length == 0)
        {
            return (null, CostModel.Predict(nest, null, CostModel.Batches));
        }

        Prediction[] predictions = [.. candidates.Select(t => CostModel.Predict(nest, t, CostModel.Batches))];
        int best = Cheapest(predictions);
        return (candidates[best], predictions[best]);
    }

    /// <summary>
    /// The one of least cost, the first of equals: for each batch and core it counts how much more it costs than what is best there.
    /// </summary>
    public static int Cheapest(Prediction[] predictions)
    {
        double[] least = [.. predictions[0].Cycles];
        foreach (Prediction prediction in predictions)
        {
            for (int i = 0; i < least.Length; i++)
            {
                least[i] = Math.Min(least[i], prediction.Cycles[i]);
            }
        }

        int best = 0;
        double bestScore = double.PositiveInfinity;
        for (int p = 0; p < predictions.Length; p++)
        {
            double score = predictions[p].Score(least);
            if (score < bestScore)
            {
                (best, bestScore) = (p, score);
            }
        }

        return best;
    }
}

/// <summary>What is predicted of a choice.</summary>
/// <param name="Cycles">For some batches, each on every core.</param>
/// <param name="Size">Sums that are written out.</param>
internal readonly record struct Prediction(double[] Cycles, int Size)
{
    /// <summary>Of what is done one after the other.</summary>
    public static Prediction Sum(IEnumerable<Prediction> predictions) => predictions.Aggregate(new Prediction([], 0), static (a, b) =>
        a.Cycles.Length == 0 ? b : b.Cycles.Length == 0 ? a : new Prediction([.. a.Cycles.Zip(b.Cycles, static (x, y) => x + y)], a.Size + b.Size));

    /// <summary>How much more it costs than the least, summed over batches and cores; and a little for its text.</summary>
    public double Score(double[] least)
    {
        double score = 0;
        for (int i = 0; i < least.Length; i++)
        {
            score += Cycles[i] / least[i];
        }

        return score * (1 + (CostModel.TextCost * Size));
    }
}
