using System.Collections.Immutable;
using KernelGen.Gallery.Examples;
using KernelGen.Training;

namespace KernelGen.Gallery.Models;

/// <summary>Every model of the Gallery, under its public name.</summary>
public static class ModelCatalog
{
    private static readonly ExampleSource<int> Mnist = new("mnist", static (path, _) => MnistFiles.Read(path));

    /// <summary>The network of the main job.</summary>
    public static GalleryModel DigitNetwork { get; } =
        GalleryModel.Classifier<Mlp784x128x10, int>("mlp-784-128-10", Mnist, Training(epochs: 20, batch: 32, learningRate: 0.1));

    /// <summary>All models: classifiers of images, then of measurements, then models of values.</summary>
    public static ImmutableArray<GalleryModel> Models { get; } =
    [
        DigitNetwork,
        GalleryModel.Classifier<Softmax784x10, int>("softmax-784-10", Mnist, Training(epochs: 20, batch: 32, learningRate: 0.1)),
        GalleryModel.Classifier<Mlp784x512x512x10, int>("mlp-784-512-512-10", Mnist, Training(epochs: 10, batch: 64, learningRate: 0.1)),
        GalleryModel.Classifier<Digits64x32x10, int>(
            "digits-64-32-10", new("digits.csv.gz", Tables.ReadDigits), Training(epochs: 60, batch: 16, learningRate: 0.2)),
        GalleryModel.Classifier<Softmax4x3, int>(
            "softmax-4-3", new("iris.csv", Tables.ReadClasses), Training(epochs: 200, batch: 10, learningRate: 0.2)),
        GalleryModel.Classifier<Logistic30, float>(
            "logistic-30", Diagnoses(negative: 0), Training(epochs: 50, batch: 16, learningRate: 0.1)),
        GalleryModel.Classifier<SupportVectorMachine30, float>(
            "svm-30", Diagnoses(negative: -1), Training(epochs: 50, batch: 16, learningRate: 0.02)),
        GalleryModel.Classifier<Logistic1000, float>(
            "logistic-1000", new("random draws", EmbeddedExamples.LogisticDraws, Tables.ReadProbabilities),
            Training(epochs: 10, batch: 64, learningRate: 0.02)),
        GalleryModel.Regression<Mlp2x8x1>(
            "mlp-2-8-1", new("exclusive or", static _ => EmbeddedExamples.ExclusiveOr(), Tables.ReadValues),
            Training(epochs: 500, batch: 4, learningRate: 0.2)),
        GalleryModel.Regression<LogisticUnit>(
            "logistic-unit", new("a logistic curve", static _ => EmbeddedExamples.LogisticCurve(), Tables.ReadValues),
            Training(epochs: 100, batch: 4, learningRate: 0.5)),
    ];

    /// <summary>The model of a name, or null.</summary>
    public static GalleryModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);

    private static ExampleSource<float> Diagnoses(float negative) =>
        new("breast_cancer.csv", (path, seed) => Tables.ReadDiagnoses(path, seed, negative));

    private static TrainingOptions Training(int epochs, int batch, double learningRate) =>
        new() { Epochs = epochs, BatchSize = batch, LearningRate = learningRate, Seed = 1 };
}
