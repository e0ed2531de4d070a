using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Metrics;
using KernelGen.Training;

namespace KernelGen.Gallery.Running;

/// <summary>What saved parameters are worth on examples.</summary>
/// <param name="Origin">Where the examples come from.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Metrics">Names and values, the cost first; one that is not defined on these examples is NaN.</param>
public sealed record ModelEvaluation(string Origin, int Count, ImmutableArray<(string Name, double Value)> Metrics)
{
    private const int BatchSize = 256;

    /// <summary>How often each class was taken for each; null where the model predicts values.</summary>
    public ConfusionMatrix? Confusions { get; private init; }

    /// <summary>The name of every class; null where they are numbered from 0 or there are none.</summary>
    public ImmutableArray<string>? ClassNames { get; private init; }

    /// <summary>The metric of a name.</summary>
    public double ValueOf(string metric) => Metrics.First(pair => pair.Name == metric).Value;

    /// <summary>Evaluates a model that decides between classes.</summary>
    /// <param name="settings">Which parameters, and on what.</param>
    /// <param name="load">Reads the examples for a seed.</param>
    /// <exception cref="KernelGen.Data.DataFormatException">The examples are not of the model's width or classes.</exception>
    /// <exception cref="IOException">A file cannot be read, or does not hold the parameters of the model.</exception>
    public static ModelEvaluation OfClassifier<TModel, TTarget>(EvaluationSettings settings, Func<int, TrainingExamples<TTarget>> load)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        var model = new TModel();
        TrainingExamples<TTarget> examples = Examples<TModel, TTarget>(settings, model, load);
        ModelRun.RequireClasses(settings.Model, TModel.Info, examples);
        return OfClasses(model, examples);
    }

    /// <summary>Evaluates a model that predicts values.</summary>
    /// <inheritdoc cref="OfClassifier"/>
    public static ModelEvaluation OfRegression<TModel>(EvaluationSettings settings, Func<int, TrainingExamples<float>> load)
        where TModel : class, ITrainable<float, float>, new()
    {
        var model = new TModel();
        return OfValues(model, Examples<TModel, float>(settings, model, load));
    }

    /// <summary>What a model that decides between classes is worth on the test.</summary>
    internal static ModelEvaluation OfClasses<TModel, TTarget>(TModel model, TrainingExamples<TTarget> examples)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ModelInfo info = TModel.Info;
        var confusions = new ConfusionMatrix(info.ClassCount);
        LogLoss? logLoss = HasProbabilities(info) ? new LogLoss() : null;
        Ranking? ranking = info.OutputCount == 1 ? new Ranking(capacity: examples.Test.Count) : null;
        Evaluation.Measure(
            model, examples.Test, model.CreateWorkspace(BatchSize), [.. new IMetric?[] { confusions, logLoss, ranking }.OfType<IMetric>()]);

        List<(string, double)> metrics =
        [
            ("cost", Cost<TModel, TTarget>(model, examples.Test)), ("error rate", confusions.ErrorRate), ("accuracy", confusions.Accuracy),
            ("macro precision", confusions.Macro.Precision), ("macro recall", confusions.Macro.Recall), ("macro F1", confusions.Macro.F1),
            ("weighted F1", confusions.Weighted.F1),
        ];
        if (logLoss is not null)
        {
            metrics.Add(("log loss", logLoss.Value));
        }

        if (ranking is not null)
        {
            metrics.Add(("ROC AUC", ranking.RocAuc));
            metrics.Add(("average precision", ranking.AveragePrecision));
        }

        return new ModelEvaluation(examples.Origin, examples.Test.Count, [.. metrics]) { Confusions = confusions, ClassNames = examples.ClassNames };
    }

    /// <summary>What a model that predicts values is worth on the test.</summary>
    internal static ModelEvaluation OfValues<TModel>(TModel model, TrainingExamples<float> examples)
        where TModel : class, ITrainable<float, float>
    {
        var error = new RegressionError(TModel.Info.OutputCount);
        Evaluation.Measure(model, examples.Test, model.CreateWorkspace(BatchSize), error);
        return new ModelEvaluation(examples.Origin, examples.Test.Count,
        [
            ("cost", Cost<TModel, float>(model, examples.Test)), ("mean squared error", error.MeanSquared),
            ("mean absolute error", error.MeanAbsolute), ("R²", error.R2),
        ]);
    }

    private static TrainingExamples<TTarget> Examples<TModel, TTarget>(
        EvaluationSettings settings, TModel model, Func<int, TrainingExamples<TTarget>> load)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        SavedTraining? saved = SavedTraining.Load(model, settings.Weights);
        TrainingExamples<TTarget> examples = load(settings.Seed ?? saved?.Seed ?? settings.Model.Training!.Defaults.Seed);
        ModelRun.RequireWidth(settings.Model, TModel.Info, examples);
        return saved?.Prepare(examples) ?? examples;
    }

    private static double Cost<TModel, TTarget>(TModel model, Dataset<float, TTarget> examples)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget> => Evaluation.Cost(model, examples, model.CreateWorkspace(BatchSize));

    internal static bool HasProbabilities(ModelInfo info) => info.Target == TargetKind.Probability || info.Loss == Loss.SoftmaxCrossEntropy;
}

/// <summary>Which parameters to evaluate.</summary>
/// <param name="Model">The model.</param>
/// <param name="Weights">The path of the file that <c>train --save</c> wrote.</param>
/// <param name="Seed">Decides which examples are the test; null for the seed of the training.</param>
public sealed record EvaluationSettings(GalleryModel Model, string Weights, int? Seed);
