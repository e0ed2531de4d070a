using KernelGen.Training;

namespace KernelGen.Tests.Progress;

/// <summary>Reports of epochs that nobody trained.</summary>
internal static class Reports
{
    public static EpochReport Full(int epoch) => new()
    {
        Epoch = epoch,
        LearningRate = 0.5,
        TrainingCost = 1.5,
        ValidationCost = 2.25,
        TrainingErrorRate = 0.125,
        ValidationErrorRate = 0.25,
        Duration = TimeSpan.FromSeconds(2.5),
        ExamplesPerSecond = 4,
    };

    /// <summary>Without validation data and error rates.</summary>
    public static EpochReport Bare(int epoch) =>
        Full(epoch) with { ValidationCost = null, TrainingErrorRate = null, ValidationErrorRate = null };
}
