using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Running;
using KernelGen.Training;

namespace KernelGen.Gallery.Models;

/// <summary>A model of the Gallery.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Type">Its class.</param>
/// <param name="Info">Its shapes, loss and costs.</param>
public sealed record GalleryModel(
    string Name,
    [property: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    [param: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type Type,
    ModelInfo Info)
{
    /// <summary>How it is trained; null where nothing is to be learnt.</summary>
    public GalleryTraining? Training { get; private init; }

    /// <summary>Its kernels and its equations, for checks.</summary>
    public required IModelProbe Probe { get; init; }

    /// <summary>What the lectures say it costs where all parameters are zero; null for what its declared loss costs there, if anything is known.</summary>
    public double? CostAtZero { get; init; }

    /// <summary>What the lectures say of it, and the figure that the tests assert.</summary>
    public Lecture? Lecture { get; init; }

    /// <summary>Whether the build wrote the parameters of least cost in closed form: <c>SolveLeastSquares</c>.</summary>
    public bool HasClosedForm => Type.GetMethod("SolveLeastSquares") is not null;

    /// <summary>The layers from the inputs on, e.g. <c>784 → 128 Relu → 10</c>; the inputs and the outputs of equations.</summary>
    public string Layers => Info.Layers.IsEmpty
        ? $"{string.Join(", ", Info.Inputs.Select(static input => input.Length == 1 ? input.Name : $"{input.Name} [{input.Length}]"))} → {Info.OutputCount}"
        : string.Join(" → ", [$"{Info.InputCount}", .. Info.Layers.Select(Brief)]);

    /// <summary>The loss in words, e.g. <c>softmax cross-entropy</c>.</summary>
    public string LossInWords => Info.Loss switch
    {
        Loss.SquaredError => "squared error",
        Loss.AbsoluteError => "absolute error",
        Loss.LogisticCrossEntropy => "logistic cross-entropy",
        Loss.SoftmaxCrossEntropy => "softmax cross-entropy",
        Loss.Hinge => "hinge",
        Loss.MulticlassHinge => "multiclass hinge",
        _ => Info.HasObjective ? "objective by equations" : "none: predicts only",
    };

    /// <summary>A model that decides between classes, tested by its accuracy.</summary>
    internal static GalleryModel Classifier<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TModel, TTarget>(string name, ExampleSource<TTarget> source, TrainingOptions defaults)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget> =>
        new(name, typeof(TModel), TModel.Info)
        {
            Probe = TModel.Probe,
            Training = new GalleryTraining(
                source.Name, defaults,
                (settings, path) => ModelRun.OfClassifier<TModel, TTarget>(settings, source.Load(path, settings.Options.Seed)),
                (settings, path) => ModelEvaluation.OfClassifier<TModel, TTarget>(settings, seed => source.Load(path, seed)),
                PredictedColumns.Of<TModel>)
            {
                Try = (settings, path) => ModelTrial.OfClassifier<TModel, TTarget>(settings, source.Load(path, settings.Options.Seed)),
            },
        };

    /// <summary>A model that predicts values, tested by its cost.</summary>
    internal static GalleryModel Regression<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TModel>(string name, ExampleSource<float> source, TrainingOptions defaults)
        where TModel : class, ITrainable<float, float>, new() =>
        new(name, typeof(TModel), TModel.Info)
        {
            Probe = TModel.Probe,
            Training = new GalleryTraining(
                source.Name, defaults,
                (settings, path) => ModelRun.OfRegression<TModel>(settings, source.Load(path, settings.Options.Seed)),
                (settings, path) => ModelEvaluation.OfRegression<TModel>(settings, seed => source.Load(path, seed)),
                PredictedColumns.Of<TModel>)
            {
                Try = (settings, path) => ModelTrial.OfRegression<TModel>(settings, source.Load(path, settings.Options.Seed)),
            },
        };

    /// <summary>A model in which nothing is to be learnt: its weights are set by hand, or it has none.</summary>
    internal static GalleryModel Untrained<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TModel>(string name)
        where TModel : IModel => new(name, typeof(TModel), TModel.Info) { Probe = TModel.Probe };

    // The dense layer goes without saying: every one in the Gallery is.
    private static string Brief(string layer) => layer is ['D', 'e', 'n', 's', 'e', '(', .. var dense, ')']
        ? dense.Replace(",", "", StringComparison.Ordinal).Replace(nameof(Activation.HardThreshold), "Threshold", StringComparison.Ordinal)
        : layer;
}

/// <summary>How a model is trained.</summary>
/// <param name="LearnsFrom">The file that it learns from unless another is given, or what else it learns from.</param>
/// <param name="Defaults">How it is trained unless asked otherwise.</param>
/// <param name="Run">Trains and reports it on its examples, or on those of a path.</param>
/// <param name="Evaluate">Tells what saved parameters are worth on what its examples, or those of a path, keep for the test.</param>
/// <param name="Predict">Predicts rows of inputs with saved parameters.</param>
public sealed record GalleryTraining(
    string LearnsFrom, TrainingOptions Defaults, Func<RunSettings, string?, RunEnd> Run, Func<EvaluationSettings, string?, ModelEvaluation> Evaluate,
    Func<EvaluationSettings, InputTable, PredictedColumns> Predict)
{
    /// <summary>Trains it on its examples, or on those of a path, and tells what came of it: once, or for every fold.</summary>
    public required Func<TrialSettings, string?, ImmutableArray<TrialPart>> Try { get; init; }
}

/// <summary>What the lectures say of a model.</summary>
/// <param name="Rows">The rows of the list of what the lectures describe, e.g. <c>L5</c>.</param>
/// <param name="Claim">The figure or claim, in a line.</param>
public sealed record Lecture(string Rows, string Claim);
