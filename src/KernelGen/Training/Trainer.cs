using System.Numerics;

namespace KernelGen.Training;

/// <summary>Fits a model's parameters to examples by gradient descent on batches.</summary>
/// <typeparam name="TModel">The kind of model.</typeparam>
/// <param name="model">The model whose parameters are trained in place, from the values they have.</param>
/// <param name="options">How to train.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
public sealed class Trainer<TModel>(TModel model, TrainingOptions options)
    where TModel : class, IModel
{
    /// <summary>The model that is trained.</summary>
    public TModel Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>How to train.</summary>
    public TrainingOptions Options { get; } = options ?? throw new ArgumentNullException(nameof(options));
}

/// <summary>Training, for data of the model's own types: anything else does not compile.</summary>
public static partial class TrainerExtensions
{
    /// <summary>Trains the model for the epochs that the options ask for, unless it is good enough, patience or time ends, or it is cancelled.</summary>
    /// <param name="trainer">The model, and how to train it.</param>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">Examples on which to measure after every epoch; the model does not learn from them.</param>
    /// <param name="progress">Told of every epoch when it is done, in order, on this thread.</param>
    /// <param name="cancellation">Asked before every step; training then ends with a result that says so and a usable model.</param>
    /// <returns>The history of the epochs, and why training ended.</returns>
    /// <remarks>
    /// Every epoch takes the examples in a new random order, decided by <see cref="TrainingOptions.Seed"/>. An optimiser
    /// starts afresh in every call. A step allocates nothing. A file at <see cref="TrainingOptions.Checkpoint"/> is replaced; to go on
    /// from it, call <see cref="Resume"/>.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="trainer"/> or <paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">Data do not fit the model: counts of values, a value that is not finite, a target out of range; or the options
    /// watch a metric that reports would not have. Nothing was changed.</exception>
    /// <exception cref="NotSupportedException">
    /// The optimiser or clipping takes the gradient from memory, and the model's parameters are no whole registers: those of generated models are.
    /// </exception>
    /// <exception cref="InvalidOperationException">The schedule gave a learning rate that is negative, or not finite in the model's precision.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    /// <exception cref="TrainingDivergedException">
    /// The cost of a batch or of the validation data, a gradient in memory, or a parameter after an epoch is infinite or NaN. The model
    /// has the parameters of the last epoch after which all was finite.
    /// </exception>
    public static TrainingResult Fit<TModel, T, TTarget>(
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
        return run.Run(progress, cancellation);
    }

    /// <summary>A run with all its memory, where all that the caller gave fits together.</summary>
    internal static TrainingRun<TModel, T, TTarget> Prepare<TModel, T, TTarget>(
        Trainer<TModel> trainer, Dataset<T, TTarget>? validation, Func<TrainingRun<TModel, T, TTarget>> run)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        if (validation is not null)
        {
            DatasetRequirements.ThrowIfUnfit(TModel.Info, validation, nameof(validation));
        }

        WatchedMetrics.ThrowIfMissing<T>(TModel.Info, trainer.Model, trainer.Options, validation is not null);
        GradientSteps<T, TTarget>.ThrowIfUnsupported(TModel.Info, trainer.Options);
        trainer.Options.Checkpoint?.ThrowIfNoFolder();
        return run();
    }

    private static TrainingRun<TModel, T, TTarget> Prepare<TModel, T, TTarget>(
        Trainer<TModel> trainer, Dataset<T, TTarget> training, Dataset<T, TTarget>? validation)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(training);
        DatasetRequirements.ThrowIfUnfit(TModel.Info, training, nameof(training));
        return Prepare(trainer, validation, () => new TrainingRun<TModel, T, TTarget>(trainer.Model, trainer.Options, training, validation));
    }
}
