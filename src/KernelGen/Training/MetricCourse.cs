namespace KernelGen.Training;

/// <summary>A metric from epoch to epoch: its least value so far, and how long it has not become less.</summary>
/// <param name="metric">What is watched.</param>
/// <param name="minimumImprovement">By how much a value must be less than the least one to count as better.</param>
internal struct MetricCourse(TrainingMetric metric, double minimumImprovement)
{
    /// <summary>The least value; infinite before the first.</summary>
    public double Best { get; private set; } = double.PositiveInfinity;

    /// <summary>Epochs since the best one, or since the count was started again.</summary>
    public int Waited { get; private set; }

    /// <summary>Takes the next epoch.</summary>
    /// <returns>Whether it was better than all before.</returns>
    public bool Add(EpochReport report)
    {
        double value = report.ValueOf(metric);
        if (Best - value > minimumImprovement)
        {
            (Best, Waited) = (value, 0);
            return true;
        }

        Waited++;
        return false;
    }

    /// <summary>Starts to count again; the best value stays.</summary>
    public void Restart() => Waited = 0;
}
