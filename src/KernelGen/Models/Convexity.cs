using KernelGen.Numerics;

namespace KernelGen;

/// <summary>What is known of the convexity of a model's cost.</summary>
public enum ConvexityStatus
{
    /// <summary>Neither proved nor refuted.</summary>
    Unknown,

    /// <summary>Convex for every batch of examples, by the curvature of what the cost is composed of.</summary>
    Proved,

    /// <summary>Not convex: on a segment of parameters the cost is above its chord.</summary>
    Refuted,
}

/// <summary>Whether the cost is convex in the parameters that are not frozen: then every local minimum is a global one.</summary>
/// <remarks>
/// The build proves it by rules of composition (Grant, Boyd and Ye 2006), which cannot prove everything that is convex. Where they fail
/// it looks for a segment that refutes it, as far as a build may take.
/// </remarks>
/// <param name="Status">Whether it is proved, refuted or neither.</param>
/// <param name="IsStrict">
/// Whether it is proved to be strictly convex in all of these parameters together, whatever the examples: then there is one minimum. The
/// proof needs a square of every one of them among the terms; one that only examples determine, such as a bias without a penalty, has none.
/// </param>
public sealed record Convexity(ConvexityStatus Status, bool IsStrict = false)
{
    /// <summary>The expression at which the proof fails; null where it does not.</summary>
    public string? Expression { get; init; }

    /// <summary>What the proof takes for granted of hyperparameters, e.g. <c>lambda ≥ 0</c>; null where it needs nothing.</summary>
    public string? Condition { get; init; }

    /// <summary>The segment that refutes it; null where it is not refuted.</summary>
    public ConvexitySegment? Segment { get; init; }

    /// <summary>All of it in a sentence.</summary>
    public override string ToString()
    {
        string where = Expression is null ? "" : $" at {Expression}";
        string condition = Condition is null ? "" : $" for {Condition}";
        return Status switch
        {
            ConvexityStatus.Proved when IsStrict => $"the cost is strictly convex in the parameters{condition}: there is at most one minimum",
            ConvexityStatus.Proved => $"the cost is convex in the parameters{condition}: there is no other local minimum",
            ConvexityStatus.Refuted => $"the cost is not convex in the parameters: on a segment it lies above its chord; no proof{where}",
            _ => $"it is not known whether the cost is convex in the parameters: no proof{where}",
        };
    }
}

/// <summary>A segment of parameters and an example, for which the cost in the middle is above the mean of the costs at its ends.</summary>
/// <param name="Seed">What all of them are drawn with.</param>
/// <param name="Scale">How far from zero parameters may be; those of a matrix by about the square root of its columns less.</param>
public sealed record ConvexitySegment(int Seed, double Scale)
{
    private const double ExampleScale = 2;

    /// <summary>The parameters at both ends, flat in the layout of the model, and the example; hyperparameters have their declared values.</summary>
    /// <param name="info">Of the model that the segment was found for.</param>
    /// <remarks>All numbers are exact in single precision, the middle of the segment too.</remarks>
    public (double[] Start, double[] End, double[] Inputs, double[] Targets) Draw(ModelInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var random = new RandomSource((ulong)Seed);
        double[] start = new double[info.ParameterLength];
        double[] end = new double[info.ParameterLength];
        foreach (ParameterLayout parameter in info.Parameters)
        {
            double scale = Scale * Share(parameter.Columns);
            for (int i = 0; i < parameter.Count; i++)
            {
                int index = parameter.IndexOf(i / parameter.Columns, i % parameter.Columns);
                (double from, double to) = (scale * Next(random), scale * Next(random));
                start[index] = from;
                end[index] = parameter.IsFrozen ? from : (Seed % 8) switch { 3 => -from, 7 => to, _ => from + to / 8 };
            }
        }

        double[] inputs = Example(random, info.InputCount);
        return (start, end, inputs, DrawTarget(info, random));
    }

    private static double[] DrawTarget(ModelInfo info, RandomSource random)
    {
        int choice = Choice(random);
        return info.Target switch
        {
            TargetKind.None => [],
            TargetKind.Label => [choice % info.ClassCount],
            TargetKind.Sign => [.. Enumerable.Repeat(choice % 2 == 0 ? -1.0 : 1.0, info.TargetCount)],
            TargetKind.Probability => [.. Enumerable.Repeat(choice % 2 == 0 ? 0.0 : 1.0, info.TargetCount)],
            TargetKind.Distribution => [.. Enumerable.Range(0, info.TargetCount).Select(i => i == choice % info.TargetCount ? 1.0 : 0.0)],
            _ => Example(random, info.TargetCount),
        };
    }

    private static double[] Example(RandomSource random, int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = ExampleScale * Next(random);
        }

        return values;
    }

    // Units see sums of the same size, however many inputs they have: a power of two, at most 1/√inputs.
    private static double Share(int inputs)
    {
        double share = 1;
        while (share * share * inputs > 1)
        {
            share /= 2;
        }

        return share;
    }

    // A multiple of 2⁻¹⁵ in [−1, 1).
    private static double Next(RandomSource random) => Choice(random) / 32768.0 - 1;

    private static int Choice(RandomSource random) => (int)(random.NextUInt64() >> 48);
}
