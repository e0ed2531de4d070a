using System.Numerics;
using KernelGen.Persistence;

namespace KernelGen.Training;

/// <content>Going on from a checkpoint.</content>
public static partial class TrainerExtensions
{
    /// <summary>
    /// Goes on with a training from the file that <see cref="TrainingOptions.Checkpoint"/> names, until the epochs that the options ask
    /// for are done, those before counted. The model's parameters are those of the file.
    /// </summary>
    /// <param name="trainer">The model, and how to train it.</param>
    /// <param name="training">The examples to learn from: the same as before.</param>
    /// <param name="validation">Examples on which to measure after every epoch.</param>
    /// <param name="progress">Told of every further epoch when it is done.</param>
    /// <param name="cancellation">Asked before every step.</param>
    /// <returns>The history of all epochs, those before the file was written included.</returns>
    /// <remarks>
    /// With the same data, options, hyperparameters, register width and threads the model ends with the bits of a training that was
    /// never interrupted. Free to change are <see cref="TrainingOptions.Epochs"/>, learning rate and schedule, threads, what is
    /// measured, and the checkpoints themselves. The examples are the caller's to keep as they were: only their number is compared.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="trainer"/> or <paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">Data do not fit the model. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The options name no checkpoint, or the schedule gave a wrong learning rate.</exception>
    /// <exception cref="IOException">A file cannot be read, or written.</exception>
    /// <exception cref="TensorFileException">The file is broken, or of another model or training. Nothing was changed.</exception>
    /// <exception cref="TrainingDivergedException">The cost of a batch, or a parameter after an epoch, is infinite or NaN.</exception>
    public static TrainingResult Resume<TModel, T, TTarget>(
        this Trainer<TModel> trainer,
        Dataset<T, TTarget> training,
        Dataset<T, TTarget>? validation = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellation = default)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        using TrainingRun<TModel, T, TTarget> run = Prepare(trainer, training, validation);
        run.Restore();
        return run.Run(progress, cancellation);
    }
}
