using System.Globalization;
using KernelGen.Persistence;

namespace KernelGen.Training;

/// <content>Where it is saved, and from where it goes on.</content>
internal sealed partial class TrainingRun<TModel, T, TTarget>
{
    /// <summary>Takes up a training where its checkpoint was written.</summary>
    /// <exception cref="TensorFileException">The checkpoint is another training's, or broken; nothing was changed.</exception>
    public void Restore(CheckpointOptions checkpoint)
    {
        TrainingProgress progress = TrainingCheckpoint.Load(
            checkpoint.Path, TModel.Info, Identity(), order.Length, model.Parameters, state);
        steps = progress.Steps;
        random.State = progress.Generator;
        progress.Order.CopyTo(order, 0);
        history.AddRange(progress.History);
    }

    private void SaveWhereDue(int epoch)
    {
        if (options.Checkpoint is CheckpointOptions checkpoint && (epoch % checkpoint.EveryEpochs == 0 || epoch == options.Epochs))
        {
            TrainingCheckpoint.Save(
                checkpoint.Path, TModel.Info, Identity(), model.Parameters, state,
                new TrainingProgress(steps, random.State, order, history.ToImmutable()));
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
            return $"objective {Declaration.ObjectiveOf(TModel.Info)}, {training.Count} examples, "
                + $"BatchSize = {options.BatchSize}, Seed = {options.Seed}, {options.Optimizer}";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
