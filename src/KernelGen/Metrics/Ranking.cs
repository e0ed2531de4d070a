using System.Globalization;

namespace KernelGen.Metrics;

/// <summary>What a threshold does: everything that scores at least as high is taken for the positive class.</summary>
/// <param name="Threshold">The score.</param>
/// <param name="TruePositives">Positives that score at least as high.</param>
/// <param name="FalsePositives">Others that do.</param>
public readonly record struct RankingPoint(double Threshold, long TruePositives, long FalsePositives);

/// <summary>How well scores rank examples of one class above all others, whatever the threshold.</summary>
/// <remarks>
/// These areas are exact, so all scores are kept, nine bytes each: with room for all of them from the start, nothing more is allocated.
/// Equal scores are one threshold: no order among them is guessed.
/// </remarks>
public sealed class Ranking : IMetric
{
    private readonly int positiveClass;
    private double[] scores;
    private bool[] positives;
    private bool isSorted = true;

    /// <summary>Starts with no examples.</summary>
    /// <param name="positiveClass">The class that should score high.</param>
    /// <param name="capacity">Examples there is room for before memory grows.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    public Ranking(int positiveClass = 1, int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positiveClass);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        this.positiveClass = positiveClass;
        scores = new double[capacity];
        positives = new bool[capacity];
    }

    /// <summary>Examples so far.</summary>
    public int Count { get; private set; }

    /// <summary>Examples of the positive class.</summary>
    public int Positives => positives.AsSpan(0, Count).Count(true);

    /// <summary>
    /// The area under the ROC curve: the probability that a positive scores higher than another, ties counting half. NaN where one of both
    /// is missing.
    /// </summary>
    public double RocAuc
    {
        get
        {
            double area = 0;
            RankingPoint before = default;
            foreach (RankingPoint point in this)
            {
                area += (point.FalsePositives - before.FalsePositives) * (0.5 * (point.TruePositives + before.TruePositives));
                before = point;
            }

            return area / before.TruePositives / before.FalsePositives;
        }
    }

    /// <summary>
    /// The area under the precision-recall curve as average precision, Σ (Rₙ − Rₙ₋₁)·Pₙ over thresholds from the highest, without
    /// interpolation. NaN without positives.
    /// </summary>
    public double AveragePrecision
    {
        get
        {
            double sum = 0;
            RankingPoint before = default;
            foreach (RankingPoint point in this)
            {
                double precision = (double)point.TruePositives / (point.TruePositives + point.FalsePositives);
                sum += (point.TruePositives - before.TruePositives) * precision;
                before = point;
            }

            return sum / before.TruePositives;
        }
    }

    /// <summary>Takes one example.</summary>
    /// <param name="score">Not NaN; infinite ones are as high or low as can be.</param>
    /// <param name="isPositive">Whether it is of the positive class.</param>
    /// <exception cref="ArgumentException"><paramref name="score"/> is NaN.</exception>
    public void Add(double score, bool isPositive)
    {
        if (double.IsNaN(score))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The score of example {Count} is NaN."), nameof(score));
        }

        if (Count == scores.Length)
        {
            int capacity = Math.Max(1024, checked(2 * Count));
            Array.Resize(ref scores, capacity);
            Array.Resize(ref positives, capacity);
        }

        scores[Count] = score;
        positives[Count++] = isPositive;
        isSorted = false;
    }

    /// <summary>Takes examples.</summary>
    /// <param name="scores">[n]: that of the positive class for each example.</param>
    /// <param name="classes">[n]: the class of each example.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN. Nothing was counted.</exception>
    public void Add(ReadOnlySpan<double> scores, ReadOnlySpan<int> classes)
    {
        if (scores.Length != classes.Length)
        {
            throw new ArgumentException($"Expected a score for each of {classes.Length} examples; got {scores.Length}.", nameof(scores));
        }

        Add(scores, 1, 0, classes);
    }

    /// <summary>Takes the only output as the score of class 1, or that of the positive class among several.</summary>
    /// <inheritdoc/>
    public void Add(Predictions batch)
    {
        int column = batch.OutputCount == 1 ? 0 : positiveClass;
        if (positiveClass >= Math.Max(batch.OutputCount, 2) || (batch.OutputCount == 1 && positiveClass != 1))
        {
            throw new ArgumentException($"No output is a score of class {positiveClass}: there are {batch.OutputCount}.", nameof(batch));
        }

        Add(batch.Outputs, batch.OutputCount, column, batch.Classes);
    }

    /// <summary>The thresholds from the highest score to the lowest, each score once.</summary>
    public Enumerator GetEnumerator()
    {
        if (!isSorted)
        {
            scores.AsSpan(0, Count).Sort(positives.AsSpan(0, Count));
            isSorted = true;
        }

        return new Enumerator(scores.AsSpan(0, Count), positives.AsSpan(0, Count));
    }

    private void Add(ReadOnlySpan<double> values, int width, int column, ReadOnlySpan<int> classes)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            if (double.IsNaN(values[i * width + column]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The score of row {i} is NaN."), nameof(scores));
            }
        }

        for (int i = 0; i < classes.Length; i++)
        {
            Add(values[i * width + column], classes[i] == positiveClass);
        }
    }

    /// <summary>Goes through the thresholds.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<double> scores;
        private readonly ReadOnlySpan<bool> positives;
        private int rest;

        internal Enumerator(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positives)
        {
            this.scores = scores;
            this.positives = positives;
            rest = scores.Length;
        }

        /// <summary>The threshold reached.</summary>
        public RankingPoint Current { get; private set; }

        /// <summary>Goes on to the next lower score.</summary>
        public bool MoveNext()
        {
            if (rest == 0)
            {
                return false;
            }

            double threshold = scores[rest - 1];
            (long right, long wrong) = (Current.TruePositives, Current.FalsePositives);
            for (; rest > 0 && scores[rest - 1] == threshold; rest--)
            {
                (right, wrong) = positives[rest - 1] ? (right + 1, wrong) : (right, wrong + 1);
            }

            Current = new RankingPoint(threshold, right, wrong);
            return true;
        }
    }
}
