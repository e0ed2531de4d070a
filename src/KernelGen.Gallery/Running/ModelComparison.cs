using System.Collections.Immutable;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Running;

/// <summary>A row of a comparison: a model, how it was trained, and what came of it in every fold.</summary>
/// <param name="Model">The model.</param>
/// <param name="Optimizer">The optimiser's name on the command line; null for the model's own.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Parts">A training for every fold; one where there are none.</param>
internal sealed record ModelComparison(GalleryModel Model, string? Optimizer, double LearningRate, ImmutableArray<TrialPart> Parts)
{
    /// <summary>What <see cref="Metric"/> is.</summary>
    public string MetricName => Model.Info.ClassCount > 0 ? "accuracy" : "R²";

    /// <summary>The epochs of all trainings.</summary>
    public int Epochs => Parts.Sum(static part => part.Epochs);

    /// <summary>The mean of the folds.</summary>
    public double TrainingCost => Parts.Average(static part => part.TrainingCost);

    /// <summary>The mean of the folds.</summary>
    public double TestCost => Parts.Average(static part => part.TestCost);

    /// <summary>The mean of the folds.</summary>
    public double Metric => Parts.Average(static part => part.Metric);

    /// <summary>How far the mean metric is expected to be from that of further folds; null of a single one.</summary>
    public double? StandardError => Parts.Length < 2
        ? null
        : Math.Sqrt(Parts.Sum(part => Math.Pow(part.Metric - Metric, 2)) / (Parts.Length - 1) / Parts.Length);

    /// <summary>The time that all steps took.</summary>
    public TimeSpan Time => TimeSpan.FromTicks(Parts.Sum(static part => part.Time.Ticks));

    /// <summary>Over all trainings.</summary>
    public double ExamplesPerSecond => Parts.Sum(static part => part.ExamplesPerSecond * part.Time.TotalSeconds) / Time.TotalSeconds;

    /// <summary>How a training diverged; null where none did.</summary>
    public string? Trouble => Parts.Select(static part => part.Trouble).FirstOrDefault(static trouble => trouble is not null);
}
