namespace KernelGen.Training;

/// <summary>Ends training when a metric has not become less for some epochs, and gives back the best parameters.</summary>
/// <param name="Epochs">Epochs in succession that are not better than the best, at least 1.</param>
/// <param name="Metric">What is watched. Training refuses to begin where its reports would not have it.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="Epochs"/> is less than 1.</exception>
public sealed record Patience(int Epochs, TrainingMetric Metric = TrainingMetric.ValidationCost)
{
    /// <summary>Epochs in succession that are not better than the best.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value); } = AtLeastOne(Epochs);

    /// <summary>By how much a value must be less than the best one to count as better.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double MinimumImprovement
    {
        get;
        init => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MinimumImprovement), value, $"{nameof(MinimumImprovement)}: expected a finite number that is not negative.");
    }

    /// <summary>
    /// Whether the model ends with the parameters of its best epoch, however training ends: not only where patience does. Only where
    /// <see cref="TrainingOptions.Target"/> is reached, those that reached it stay.
    /// </summary>
    public bool RestoresBest { get; init; } = true;

    private static int AtLeastOne(int epochs) =>
        epochs >= 1 ? epochs : throw new ArgumentOutOfRangeException(nameof(Epochs), epochs, $"{nameof(Epochs)}: expected at least 1.");
}

/// <summary>Ends training after the first epoch that is good enough.</summary>
/// <param name="Metric">What is watched. Training refuses to begin where its reports would not have it.</param>
/// <param name="Value">The metric must be at most this.</param>
public sealed record TargetValue(TrainingMetric Metric, double Value);
