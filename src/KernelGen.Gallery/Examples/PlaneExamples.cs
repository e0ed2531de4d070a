using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Examples;

/// <summary>Points of the plane and short rows of bits to learn from, made from a seed.</summary>
public static class PlaneExamples
{
    private const int TrainingCount = 400;
    private const int TestCount = 100;

    /// <summary>t = 2x₁ − x₂ + ½ and a little noise.</summary>
    public static TrainingExamples<float> NoisyPlane(int seed) => Draw("a plane with noise", seed, 2, 1, static (random, inputs, target) =>
    {
        Square(random, inputs);
        target[0] = (float)(2 * inputs[0] - inputs[1] + 0.5 + 0.1 * random.NextNormal());
    });

    /// <summary>Which side of a line a point lies on, its target being <paramref name="negative"/> or 1.</summary>
    public static TrainingExamples<float> HalfPlane(int seed, float negative) => Draw("a half-plane", seed, 2, 1, (random, inputs, target) =>
    {
        Square(random, inputs);
        target[0] = inputs[0] + 2 * inputs[1] > 0.3f ? 1 : negative;
    });

    /// <summary>Three clouds of points, one for each label.</summary>
    public static TrainingExamples<int> ThreeClouds(int seed) => Draw<int>("three clouds", seed, 2, 1, static (random, inputs, target) =>
    {
        target[0] = random.NextInt32(3);
        double angle = 2 * Math.PI * target[0] / 3;
        inputs[0] = (float)(2 * Math.Cos(angle) + 0.5 * random.NextNormal());
        inputs[1] = (float)(2 * Math.Sin(angle) + 0.5 * random.NextNormal());
    });

    /// <summary>How much a point belongs to each of eight directions: probabilities.</summary>
    public static TrainingExamples<float> EightDirections(int seed) => Draw("eight directions", seed, 2, 8, static (random, inputs, target) =>
    {
        Square(random, inputs);
        double sum = 0;
        for (int k = 0; k < target.Length; k++)
        {
            double angle = 2 * Math.PI * k / target.Length;
            target[k] = (float)Math.Exp(2 * (inputs[0] * Math.Cos(angle) + inputs[1] * Math.Sin(angle)));
            sum += target[k];
        }

        foreach (ref float probability in target)
        {
            probability = (float)(probability / sum);
        }
    });

    /// <summary>The sine and the cosine of a point's place, mixed: two values that a hidden layer can fit.</summary>
    public static TrainingExamples<float> TwoWaves(int seed) => Draw("two waves", seed, 3, 2, static (random, inputs, target) =>
    {
        Square(random, inputs);
        target[0] = MathF.Sin(2 * inputs[0]) + inputs[1];
        target[1] = MathF.Cos(2 * inputs[1]) - inputs[2];
    });

    /// <summary>A plane with a wave on it.</summary>
    public static TrainingExamples<float> WavyPlane(int seed) => Draw("a plane with a wave", seed, 2, 1, static (random, inputs, target) =>
    {
        Square(random, inputs);
        target[0] = inputs[0] - inputs[1] + 0.5f * MathF.Sin(4 * inputs[0]);
    });

    /// <summary>Two points each: 1 where they lie near each other.</summary>
    public static TrainingExamples<float> Pairs(int seed) => Draw("pairs of points", seed, 4, 1, static (random, inputs, target) =>
    {
        Square(random, inputs);
        bool near = random.NextInt32(2) == 1;
        if (near)
        {
            inputs[2] = inputs[0] + (float)random.NextDouble(-0.2, 0.2);
            inputs[3] = inputs[1] + (float)random.NextDouble(-0.2, 0.2);
        }

        target[0] = Math.Abs(inputs[0] - inputs[2]) < 0.2f && Math.Abs(inputs[1] - inputs[3]) < 0.2f ? 1 : 0;
    });

    /// <summary>All rows of five bits, ±1: 1 where most are +1.</summary>
    public static TrainingExamples<float> Majorities()
    {
        var bits = new float[32 * 5];
        var targets = new float[32];
        for (int row = 0; row < targets.Length; row++)
        {
            for (int bit = 0; bit < 5; bit++)
            {
                bits[row * 5 + bit] = (row >> bit & 1) == 1 ? 1 : -1;
            }

            targets[row] = int.PopCount(row) >= 3 ? 1 : 0;
        }

        var rows = new Dataset<float, float>(bits, 5, targets);
        return new TrainingExamples<float>(rows, rows, "all rows of five bits");
    }

    /// <summary>A hard case: points to learn from and further ones, by the same rule, to test.</summary>
    /// <param name="origin">What the points are.</param>
    /// <param name="draw">Draws points by their number and a seed.</param>
    /// <param name="seed">Equal seeds give equal points.</param>
    public static TrainingExamples<float> Split(string origin, Func<int, int, Dataset<float, float>> draw, int seed)
    {
        Dataset<float, float> all = draw(TrainingCount + TestCount, seed);
        return new TrainingExamples<float>(all.Slice(0, TrainingCount), all.Slice(TrainingCount, TestCount), $"{origin}, drawn from seed {seed}");
    }

    private static void Square(RandomSource random, Span<float> inputs)
    {
        foreach (ref float x in inputs)
        {
            x = (float)random.NextDouble(-1, 1);
        }
    }

    private static TrainingExamples<float> Draw(string origin, int seed, int inputCount, int targetCount, Example<float> example)
        => Draw<float>(origin, seed, inputCount, targetCount, example);

    private static TrainingExamples<TTarget> Draw<TTarget>(string origin, int seed, int inputCount, int targetCount, Example<TTarget> example)
        where TTarget : unmanaged
    {
        const int count = TrainingCount + TestCount;
        RandomSource random = new(unchecked((ulong)seed));
        var inputs = new float[count * inputCount];
        var targets = new TTarget[count * targetCount];
        for (int i = 0; i < count; i++)
        {
            example(random, inputs.AsSpan(i * inputCount, inputCount), targets.AsSpan(i * targetCount, targetCount));
        }

        var all = new Dataset<float, TTarget>(inputs, inputCount, targets, targetCount);
        return new TrainingExamples<TTarget>(
            all.Slice(0, TrainingCount), all.Slice(TrainingCount, TestCount), $"{origin}, drawn from seed {seed}");
    }

    private delegate void Example<TTarget>(RandomSource random, Span<float> inputs, Span<TTarget> target);
}
