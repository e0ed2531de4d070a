namespace KernelGen.Metrics;

/// <summary>The mean of −log p, p being the probability that was predicted for what happened, in nats.</summary>
/// <remarks>
/// Probabilities nearer to 0 than 2⁻⁵², the precision of a double, count as that, so that one certain error does not make the mean
/// infinite (scikit-learn's does the same). An example then costs at most 36.04.
/// </remarks>
public sealed class LogLoss : IMetric
{
    /// <summary>The least probability that is told from 0.</summary>
    public const double Least = 1.0 / (1L << 52);

    private double sum;

    /// <summary>Examples so far.</summary>
    public long Count { get; private set; }

    /// <summary>The mean over all examples; NaN without any.</summary>
    public double Value => sum / Count;

    /// <summary>Takes predictions.</summary>
    /// <param name="probabilities">[n, K], or [n] of class 1 where there are two classes.</param>
    /// <param name="classes">[n]: what happened, 0 … K − 1.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a class is out of range, or a value is no probability. Nothing was counted.</exception>
    public void Add(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes)
    {
        int width = Probabilities.Require(probabilities, classes);
        for (int i = 0; i < classes.Length; i++)
        {
            double p = width > 1 ? probabilities[i * width + classes[i]]
                : classes[i] == 1 ? probabilities[i]
                : 1 - probabilities[i];
            sum -= Math.Log(Math.Clamp(p, Least, 1 - Least));
        }

        Count += classes.Length;
    }

    /// <inheritdoc/>
    public void Add(Predictions batch) => Add(batch.Outputs, batch.Classes);
}
