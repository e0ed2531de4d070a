using System.Globalization;

namespace KernelGen.Metrics;

/// <summary>How well one class is told from the others, or a mean over classes.</summary>
/// <param name="Precision">The share of decisions for the class that were right; 0 where there were none.</param>
/// <param name="Recall">The share of the class's examples that were recognised; 0 where there were none.</param>
/// <param name="F1">The harmonic mean of both, 2tp / (2tp + fp + fn); 0 where the class neither occurred nor was decided.</param>
/// <param name="Support">Examples of the class; in a mean, all examples.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1, long Support);

/// <summary>How often examples of each class were taken for each class, and what follows from that.</summary>
public sealed class ConfusionMatrix : IMetric
{
    private readonly long[] counts;

    /// <summary>Starts with no examples.</summary>
    /// <param name="classCount">K, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is less than 2.</exception>
    public ConfusionMatrix(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ClassCount = classCount;
        counts = new long[checked(classCount * classCount)];
    }

    /// <summary>K.</summary>
    public int ClassCount { get; }

    /// <summary>Examples so far.</summary>
    public long Count { get; private set; }

    /// <summary>Examples that were taken for what they are.</summary>
    public long Correct
    {
        get
        {
            long correct = 0;
            for (int c = 0; c < ClassCount; c++)
            {
                correct += this[c, c];
            }

            return correct;
        }
    }

    /// <summary>The share of examples that were taken for what they are; NaN without examples.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>The share of examples that were not: the mean 0-1 loss; NaN without examples.</summary>
    public double ErrorRate => (double)(Count - Correct) / Count;

    /// <summary>The means over the classes that occurred or were decided, all alike; NaN without examples.</summary>
    public ClassScores Macro => Mean(static scores => 1);

    /// <summary>The means over classes, weighted by their examples; NaN without examples.</summary>
    public ClassScores Weighted => Mean(static scores => scores.Support);

    /// <summary>Examples of class <paramref name="actual"/> that were taken for class <paramref name="decided"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int decided] => counts[InRange(actual, nameof(actual)) * ClassCount + InRange(decided, nameof(decided))];

    /// <summary>Precision, recall and F1 of one class against the others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ClassScores ScoresOf(int index)
    {
        long right = this[index, index], support = 0, decided = 0;
        for (int other = 0; other < ClassCount; other++)
        {
            support += this[index, other];
            decided += this[other, index];
        }

        return new ClassScores(Share(right, decided), Share(right, support), Share(2 * right, decided + support), support);
    }

    /// <summary>Counts decisions.</summary>
    /// <param name="actual">[n]: the class of each example, 0 … K − 1.</param>
    /// <param name="decided">[n]: what it was taken for.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class is out of range. Nothing was counted.</exception>
    public void Add(ReadOnlySpan<int> actual, ReadOnlySpan<int> decided)
    {
        if (actual.Length != decided.Length)
        {
            throw new ArgumentException($"Expected a decision for each of {actual.Length} examples; got {decided.Length}.", nameof(decided));
        }

        RequireClasses(actual, nameof(actual));
        RequireClasses(decided, nameof(decided));
        for (int i = 0; i < actual.Length; i++)
        {
            counts[actual[i] * ClassCount + decided[i]]++;
        }

        Count += actual.Length;
    }

    /// <inheritdoc/>
    public void Add(Predictions batch) => Add(batch.Classes, batch.Decisions);

    private static double Share(long part, long all) => all == 0 ? 0 : (double)part / all;

    private ClassScores Mean(Func<ClassScores, double> weightOf)
    {
        double precision = 0, recall = 0, f1 = 0, weights = 0;
        for (int c = 0; c < ClassCount; c++)
        {
            ClassScores scores = ScoresOf(c);
            if (scores.Support > 0 || IsDecided(c))
            {
                double weight = weightOf(scores);
                precision += weight * scores.Precision;
                recall += weight * scores.Recall;
                f1 += weight * scores.F1;
                weights += weight;
            }
        }

        return new ClassScores(precision / weights, recall / weights, f1 / weights, Count);
    }

    private bool IsDecided(int index)
    {
        for (int actual = 0; actual < ClassCount; actual++)
        {
            if (this[actual, index] > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void RequireClasses(ReadOnlySpan<int> classes, string name)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)ClassCount)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Expected classes 0 … {ClassCount - 1}; row {i} has {classes[i]}."), name);
            }
        }
    }

    private int InRange(int index, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ClassCount, name);
        return index;
    }
}
