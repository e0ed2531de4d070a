using System.Numerics;

namespace KernelGen.Training;

/// <summary>Training on batches that come from elsewhere than a data set in memory.</summary>
public static class StreamedTraining
{
    /// <summary>Trains the model as <see cref="TrainerExtensions.Fit"/> does, in the batches and the order that a stream gives.</summary>
    /// <param name="trainer">The model, and how to train it.</param>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">Examples on which to measure after every epoch; the model does not learn from them.</param>
    /// <param name="progress">Told of every epoch when it is done, in order, on this thread.</param>
    /// <param name="cancellation">Asked before every step; training then ends with a result that says so and a usable model.</param>
    /// <returns>The history of the epochs, and why training ended.</returns>
    /// <remarks>
    /// The same batches give the bits that a data set in memory gives. The order is the stream's, not that of
    /// <see cref="TrainingOptions.Seed"/>. Values are looked at in the first epoch: one that does not fit ends the training, and the model
    /// keeps the parameters of the steps before, as it does where the stream itself fails.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="trainer"/> or <paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The stream does not fit the model or <see cref="TrainingOptions.BatchSize"/>, validation data do not fit, the options watch a metric that
    /// reports would not have, or <see cref="TrainingOptions.MeasureTrainingErrorRate"/> asks for all examples once more. Nothing was changed.
    /// </exception>
    /// <exception cref="InvalidDataException">A batch holds a value that is not finite, or a target out of range; or there is none.</exception>
    /// <exception cref="NotSupportedException">The optimiser or clipping takes the gradient from memory, and the model's parameters are no whole registers.</exception>
    /// <exception cref="InvalidOperationException">The schedule gave a learning rate that is negative, or not finite in the model's precision.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written, or the stream not be read.</exception>
    /// <exception cref="TrainingDivergedException">Cost, gradient or a parameter is infinite or NaN, as with <see cref="TrainerExtensions.Fit"/>.</exception>
    public static TrainingResult Fit<TModel, T, TTarget>(
        this Trainer<TModel> trainer,
        IBatchSource<T, TTarget> training,
        Dataset<T, TTarget>? validation = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellation = default)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        using TrainingRun<TModel, T, TTarget> run = Prepare(trainer, training, validation);
        return run.Run(progress, cancellation);
    }

    /// <summary>Goes on from a checkpoint as <see cref="TrainerExtensions.Resume"/> does, in the batches and the order that a stream gives.</summary>
    /// <param name="trainer">The model, and how to train it.</param>
    /// <param name="training">The examples to learn from: the same as before, in the same order.</param>
    /// <param name="validation">Examples on which to measure after every epoch.</param>
    /// <param name="progress">Told of every further epoch when it is done.</param>
    /// <param name="cancellation">Asked before every step.</param>
    /// <returns>The history of all epochs, those before the file was written included.</returns>
    /// <remarks>Of the examples only <see cref="IBatchSource{T, TTarget}.Description"/> is compared.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="trainer"/> or <paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">Data do not fit the model or the options. Nothing was changed.</exception>
    /// <exception cref="InvalidDataException">A batch holds a value that is not finite, or a target out of range; or there is none.</exception>
    /// <exception cref="InvalidOperationException">The options name no checkpoint, or the schedule gave a wrong learning rate.</exception>
    /// <exception cref="IOException">A file cannot be read, or written.</exception>
    /// <exception cref="Persistence.TensorFileException">The file is broken, or of another model or training. Nothing was changed.</exception>
    /// <exception cref="TrainingDivergedException">The cost of a batch, or a parameter after an epoch, is infinite or NaN.</exception>
    public static TrainingResult Resume<TModel, T, TTarget>(
        this Trainer<TModel> trainer,
        IBatchSource<T, TTarget> training,
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

    private static TrainingRun<TModel, T, TTarget> Prepare<TModel, T, TTarget>(
        Trainer<TModel> trainer, IBatchSource<T, TTarget> training, Dataset<T, TTarget>? validation)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(training);
        DatasetRequirements.ThrowIfOtherCounts(TModel.Info, training.InputCount, training.TargetCount, nameof(training));
        if (training.BatchSize != trainer.Options.BatchSize)
        {
            throw new ArgumentException(
                $"The stream gives batches of {training.BatchSize}; {nameof(TrainingOptions)}.{nameof(TrainingOptions.BatchSize)} is {trainer.Options.BatchSize}.",
                nameof(training));
        }

        if (trainer.Options.MeasureTrainingErrorRate)
        {
            throw new ArgumentException(
                $"{nameof(TrainingOptions)}.{nameof(TrainingOptions.MeasureTrainingErrorRate)} asks for examples in memory; a stream can be measured on validation data.",
                nameof(training));
        }

        return TrainerExtensions.Prepare(trainer, validation, () => new TrainingRun<TModel, T, TTarget>(trainer.Model, trainer.Options, training, validation));
    }
}
