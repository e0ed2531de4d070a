namespace KernelGen.Training;

/// <summary>The rate that falls where a metric no longer does: a function of the reports, so that it goes on alike where training is taken up again.</summary>
internal sealed record PlateauRate(double Factor, int Patience, TrainingMetric Metric, double MinimumImprovement, double LeastFactor)
    : LearningRateSchedule
{
    internal override TrainingMetric? Watched => Metric;

    /// <summary>Where every epoch is better than those before.</summary>
    public override double RateAfter(double initialRate, int completedEpochs) => initialRate;

    public override double RateAfter(double initialRate, ReadOnlySpan<EpochReport> history)
    {
        MetricCourse course = new(Metric, MinimumImprovement);
        double factor = 1;
        foreach (EpochReport report in history)
        {
            if (!course.Add(report) && course.Waited == Patience)
            {
                factor = Math.Max(factor * Factor, LeastFactor);
                course.Restart();
            }
        }

        return initialRate * factor;
    }
}
