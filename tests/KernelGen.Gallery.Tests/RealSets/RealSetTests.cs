using System.Globalization;
using System.Text.Json;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Gallery.Tests.Running;
using KernelGen.Tests;
using KernelGen.Tests.Data;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.RealSets;

/// <summary>The Gallery's models on real files, beside the same models of scikit-learn on the same rows: Reference/real_sets.py.</summary>
public sealed class RealSetTests : TemporaryFolder
{
    private const string Banknotes = "banknote_authentication.csv";
    private const string Tumours = "breast_cancer.csv";
    private const string Irises = "iris.csv";
    private const string Wines = "wine.csv";
    private const string Qualities = "winequality-white.csv";
    private const string Digits = "digits.csv.gz";

    [RealDataFact(Banknotes)]
    public void Logistic_regression_knows_98_of_100_banknotes() => AssertAsGood(0.98, "logistic-4", Banknotes);

    [RealDataFact(Tumours)]
    public void Logistic_regression_knows_96_of_100_tumours_in_five_folds() => AssertAsGood(0.96, "logistic-30", Tumours, folds: 5);

    [RealDataFact(Irises)]
    public void Softmax_regression_knows_95_of_100_irises() => AssertAsGood(0.95, "softmax-4-3", Irises);

    [RealDataFact(Wines)]
    public void Softmax_regression_knows_96_of_100_wines() => AssertAsGood(0.96, "softmax-13-3", Wines);

    [RealDataFact(Digits)]
    public void A_network_knows_97_of_100_small_digits() => AssertAsGood(0.97, "digits-64-128-10", Digits, isNetwork: true);

    [RealDataFact("mnist/t10k-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz")]
    public void A_network_knows_95_of_100_digits() => AssertAsGood(0.95, "mlp-784-128-10", "mnist", isNetwork: true);

    [RealDataFact(Qualities)]
    public void Linear_regression_explains_the_quality_of_wines_as_well_as_least_squares() => Assert.All(
        Scores("linear-11", Qualities, folds: null).Zip(RealSetReference.Of("linear-11").Scores),
        static pair => Assert.Equal(pair.Second, pair.First, 0.01));

    [RealDataFact(Banknotes, Tumours, Irises, Wines, Qualities)]
    public void Both_are_tested_on_the_same_rows()
    {
        AssertSameRows("logistic-4", Banknotes, 0, seed => Tables.ReadProbabilities(RealData.PathOf(Banknotes), seed));
        AssertSameRows("logistic-30", Tumours, 1, seed => Tables.ReadDiagnoses(RealData.PathOf(Tumours), seed, 0).Folds(5, seed, areClasses: true).First());
        AssertSameRows("softmax-4-3", Irises, 0, seed => Tables.ReadClasses(RealData.PathOf(Irises), seed));
        AssertSameRows("softmax-13-3", Wines, 0, seed => Tables.ReadClasses(RealData.PathOf(Wines), seed));
        AssertSameRows("linear-11", Qualities, 0, seed => Tables.ReadStandardizedValues(RealData.PathOf(Qualities), seed));
    }

    [RealDataFact(Banknotes, Tumours, Irises, Wines, Qualities, Digits)]
    public void Each_is_trained_saved_and_evaluated_by_the_program()
    {
        AssertEvaluated("logistic-4", Banknotes, "test accuracy: {0:F2} %", "accuracy", 100);
        AssertEvaluated("logistic-30", Tumours, "test accuracy: {0:F2} %", "accuracy", 100);
        AssertEvaluated("softmax-4-3", Irises, "test accuracy: {0:F2} %", "accuracy", 100);
        AssertEvaluated("softmax-13-3", Wines, "test accuracy: {0:F2} %", "accuracy", 100);
        AssertEvaluated("digits-64-128-10", Digits, "test accuracy: {0:F2} %", "accuracy", 100);
        AssertEvaluated("linear-11", Qualities, "test R²: {0:F4}", "R²", 1);
    }

    private void AssertEvaluated(string model, string file, string line, string metric, double unit)
    {
        string weights = PathOf($"{model}.safetensors");
        string trained = GalleryRun.Of("train", model, "--epochs", "2", "--data", RealData.PathOf(file), "--save", weights).Succeeded();
        string evaluated = GalleryRun.Of("evaluate", model, "--weights", weights, "--data", RealData.PathOf(file), "--json").Succeeded();
        double value = JsonDocument.Parse(evaluated).RootElement.GetProperty("metrics").GetProperty(metric).GetDouble();
        Assert.Contains(string.Format(CultureInfo.InvariantCulture, line, unit * value), trained, StringComparison.Ordinal);
    }

    private static void AssertAsGood(double least, string model, string file, int? folds = null, bool isNetwork = false)
    {
        double[] scores = Scores(model, file, folds);
        RealSetReference reference = RealSetReference.Of(model);
        Assert.InRange(scores.Average(), least, 1);
        Assert.InRange(reference.Mean, least, 1);

        // Networks start from random weights on both sides; a convex cost has one minimum.
        double ours = isNetwork ? RealSetReference.StandardErrorOf(scores) : 0;
        double margin = Math.Sqrt(reference.StandardError * reference.StandardError + ours * ours);
        Assert.InRange(scores.Average(), reference.Mean - margin, reference.Mean + margin);
    }

    private static double[] Scores(string model, string file, int? folds)
    {
        GalleryModel found = ModelCatalog.Find(model)!;
        TrainingOptions options = found.Training!.Defaults;
        return
        [
            .. RealSetReference.Seeds.Select(seed => found.Training
                .Try(new TrialSettings(found, options with { Seed = seed }, folds), RealData.PathOf(file))
                .Average(static part => part.Metric)),
        ];
    }

    private static void AssertSameRows<TTarget>(string model, string file, int skip, Func<int, TrainingExamples<TTarget>> read)
        where TTarget : unmanaged
    {
        float[][] table = [.. File.ReadLines(RealData.PathOf(file)).Skip(skip).Where(static line => line.Length > 0).Select(static line =>
            line.Split(',')[..^1].Select(static field => float.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
        foreach (var (seed, rows) in RealSetReference.Seeds.Zip(RealSetReference.Of(model).FirstTestRows))
        {
            Dataset<float, TTarget> test = read(seed).Prepared(null).Test;
            Assert.Equal([.. rows.SelectMany(row => table[row])], test.Slice(0, rows.Length).Inputs.ToArray());
        }
    }
}
