namespace KernelGen.Training;

/// <summary>What one pass over the training data did.</summary>
public sealed record EpochReport
{
    /// <summary>1 for the first epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>The learning rate of every step of the epoch.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean over the epoch's batches of the cost before their step, weighted by the size of the batch.</summary>
    /// <remarks>It lags behind the model: most of the steps came after most of these costs were taken.</remarks>
    public required double TrainingCost { get; init; }

    /// <summary>The cost of the validation data after the epoch; null without validation data.</summary>
    public double? ValidationCost { get; init; }

    /// <summary>
    /// The share of training examples whose class differs from the target, after the epoch; null unless
    /// <see cref="TrainingOptions.MeasureTrainingErrorRate"/> asks for it and the model decides between classes.
    /// </summary>
    public double? TrainingErrorRate { get; init; }

    /// <summary>
    /// The share of validation examples whose class differs from the target, after the epoch; null without validation data or
    /// where the model does not decide between classes.
    /// </summary>
    public double? ValidationErrorRate { get; init; }

    /// <summary>The time that the epoch's steps took, gathering of batches included, validation not.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Training examples divided by <see cref="Duration"/>.</summary>
    public required double ExamplesPerSecond { get; init; }

    /// <summary>The number that <paramref name="metric"/> names.</summary>
    /// <exception cref="InvalidOperationException">The report does not have it.</exception>
    public double ValueOf(TrainingMetric metric) => metric switch
    {
        TrainingMetric.TrainingCost => TrainingCost,
        TrainingMetric.ValidationCost => ValidationCost,
        TrainingMetric.TrainingErrorRate => TrainingErrorRate,
        TrainingMetric.ValidationErrorRate => ValidationErrorRate,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "There is no such metric."),
    } ?? throw new InvalidOperationException($"The report of epoch {Epoch} has no {metric}.");
}
