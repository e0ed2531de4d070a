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
        GalleryModel.Classifier<Mlp784x128x10, int>("mlp-784-128-10", Mnist, Settings(epochs: 20, batch: 32, learningRate: 0.1)) with
        {
            Lecture = new("L16, D5", "the backward pass costs 1.013 times the forward pass"),
        };

    /// <summary>All models: those of real files, then those of the lectures.</summary>
    public static ImmutableArray<GalleryModel> Models { get; } =
    [
        DigitNetwork,
        GalleryModel.Classifier<Softmax784x10, int>("softmax-784-10", Mnist, Settings(epochs: 20, batch: 32, learningRate: 0.1)) with
        {
            Lecture = new("L7", "ten classes cost ln 10 = 2.303 at zero weights"),
        },
        GalleryModel.Classifier<Mlp784x512x512x10, int>("mlp-784-512-512-10", Mnist, Settings(epochs: 10, batch: 64, learningRate: 0.1)) with
        {
            Lecture = new("L16, D5", "the backward pass costs 1.40 times the forward pass"),
        },
        GalleryModel.Classifier<Digits64x32x10, int>(
            "digits-64-32-10", new("digits.csv.gz", Tables.ReadDigits), Settings(epochs: 60, batch: 16, learningRate: 0.2)),
        GalleryModel.Classifier<Digits64x128x10, int>(
            "digits-64-128-10", new("digits.csv.gz", Tables.ReadDigits), Settings(epochs: 60, batch: 16, learningRate: 0.1)),
        GalleryModel.Classifier<Softmax4x3, int>(
            "softmax-4-3", new("iris.csv", Tables.ReadClasses), Settings(epochs: 200, batch: 10, learningRate: 0.2)) with
        {
            Lecture = new("L7, L9", "scores 3.2, 5.1, −1.7 are probabilities 0.130, 0.869, 0.001 and cost the first class 2.0404"),
        },
        GalleryModel.Classifier<Logistic30, float>(
            "logistic-30", Diagnoses(negative: 0), Settings(epochs: 50, batch: 16, learningRate: 0.1)),
        GalleryModel.Classifier<SupportVectorMachine30, float>(
            "svm-30", Diagnoses(negative: -1), Settings(epochs: 50, batch: 16, learningRate: 0.02)),
        GalleryModel.Classifier<Logistic4, float>(
            "logistic-4", new("banknote_authentication.csv", Tables.ReadProbabilities), Settings(epochs: 100, batch: 16, learningRate: 0.5)),
        GalleryModel.Classifier<Softmax13x3, int>(
            "softmax-13-3", new("wine.csv", Tables.ReadClasses), Settings(epochs: 100, batch: 16, learningRate: 0.1)),
        GalleryModel.Regression<Linear11>(
            "linear-11", new("winequality-white.csv", Tables.ReadStandardizedValues), Settings(epochs: 100, batch: 64, learningRate: 0.02)),
        GalleryModel.Classifier<Logistic1000, float>(
            "logistic-1000", new("random draws", EmbeddedExamples.LogisticDraws, Tables.ReadProbabilities),
            Settings(epochs: 10, batch: 64, learningRate: 0.02)),
        GalleryModel.Regression<Mlp2x8x1>(
            "mlp-2-8-1", new("exclusive or", static _ => EmbeddedExamples.ExclusiveOr(), Tables.ReadValues),
            Settings(epochs: 500, batch: 4, learningRate: 0.2)),
        GalleryModel.Regression<LogisticUnit>(
            "logistic-unit", new("a logistic curve", static _ => EmbeddedExamples.LogisticCurve(), Tables.ReadValues),
            Settings(epochs: 100, batch: 4, learningRate: 0.5)) with
        {
            Lecture = new("L3, D3", "at z = −5 and t = 1 the slope is only −0.0066"),
        },
        .. LectureModels.Regressions,
        .. LectureModels.Classifiers,
        .. LectureModels.Networks,
        .. LectureModels.Untrained,
    ];

    /// <summary>The models that <c>train</c> takes.</summary>
    public static IEnumerable<(GalleryModel Model, GalleryTraining Training)> Trained =>
        Models.Where(static model => model.Training is not null).Select(static model => (model, model.Training!));

    /// <summary>The model of a name, or null.</summary>
    public static GalleryModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>How a model is trained by default.</summary>
    internal static TrainingOptions Settings(int epochs, int batch, double learningRate) =>
        new() { Epochs = epochs, BatchSize = batch, LearningRate = learningRate, Seed = 1 };

    private static ExampleSource<float> Diagnoses(float negative) =>
        new("breast_cancer.csv", (path, seed) => Tables.ReadDiagnoses(path, seed, negative));
}
