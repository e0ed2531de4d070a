using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Examples;

/// <summary>Points and patterns that no linear classifier tells apart (003, 004), made from a seed. Targets are 0 and 1.</summary>
public static class HardCases
{
    /// <summary>The pixels of a pattern.</summary>
    public const int PixelCount = 16;

    private const string PatternA = "####............";
    private const string PatternB = "#.#.#.#.........";

    private const double OuterEdge = 3;
    private const double ModeDeviation = 0.35;

    private static readonly (double X, double Y)[] Modes = [(-2, -1), (2, -1), (0, 2)];

    /// <summary>Points of a square around 0 whose coordinates have equal signs (1), or not (0): parity in the plane.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">Equal seeds give equal points.</param>
    public static Dataset<float, float> Parity(int count, int seed) => Draw(count, seed, static random =>
    {
        double x = random.NextDouble(-1, 1);
        double y = random.NextDouble(-1, 1);
        return (x, y, x * y > 0);
    });

    /// <summary>Points with 1 ≤ ‖x‖ ≤ 2 (1), and as many on either side of the ring (0), up to ‖x‖ = 3.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">Equal seeds give equal points.</param>
    public static Dataset<float, float> Ring(int count, int seed) => Draw(count, seed, static random =>
    {
        double angle = random.NextDouble(0, 2 * Math.PI);
        double place = random.NextDouble();
        double radius = place < 0.5 ? 1 + 2 * place : place < 0.75 ? 4 * (place - 0.5) : 2 + (OuterEdge - 2) * 4 * (place - 0.75);
        return (radius * Math.Cos(angle), radius * Math.Sin(angle), place < 0.5);
    });

    /// <summary>Points around three modes (1), and as many anywhere between and around them (0).</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">Equal seeds give equal points.</param>
    public static Dataset<float, float> ThreeModes(int count, int seed) => Draw(count, seed, static random =>
    {
        if (random.NextInt32(2) == 1)
        {
            (double x, double y) = Modes[random.NextInt32(Modes.Length)];
            return (x + Bounded(random), y + Bounded(random), true);
        }

        while (true)
        {
            double x = random.NextDouble(-OuterEdge, OuterEdge);
            double y = random.NextDouble(-OuterEdge, OuterEdge);
            if (Array.TrueForAll(Modes, mode => Math.Abs(x - mode.X) > 3 * ModeDeviation || Math.Abs(y - mode.Y) > 3 * ModeDeviation))
            {
                return (x, y, false);
            }
        }
    });

    /// <summary>Two patterns of 16 pixels, 4 of them black, in all their translations with wrap-around: label 0 is A, label 1 is B.</summary>
    /// <remarks>The mean of all translations is 0.25 everywhere for both.</remarks>
    public static Dataset<float, int> Translations()
    {
        var inputs = new List<float>();
        var labels = new List<int>();
        foreach ((int label, string pattern) in new[] { PatternA, PatternB }.Index())
        {
            for (int shift = 0; shift < PixelCount; shift++)
            {
                inputs.AddRange(Enumerable.Range(0, PixelCount).Select(pixel => pattern[(pixel + shift) % PixelCount] == '#' ? 1f : 0f));
                labels.Add(label);
            }
        }

        return new Dataset<float, int>(inputs.ToArray(), PixelCount, labels.ToArray());
    }

    // Within three deviations: the modes and what is between them do not overlap.
    private static double Bounded(RandomSource random) => Math.Clamp(random.NextNormal(), -2.9, 2.9) * ModeDeviation;

    private static Dataset<float, float> Draw(int count, int seed, Func<RandomSource, (double X, double Y, bool IsOne)> point)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RandomSource random = new(unchecked((ulong)seed));
        var inputs = new float[2 * count];
        var targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            (double x, double y, bool isOne) = point(random);
            inputs[2 * i] = (float)x;
            inputs[2 * i + 1] = (float)y;
            targets[i] = isOne ? 1 : 0;
        }

        return new Dataset<float, float>(inputs, 2, targets);
    }
}
