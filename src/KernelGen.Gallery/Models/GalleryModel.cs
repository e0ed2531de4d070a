using System.Numerics;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Running;
using KernelGen.Training;

namespace KernelGen.Gallery.Models;

/// <summary>A model that the program can train.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Info">Its shapes, loss and costs.</param>
/// <param name="LearnsFrom">The file that it learns from unless another is given, or what else it learns from.</param>
/// <param name="Defaults">How it is trained unless asked otherwise.</param>
/// <param name="Run">Trains and reports it on its examples, or on those of a path.</param>
public sealed record GalleryModel(
    string Name, ModelInfo Info, string LearnsFrom, TrainingOptions Defaults, Func<RunSettings, string?, RunEnd> Run)
{
    /// <summary>The layers from the inputs on, e.g. <c>784 → 128 Relu → 10</c>.</summary>
    public string Layers => string.Join(" → ", [$"{Info.InputCount}", .. Info.Layers.Select(Brief)]);

    /// <summary>The loss in words, e.g. <c>softmax cross-entropy</c>.</summary>
    public string LossInWords => Info.Loss switch
    {
        Loss.SquaredError => "squared error",
        Loss.AbsoluteError => "absolute error",
        Loss.LogisticCrossEntropy => "logistic cross-entropy",
        Loss.SoftmaxCrossEntropy => "softmax cross-entropy",
        Loss.Hinge => "hinge",
        Loss.MulticlassHinge => "multiclass hinge",
        _ => "none",
    };

    /// <summary>A model that decides between classes, tested by its accuracy.</summary>
    internal static GalleryModel Classifier<TModel, TTarget>(string name, ExampleSource<TTarget> source, TrainingOptions defaults)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget> =>
        new(name, TModel.Info, source.Name, defaults, (settings, path) =>
            ModelRun.OfClassifier<TModel, TTarget>(settings, source.Load(path, settings.Options.Seed)));

    /// <summary>A model that predicts values, tested by its cost.</summary>
    internal static GalleryModel Regression<TModel>(string name, ExampleSource<float> source, TrainingOptions defaults)
        where TModel : class, ITrainable<float, float>, new() =>
        new(name, TModel.Info, source.Name, defaults, (settings, path) =>
            ModelRun.OfRegression<TModel>(settings, source.Load(path, settings.Options.Seed)));

    // The dense layer goes without saying: every one in the Gallery is.
    private static string Brief(string layer) => layer is ['D', 'e', 'n', 's', 'e', '(', .. var dense, ')']
        ? dense.Replace(",", "", StringComparison.Ordinal)
        : layer;
}
