using System.Globalization;

namespace KernelGen.Metrics;

/// <summary>The predictions of one bin.</summary>
/// <param name="From">The bin's lower edge, outside it unless it is 0.</param>
/// <param name="To">Its upper edge, inside it.</param>
/// <param name="Count">Predictions in it.</param>
/// <param name="MeanProbability">Their mean; NaN where there are none.</param>
/// <param name="Share">How often what they predicted happened; NaN where there are none.</param>
public readonly record struct CalibrationBin(double From, double To, long Count, double MeanProbability, double Share);

/// <summary>Whether what is predicted with probability p happens with frequency p, in bins of equal width.</summary>
/// <remarks>Of one output it is the probability of class 1, of several that of the class decided, the largest (Guo et al. 2017).</remarks>
public sealed class Calibration : IMetric
{
    private readonly long[] counts;
    private readonly long[] happened;
    private readonly double[] sums;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="binCount">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="binCount"/> is less than 1.</exception>
    public Calibration(int binCount = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        counts = new long[binCount];
        happened = new long[binCount];
        sums = new double[binCount];
    }

    /// <summary>The number of bins.</summary>
    public int BinCount => counts.Length;

    /// <summary>Predictions so far.</summary>
    public long Count { get; private set; }

    /// <summary>ECE: the mean of |share − mean probability| over bins, weighted by their predictions; empty ones do not count. NaN without predictions.</summary>
    public double ExpectedError
    {
        get
        {
            double sum = 0;
            for (int bin = 0; bin < BinCount; bin++)
            {
                sum += Math.Abs(happened[bin] - sums[bin]);
            }

            return sum / Count;
        }
    }

    /// <summary>The largest |share − mean probability| of a bin; NaN without predictions.</summary>
    public double LargestError
    {
        get
        {
            double largest = double.NaN;
            for (int bin = 0; bin < BinCount; bin++)
            {
                if (counts[bin] > 0)
                {
                    largest = double.MaxNumber(largest, Math.Abs(happened[bin] - sums[bin]) / counts[bin]);
                }
            }

            return largest;
        }
    }

    /// <summary>One bin, 0 for that of the least probabilities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public CalibrationBin this[int bin]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)bin, (uint)BinCount, nameof(bin));
            return new CalibrationBin(EdgeBelow(bin), EdgeBelow(bin + 1), counts[bin], sums[bin] / counts[bin], (double)happened[bin] / counts[bin]);
        }
    }

    /// <summary>Takes one prediction.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="happened">Whether it came true.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is outside [0, 1] or NaN.</exception>
    public void Add(double probability, bool happened)
    {
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probability), probability, string.Create(CultureInfo.InvariantCulture, $"Expected a probability in [0, 1]; got {probability}."));
        }

        int bin = BinOf(probability);
        counts[bin]++;
        sums[bin] += probability;
        this.happened[bin] += happened ? 1 : 0;
        Count++;
    }

    /// <summary>Takes predictions.</summary>
    /// <param name="probabilities">[n, K], or [n] of class 1 where there are two classes.</param>
    /// <param name="classes">[n]: what happened, 0 … K − 1.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a class is out of range, or a value is no probability. Nothing was counted.</exception>
    public void Add(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes)
    {
        int width = Probabilities.Require(probabilities, classes);
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * width, width);
            int decided = width == 1 ? 1 : Largest(row);
            Add(row[width == 1 ? 0 : decided], classes[i] == decided);
        }
    }

    /// <inheritdoc/>
    public void Add(Predictions batch) => Add(batch.Outputs, batch.Classes);

    private static int Largest(ReadOnlySpan<double> row)
    {
        int largest = 0;
        for (int i = 1; i < row.Length; i++)
        {
            largest = row[i] > row[largest] ? i : largest;
        }

        return largest;
    }

    private double EdgeBelow(int bin) => (double)bin / BinCount;

    // The product rounds: what is on an edge belongs below it, and the edge itself decides.
    private int BinOf(double probability)
    {
        int bin = Math.Clamp((int)(probability * BinCount), 0, BinCount - 1);
        while (bin > 0 && probability <= EdgeBelow(bin))
        {
            bin--;
        }

        while (bin < BinCount - 1 && probability > EdgeBelow(bin + 1))
        {
            bin++;
        }

        return bin;
    }
}
