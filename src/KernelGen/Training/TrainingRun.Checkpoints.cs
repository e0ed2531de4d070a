using System.Globalization;
using KernelGen.Persistence;

namespace KernelGen.Training;

/// <content>Where it is saved, and from where it goes on.</content>
internal sealed partial class TrainingRun<TModel, T, TTarget>
{
    /// <summary>Takes up a training where its checkpoint was written.</summary>
    /// <exception cref="InvalidOperationException">The options name none.</exception>
    /// <exception cref="TensorFileException">The checkpoint is another training's, or broken; nothing was changed.</exception>
    public void Restore()
    {
        CheckpointOptions checkpoint = options.Checkpoint ?? throw new InvalidOperationException("The options name no Checkpoint to go on from.");
        TrainingProgress progress = TrainingCheckpoint.Load(
            checkpoint.Path, TModel.Info, Identity(), shuffled?.Order.Length ?? 0, model.Parameters, descent.State, best);
        steps = progress.Steps;
        if (shuffled is not null)
        {
            shuffled.Generator = progress.Generator;
            progress.Order.CopyTo(shuffled.Order);
        }

        history.AddRange(progress.History);
        foreach (EpochReport report in history)
        {
            if (course.Add(report))
            {
                best?.SetEpoch(report.Epoch);
            }
        }

        good.Keep(model.Parameters, history.Count);
    }

    private void SaveWhereDue(int epoch, bool isLast)
    {
        if (options.Checkpoint is CheckpointOptions checkpoint && (isLast || epoch % checkpoint.EveryEpochs == 0))
        {
            TrainingCheckpoint.Save(
                checkpoint.Path, TModel.Info, Identity(), model.Parameters, descent.State, best,
                new TrainingProgress(steps, shuffled?.Generator ?? 0, shuffled is null ? [] : shuffled.Order.ToArray(), [.. history]));
        }
    }

    /// <summary>What must not change where a training goes on. The rest is the caller's: more epochs, other rates, more threads.</summary>
    private string Identity()
    {
        // Records write their numbers as the current culture does.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return $"objective {Declaration.ObjectiveOf(TModel.Info)}, {batches.Description}, "
                + $"BatchSize = {options.BatchSize}, Seed = {options.Seed}, {options.Optimizer}"
                + (options.MaxGradientNorm is { } norm ? $", MaxGradientNorm = {norm}" : "")
                + (options.ProximalL1 > 0 ? $", ProximalL1 = {options.ProximalL1}" : "")
                + (options.Patience is { } patience ? $", {patience}" : "");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
