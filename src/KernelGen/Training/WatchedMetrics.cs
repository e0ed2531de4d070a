namespace KernelGen.Training;

/// <summary>The metrics that options watch must be measured: seen before training begins, not after its first epoch.</summary>
internal static class WatchedMetrics
{
    public static void ThrowIfMissing<T>(ModelInfo info, object model, TrainingOptions options, bool validates)
        where T : unmanaged
    {
        bool decides = info.ClassCount > 0 && model is IClassifier<T>;
        ThrowIfMissing(options.Schedule.Watched, nameof(options.Schedule));
        ThrowIfMissing(options.Patience?.Metric, nameof(options.Patience));
        ThrowIfMissing(options.Target?.Metric, nameof(options.Target));

        void ThrowIfMissing(TrainingMetric? metric, string option)
        {
            string? lacking = metric switch
            {
                TrainingMetric.ValidationCost or TrainingMetric.ValidationErrorRate when !validates => "there are no validation data",
                TrainingMetric.TrainingErrorRate or TrainingMetric.ValidationErrorRate when !decides => $"{info.Name} does not decide between classes",
                TrainingMetric.TrainingErrorRate when !options.MeasureTrainingErrorRate =>
                    $"{nameof(TrainingOptions)}.{nameof(TrainingOptions.MeasureTrainingErrorRate)} is not set",
                _ => null,
            };
            if (lacking is not null)
            {
                throw new ArgumentException($"{nameof(TrainingOptions)}.{option} watches {metric}, but {lacking}.", nameof(options));
            }
        }
    }
}
