using KernelGen.Gallery.Digits;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Examples;

/// <summary>Examples that the program makes itself.</summary>
public static class EmbeddedExamples
{
    private const int LogisticInputs = 1000;
    private const int LogisticTrainingCount = 8000;
    private const int LogisticTestCount = 2000;

    // The deviation of z: most examples are then far from z = 0, and noise decides few.
    private const double LogisticSteepness = 10;

    /// <summary>Handwritten-style digits: the test is drawn after the examples to learn from, by the same hand.</summary>
    public static TrainingExamples<int> Digits(int trainingCount, int testCount, int seed)
    {
        Dataset<float, int> all = SyntheticDigits.Draw(trainingCount + testCount, seed);
        return new TrainingExamples<int>(
            all.Slice(0, trainingCount), all.Slice(trainingCount, testCount), $"handwritten-style digits, drawn from seed {seed}");
    }

    /// <summary>Exclusive or: four rows, to learn and to test.</summary>
    public static TrainingExamples<float> ExclusiveOr()
    {
        var rows = new Dataset<float, float>(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, 2, new float[] { 0, 1, 1, 0 });
        return new TrainingExamples<float>(rows, rows, "the four rows of exclusive or");
    }

    /// <summary>Thirteen points of t = σ(2x − 1), x = −3, −2.5 … 3, to learn and to test.</summary>
    public static TrainingExamples<float> LogisticCurve()
    {
        float[] inputs = [.. Enumerable.Range(-6, 13).Select(static i => i / 2f)];
        float[] targets = [.. inputs.Select(static x => (float)Logistic(2 * x - 1))];
        var points = new Dataset<float, float>(inputs, 1, targets);
        return new TrainingExamples<float>(points, points, "thirteen points of t = σ(2x − 1)");
    }

    /// <summary>Two patterns in all their translations, to learn and to test.</summary>
    public static TrainingExamples<int> Patterns()
    {
        Dataset<float, int> rows = HardCases.Translations();
        return new TrainingExamples<int>(rows, rows, "two patterns of 16 pixels in all their translations");
    }

    /// <summary>1,000 normal inputs; the target is 1 with probability σ(w·x), for weights w that are random too.</summary>
    public static TrainingExamples<float> LogisticDraws(int seed)
    {
        var random = new RandomSource(unchecked((ulong)seed));
        double scale = LogisticSteepness / Math.Sqrt(LogisticInputs);
        double[] weights = [.. Enumerable.Range(0, LogisticInputs).Select(_ => scale * random.NextNormal())];
        const int count = LogisticTrainingCount + LogisticTestCount;
        var inputs = new float[count * LogisticInputs];
        var targets = new float[count];
        for (int row = 0; row < count; row++)
        {
            double z = 0;
            for (int i = 0; i < LogisticInputs; i++)
            {
                double x = random.NextNormal();
                inputs[row * LogisticInputs + i] = (float)x;
                z += weights[i] * x;
            }

            targets[row] = random.NextDouble(0, 1) < Logistic(z) ? 1 : 0;
        }

        var all = new Dataset<float, float>(inputs, LogisticInputs, targets);
        return new TrainingExamples<float>(
            all.Slice(0, LogisticTrainingCount), all.Slice(LogisticTrainingCount, LogisticTestCount),
            $"a logistic model of random weights, drawn from seed {seed}");
    }

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));
}
