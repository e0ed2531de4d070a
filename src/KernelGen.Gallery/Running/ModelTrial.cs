using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Data;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Metrics;
using KernelGen.Training;

namespace KernelGen.Gallery.Running;

/// <summary>How to try a model.</summary>
/// <param name="Model">The model, for its name.</param>
/// <param name="Options">How to train; the seed also initialises the parameters and divides the examples.</param>
/// <param name="Folds">Into how many parts to divide the examples, each in turn the test; null for the usual test alone.</param>
/// <param name="Cancellation">Ends the trial early.</param>
public sealed record TrialSettings(GalleryModel Model, TrainingOptions Options, int? Folds = null, CancellationToken Cancellation = default);

/// <summary>What one training came to on its test.</summary>
/// <param name="Epochs">The epochs that were done.</param>
/// <param name="TrainingCost">That of the last epoch; NaN before the first.</param>
/// <param name="TestCost">The cost of the test; NaN where training diverged.</param>
/// <param name="Metric">The accuracy on the test, or R² of a model of values; NaN where training diverged.</param>
/// <param name="Time">The time that the steps took.</param>
/// <param name="ExamplesPerSecond">Examples that steps averaged over, divided by that time.</param>
/// <param name="Trouble">How training diverged; null where it did not.</param>
public sealed record TrialPart(
    int Epochs, double TrainingCost, double TestCost, double Metric, TimeSpan Time, double ExamplesPerSecond, string? Trouble = null);

/// <summary>Trains models to see what they come to, and prints nothing.</summary>
internal static class ModelTrial
{
    private const int BatchSize = 256;

    /// <summary>Tries a model that decides between classes, once for every fold.</summary>
    /// <exception cref="DataFormatException">The examples are not of the model's width or classes, or fewer than folds.</exception>
    public static ImmutableArray<TrialPart> OfClassifier<TModel, TTarget>(TrialSettings settings, TrainingExamples<TTarget> examples)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        ModelRun.RequireClasses(settings.Model, TModel.Info, examples);
        return Of<TModel, TTarget>(
            settings, examples, areClasses: TModel.Info.TargetCount == 1,
            static (model, test) => 1 - Evaluation.ErrorRate(model, test, model.CreateWorkspace(BatchSize)));
    }

    /// <summary>Tries a model that predicts values, once for every fold.</summary>
    /// <inheritdoc cref="OfClassifier"/>
    public static ImmutableArray<TrialPart> OfRegression<TModel>(TrialSettings settings, TrainingExamples<float> examples)
        where TModel : class, ITrainable<float, float>, new() => Of<TModel, float>(settings, examples, areClasses: false, static (model, test) =>
        {
            var error = new RegressionError(TModel.Info.OutputCount);
            Evaluation.Measure(model, test, model.CreateWorkspace(BatchSize), error);
            return error.R2;
        });

    private static ImmutableArray<TrialPart> Of<TModel, TTarget>(
        TrialSettings settings, TrainingExamples<TTarget> examples, bool areClasses, Func<TModel, Dataset<float, TTarget>, double> metric)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        ModelRun.RequireWidth(settings.Model, TModel.Info, examples);
        if (settings.Folds is not { } folds)
        {
            return [Train(settings, examples, metric)];
        }

        int count = examples.Training.Count + examples.Test.Count;
        return folds > count
            ? throw new DataFormatException(examples.Origin, $"at least {folds} examples for as many folds", $"{count}")
            : [.. examples.Folds(folds, settings.Options.Seed, areClasses).Select(fold => Train(settings, fold, metric))];
    }

    private static TrialPart Train<TModel, TTarget>(
        TrialSettings settings, TrainingExamples<TTarget> examples, Func<TModel, Dataset<float, TTarget>, double> metric)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        var model = new TModel();
        model.Initialize(settings.Options.Seed);
        try
        {
            TrainingResult result = new Trainer<TModel>(model, settings.Options).Fit(examples.Training, cancellation: settings.Cancellation);
            return PartOf(result.History, examples.Training.Count) with
            {
                TestCost = Evaluation.Cost(model, examples.Test, model.CreateWorkspace(BatchSize)),
                Metric = metric(model, examples.Test),
            };
        }
        catch (TrainingDivergedException diverged)
        {
            return PartOf(diverged.History, examples.Training.Count) with { Trouble = diverged.Message };
        }
    }

    private static TrialPart PartOf(IReadOnlyList<EpochReport> history, int examples)
    {
        TimeSpan time = TimeSpan.FromTicks(history.Sum(static epoch => epoch.Duration.Ticks));
        return new TrialPart(
            history.Count, history.Count == 0 ? double.NaN : history[^1].TrainingCost, double.NaN, double.NaN, time,
            (double)history.Count * examples / time.TotalSeconds);
    }
}
