using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Analysis;

/// <summary>
/// Looks for parameters θ₀, θ₁ and an example with cost((θ₀ + θ₁)/2) above the mean of cost(θ₀) and cost(θ₁), which no convex cost
/// has. Seeds are tried in order for as long as a build may take; a seed tells everything drawn with it.
/// </summary>
/// <remarks>
/// <c>KernelGen.ConvexitySegment</c> draws the same numbers at run time, so the order here is fixed. They are multiples of small powers
/// of two, and a difference must be clear: every machine and both precisions come to the same answer.
/// </remarks>
internal sealed class SegmentSearch
{
    private const int Attempts = 96;

    /// <summary>Operations that a search may take: some ten milliseconds. A model that is too large for one attempt gets none.</summary>
    private const long Budget = 20_000_000;

    /// <summary>What a parameter costs that is drawn twice and put in three places, in operations.</summary>
    private const long Drawing = 10;

    private const double Clear = 1e-4;

    /// <summary>First so large that losses are straight, and only the model bends: twice, since large models get two attempts.</summary>
    private static readonly double[] Scales = [8, 8, 2, 1, 16];

    private readonly Graph graph;
    private readonly TargetFacts targets;
    private readonly GraphEvaluation evaluation;

    /// <param name="graph">With stable forms in the place of what they are written as.</param>
    /// <param name="targets">What the target is.</param>
    public SegmentSearch(Graph graph, TargetFacts targets)
    {
        this.graph = ReductionDefinitions.Apply(LossDefinitions.Apply(graph));
        this.targets = targets;
        evaluation = new GraphEvaluation(this.graph);
    }

    /// <summary>A segment above its chord; null where none was found.</summary>
    public SegmentDraw? Find()
    {
        long cost = 1 + (3 * evaluation.Operations) + (Drawing * graph.Parameters.Sum(p => graph[p].Shape.Size));
        for (int seed = 0; seed < Math.Min(Attempts, Budget / cost); seed++)
        {
            SegmentDraw draw = new(seed, Scales[seed % Scales.Length]);
            if (Rise(draw) > 0)
            {
                return draw;
            }
        }

        return null;
    }

    /// <summary>By how much the cost in the middle is above the mean of its ends, less what rounding could do; negative if it is not finite.</summary>
    public double Rise(SegmentDraw draw)
    {
        Dictionary<int, double[]>[] points = Draw(draw);
        double[] costs = points.Select(evaluation.Cost).ToArray();
        double rise = costs[1] - ((costs[0] + costs[2]) / 2) - (Clear * costs.Sum(Math.Abs));
        return double.IsNaN(rise) || double.IsInfinity(rise) ? -1 : rise;
    }

    /// <summary>What is given at the start, in the middle and at the end.</summary>
    private Dictionary<int, double[]>[] Draw(SegmentDraw draw)
    {
        DrawStream random = new((ulong)draw.Seed);
        Dictionary<int, double[]>[] points = [[], [], []];
        foreach (int parameter in graph.Parameters)
        {
            Node node = graph[parameter];
            double[][] entries = points.Select(_ => new double[node.Shape.Size]).ToArray();
            double scale = draw.Scale * Share(node.Shape.Columns);
            for (int i = 0; i < node.Shape.Size; i++)
            {
                (double from, double to) = (scale * random.Next(), scale * random.Next());

                // Near, where S-shaped functions and products bend; the mirror image, as hidden units have it; anywhere.
                double end = !node.WantsGradient ? from : (draw.Seed % 8) switch { 3 => -from, 7 => to, _ => from + (to / 8) };
                (entries[0][i], entries[1][i], entries[2][i]) = (from, (from + end) / 2, end);
            }

            for (int point = 0; point < points.Length; point++)
            {
                points[point].Add(parameter, entries[point]);
            }
        }

        Node[] inputs = graph.Nodes.Where(static n => n.Operation == Operation.Input).ToArray();
        double[] row = random.Many(inputs.Sum(static n => n.Shape.Size), factor: 2);
        double[] target = DrawTarget(random);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            double[]? given = node.Operation switch
            {
                Operation.Input => row.Skip(node.Start).Take(node.Shape.Size).ToArray(),
                Operation.Target or Operation.Label => target,
                Operation.Weight => [1],
                _ => null,
            };
            foreach (Dictionary<int, double[]> point in given is null ? [] : points)
            {
                point.Add(i, given!);
            }
        }

        return points;
    }

    /// <summary>Units see sums of the same size, however many inputs they have: a power of two, at most 1/√inputs.</summary>
    private static double Share(int inputs)
    {
        double share = 1;
        while (share * share * inputs > 1)
        {
            share /= 2;
        }

        return share;
    }

    private double[] DrawTarget(DrawStream random)
    {
        int choice = random.Choice();
        return targets.Kind switch
        {
            TargetKind.None => [],
            TargetKind.Label => [choice % Math.Max(1, targets.Classes)],
            TargetKind.Sign => Enumerable.Repeat(choice % 2 == 0 ? -1.0 : 1.0, targets.Count).ToArray(),
            TargetKind.Probability => Enumerable.Repeat(choice % 2 == 0 ? 0.0 : 1.0, targets.Count).ToArray(),
            TargetKind.Distribution => Enumerable.Range(0, targets.Count).Select(i => i == choice % targets.Count ? 1.0 : 0.0).ToArray(),
            _ => random.Many(targets.Count, factor: 2),
        };
    }

    /// <summary>The stream of <c>KernelGen.Numerics.RandomSource</c> (SplitMix64, Steele et al. 2014), in coarse steps.</summary>
    private sealed class DrawStream(ulong seed)
    {
        private ulong state = seed;

        /// <summary>A multiple of 2⁻¹⁵ in [−1, 1).</summary>
        public double Next() => (int)(Bits() >> 48) / 32768.0 - 1;

        public int Choice() => (int)(Bits() >> 48);

        public double[] Many(int count, double factor)
        {
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++)
            {
                numbers[i] = factor * Next();
            }

            return numbers;
        }

        private ulong Bits()
        {
            unchecked
            {
                state += 0x9E3779B97F4A7C15;
                ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                return z ^ (z >> 31);
            }
        }
    }
}
