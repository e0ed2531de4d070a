using KernelGen.Numerics;

namespace KernelGen.Testing;

/// <summary>Random targets that are legal for a model.</summary>
internal static class TargetDraw
{
    // A distribution in steps of 2⁻²⁰ sums to 1 exactly, in single precision too.
    private const int DistributionSteps = 1 << 20;

    /// <summary>The target of one example; a value is drawn from <paramref name="range"/>.</summary>
    public static double[] Of(ModelInfo info, RandomSource random, (double Low, double High) range) => info.Target switch
    {
        TargetKind.None => [],
        TargetKind.Values => [.. Enumerable.Range(0, info.TargetCount).Select(_ => random.NextDouble(range.Low, range.High))],
        TargetKind.Probability => [.. Enumerable.Range(0, info.TargetCount).Select(_ => DrawProbability(random))],
        TargetKind.Sign => [.. Enumerable.Range(0, info.TargetCount).Select(_ => random.NextInt32(2) == 0 ? -1.0 : 1.0)],
        TargetKind.Label => [random.NextInt32(info.ClassCount)],
        TargetKind.Distribution => DrawDistribution(info.TargetCount, random),
        _ => throw new NotSupportedException($"{info.Name} has targets of a kind that is unknown here: {info.Target}."),
    };

    // Certain targets are as usual as uncertain ones.
    private static double DrawProbability(RandomSource random) => random.NextInt32(4) switch
    {
        0 => 0,
        1 => 1,
        _ => random.NextDouble(),
    };

    private static double[] DrawDistribution(int count, RandomSource random)
    {
        var weights = new double[count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = random.NextDouble();
        }

        double sum = weights.Sum();
        int rest = DistributionSteps;
        for (int i = 1; i < weights.Length; i++)
        {
            int steps = (int)(weights[i] / sum * DistributionSteps);
            rest -= steps;
            weights[i] = (double)steps / DistributionSteps;
        }

        weights[0] = (double)rest / DistributionSteps;
        return weights;
    }
}
