namespace KernelGen.Training;

/// <summary>A number of an epoch's report that schedules and stopping watch. Of each, less is better.</summary>
public enum TrainingMetric
{
    /// <summary><see cref="EpochReport.TrainingCost"/>.</summary>
    TrainingCost,

    /// <summary><see cref="EpochReport.ValidationCost"/>.</summary>
    ValidationCost,

    /// <summary><see cref="EpochReport.TrainingErrorRate"/>.</summary>
    TrainingErrorRate,

    /// <summary><see cref="EpochReport.ValidationErrorRate"/>.</summary>
    ValidationErrorRate,
}
