using System.Numerics;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>Decision regions of trained models of the plane (003, 004).</summary>
/// <param name="seed">Draws examples and parameters.</param>
internal sealed class RegionFigures(int seed)
{
    private static readonly LinearScale Wide = new(-3, 3) { TickCount = 6 };
    private static readonly LinearScale Narrow = new(-1, 1) { TickCount = 4 };

    /// <summary>The figures.</summary>
    public Section Section => new(
        "regions", "Decision regions",
        [
            OfBinary<LogisticRegression>(
                "ring-linear", "A ring and a line",
                "No line tells a ring from what is within and around it: a linear classifier is about as good as the larger class.",
                "003, hard cases for a linear classifier", "logistic-regression", Ring, Wide,
                "Nearly one colour throughout, over a ring of triangles with circles within and around."),
            OfBinary<LogisticSquaredFeatures>(
                "ring-features", "A ring by its squared radius",
                "In ‖x‖² and its square the ring is a band of a line: the features do the work, and the model stays linear.",
                "003, feature maps", "squared-features", Ring, Wide, "A blue ring over the triangles."),
            OfBinary<PlaneNetwork>(
                "ring-network", "A ring by a hidden layer",
                "Sixteen hidden units find features of their own: nobody told them of radii.",
                "004, what hidden layers are for", "plane-network", Ring, Wide, "A blue ring over the triangles, less even than that of the squared features."),
            OfBinary<PlaneNetwork>(
                "parity-network", "Parity by a hidden layer",
                "Equal signs against different signs, the plane's exclusive or, is no trouble with hidden units.",
                "003, hard cases for a linear classifier", "plane-network", Parity, Narrow,
                "Blue in the upper right and the lower left quarter, vermilion in the others."),
            OfBinary<PlaneNetwork>(
                "modes-network", "Three islands by a hidden layer",
                "One class on three islands in a sea of the other: a line gets one side right, a hidden layer all.",
                "003, hard cases for a linear classifier", "plane-network", Modes, Wide, "Three blue islands over three clouds of triangles."),
            Clouds(),
        ]);

    private TrainingExamples<float> Ring => PlaneExamples.Split("a ring", HardCases.Ring, seed);

    private TrainingExamples<float> Parity => PlaneExamples.Split("parity", HardCases.Parity, seed);

    private TrainingExamples<float> Modes => PlaneExamples.Split("three modes", HardCases.ThreeModes, seed);

    private Figure OfBinary<TModel>(
        string id, string title, string claim, string source, string settings, TrainingExamples<float> examples, LinearScale side, string description)
        where TModel : class, IClassifier<float>, ITrainable<float, float>, new()
    {
        var model = new TModel();
        Train(model, settings, examples);
        return new Figure(id, title, claim, source, Regions.OfProbability(model, examples.Test, side, description))
        {
            Facts = [Accuracy(model, examples)],
        };
    }

    private Figure Clouds()
    {
        TrainingExamples<int> clouds = PlaneExamples.ThreeClouds(seed);
        var model = new SoftmaxRegression();
        Train(model, "softmax-regression", clouds);
        return new Figure(
            "clouds-softmax", "Three clouds by softmax regression",
            "Each class has a score that is linear in the input; the largest wins, so regions meet in lines. The paler, the less sure.",
            "002 §3, 003", Regions.OfClasses(
                model, clouds.Test, new LinearScale(-4, 4) { TickCount = 4 }, "Three sectors of the plane, each with its cloud of points."))
        {
            Facts = [Accuracy(model, clouds)],
        };
    }

    private void Train<TModel, TTarget>(TModel model, string settings, TrainingExamples<TTarget> examples)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        model.Initialize(seed);
        new Trainer<TModel>(model, ModelCatalog.Find(settings)!.Training!.Defaults with { Seed = seed }).Fit(examples.Training);
    }

    private static Fact Accuracy<TModel, TTarget>(TModel model, TrainingExamples<TTarget> examples)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
        => new("right on 100 new points, %", 100 * (1 - Evaluation.ErrorRate(model, examples.Test, model.CreateWorkspace(64))), "0");
}
