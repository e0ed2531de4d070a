namespace KernelGen.Metrics;

/// <summary>How far predicted values are from the true ones. Of several outputs every mean is over all values, R² over the outputs.</summary>
public sealed class RegressionError : IMetric
{
    private readonly double[] squares;
    private readonly double[] means;
    private readonly double[] deviations;
    private double absolute;

    /// <summary>Starts with no examples.</summary>
    /// <param name="outputCount">Values in one prediction, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputCount"/> is less than 1.</exception>
    public RegressionError(int outputCount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputCount, 1);
        squares = new double[outputCount];
        means = new double[outputCount];
        deviations = new double[outputCount];
    }

    /// <summary>Values in one prediction.</summary>
    public int OutputCount => squares.Length;

    /// <summary>Examples so far.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of (y − t)², not halved; NaN without examples.</summary>
    public double MeanSquared => Sum(squares) / Count / OutputCount;

    /// <summary>The root of <see cref="MeanSquared"/>, in the unit of the targets.</summary>
    public double RootMeanSquared => Math.Sqrt(MeanSquared);

    /// <summary>The mean of |y − t|; NaN without examples.</summary>
    public double MeanAbsolute => absolute / Count / OutputCount;

    /// <summary>The mean over outputs of <see cref="R2Of"/>.</summary>
    public double R2
    {
        get
        {
            double sum = 0;
            for (int output = 0; output < OutputCount; output++)
            {
                sum += R2Of(output);
            }

            return sum / OutputCount;
        }
    }

    /// <summary>
    /// R² = 1 − Σ(y − t)² / Σ(t − t̄)² of one output: 1 is perfect, 0 no better than the mean, less is worse. Where all targets are equal it
    /// is 1 for predictions without error, else 0; NaN for fewer than two examples.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public double R2Of(int output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)OutputCount, nameof(output));
        return Count < 2 ? double.NaN
            : deviations[output] > 0 ? 1 - squares[output] / deviations[output]
            : squares[output] == 0 ? 1 : 0;
    }

    /// <summary>Takes predictions.</summary>
    /// <param name="predicted">[n, OutputCount]</param>
    /// <param name="targets">[n, OutputCount]</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of a prediction. Nothing was counted.</exception>
    public void Add(ReadOnlySpan<double> predicted, ReadOnlySpan<double> targets)
    {
        if (predicted.Length != targets.Length || targets.Length % OutputCount != 0)
        {
            throw new ArgumentException(
                $"Expected rows of {OutputCount}, as many of both; got {predicted.Length} predicted values and {targets.Length} targets.", nameof(targets));
        }

        for (int i = 0; i < targets.Length; i++)
        {
            int output = i % OutputCount;
            Count += output == 0 ? 1 : 0;
            double error = predicted[i] - targets[i];
            squares[output] += error * error;
            absolute += Math.Abs(error);

            // Welford's: the square of a sum less that of the mean would cancel where targets are far from zero.
            double difference = targets[i] - means[output];
            means[output] += difference / Count;
            deviations[output] += difference * (targets[i] - means[output]);
        }
    }

    /// <inheritdoc/>
    public void Add(Predictions batch) => Add(batch.Outputs, batch.Targets);

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
