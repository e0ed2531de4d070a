using System.Text.Json;
using KernelGen.Metrics;

namespace KernelGen.Tests.Metrics;

/// <summary>The metrics are those of scikit-learn on the tables that Reference/metrics.py wrote.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-13;

    private static readonly JsonElement tables = Read();

    public static TheoryData<string> BinaryCases => Cases("binary");

    public static TheoryData<string> ClassCases => Cases("classes");

    public static TheoryData<string> RegressionCases => Cases("regression");

    [Theory]
    [MemberData(nameof(BinaryCases))]
    public void Areas_under_curves_are_those_of_the_reference(string name)
    {
        JsonElement table = tables.GetProperty("binary").GetProperty(name);
        var ranking = new Ranking(capacity: 1);
        foreach ((double[] probabilities, int[] labels) in Batches(table))
        {
            ranking.Add(probabilities, labels);
        }

        Assert.Equal(Number(table, "rocAuc"), ranking.RocAuc, Tolerance);
        Assert.Equal(Number(table, "averagePrecision"), ranking.AveragePrecision, Tolerance);
    }

    [Theory]
    [MemberData(nameof(BinaryCases))]
    public void Log_loss_and_calibration_of_one_probability_are_those_of_the_reference(string name)
    {
        JsonElement table = tables.GetProperty("binary").GetProperty(name);
        var loss = new LogLoss();
        var calibration = new Calibration();
        foreach ((double[] probabilities, int[] labels) in Batches(table))
        {
            loss.Add(probabilities, labels);
            calibration.Add(probabilities, labels);
        }

        CalibrationBin[] filled = [.. Enumerable.Range(0, 10).Select(bin => calibration[bin]).Where(static bin => bin.Count > 0)];
        Assert.Equal(Number(table, "logLoss"), loss.Value, Tolerance);
        Near(Numbers(table, "binShares"), filled.Select(static bin => bin.Share));
        Near(Numbers(table, "binMeans"), filled.Select(static bin => bin.MeanProbability));
        Assert.Equal(Number(table, "calibrationError"), calibration.ExpectedError, Tolerance);
        Assert.Equal(filled.Max(static bin => Math.Abs(bin.Share - bin.MeanProbability)), calibration.LargestError, Tolerance);
    }

    [Theory]
    [MemberData(nameof(ClassCases))]
    public void Confusions_and_what_follows_from_them_are_those_of_the_reference(string name)
    {
        JsonElement table = tables.GetProperty("classes").GetProperty(name);
        int[] labels = Integers(table, "labels"), decided = Integers(table, "decided");
        int[][] confusion = table.GetProperty("confusion").Deserialize<int[][]>()!;
        var matrix = new ConfusionMatrix(confusion.Length);
        matrix.Add(labels.AsSpan(0, 3), decided.AsSpan(0, 3));
        matrix.Add(labels.AsSpan(3), decided.AsSpan(3));

        for (int c = 0; c < confusion.Length; c++)
        {
            Assert.Equal(confusion[c], Enumerable.Range(0, confusion.Length).Select(other => (int)matrix[c, other]));
            Near(
                [Numbers(table, "precision")[c], Numbers(table, "recall")[c], Numbers(table, "f1")[c], Numbers(table, "support")[c]],
                Listed(matrix.ScoresOf(c)));
        }

        Assert.Equal(Number(table, "accuracy"), matrix.Accuracy, Tolerance);
        Assert.Equal(Number(table, "errorRate"), matrix.ErrorRate, Tolerance);
        Near([.. Numbers(table, "macro"), labels.Length], Listed(matrix.Macro));
        Near([.. Numbers(table, "weighted"), labels.Length], Listed(matrix.Weighted));
    }

    [Theory]
    [MemberData(nameof(ClassCases))]
    public void Log_loss_and_calibration_of_several_probabilities_are_those_of_the_reference(string name)
    {
        JsonElement table = tables.GetProperty("classes").GetProperty(name);
        double[] probabilities = [.. table.GetProperty("probabilities").Deserialize<double[][]>()!.SelectMany(static row => row)];
        int[] labels = Integers(table, "labels");
        var loss = new LogLoss();
        var calibration = new Calibration();
        loss.Add(probabilities, labels);
        calibration.Add(probabilities, labels);

        Assert.Equal(Number(table, "logLoss"), loss.Value, Tolerance);
        Assert.Equal(Number(table, "calibrationError"), calibration.ExpectedError, Tolerance);
    }

    [Theory]
    [MemberData(nameof(RegressionCases))]
    public void Errors_of_values_are_those_of_the_reference(string name)
    {
        JsonElement table = tables.GetProperty("regression").GetProperty(name);
        int width = table.GetProperty("outputCount").GetInt32();
        double[] predicted = Numbers(table, "predicted"), targets = Numbers(table, "targets");
        var error = new RegressionError(width);
        error.Add(predicted.AsSpan(0, 2 * width), targets.AsSpan(0, 2 * width));
        error.Add(predicted.AsSpan(2 * width), targets.AsSpan(2 * width));

        // Targets of 10⁷ have nine digits after the point: their deviations are known to as many.
        Assert.Equal(Number(table, "meanSquared"), error.MeanSquared, Tolerance);
        Assert.Equal(Math.Sqrt(Number(table, "meanSquared")), error.RootMeanSquared, Tolerance);
        Assert.Equal(Number(table, "meanAbsolute"), error.MeanAbsolute, Tolerance);
        Assert.Equal(Number(table, "r2"), error.R2, name == "far from zero" ? 1e-9 : 100 * Tolerance);
    }

    private static TheoryData<string> Cases(string section) => [.. Read().GetProperty(section).EnumerateObject().Select(static c => c.Name)];

    /// <summary>In two batches: nothing may depend on where one ends.</summary>
    private static IEnumerable<(double[] Probabilities, int[] Labels)> Batches(JsonElement table)
    {
        double[] probabilities = Numbers(table, "probabilities");
        int[] labels = Integers(table, "labels");
        yield return (probabilities[..7], labels[..7]);
        yield return (probabilities[7..], labels[7..]);
    }

    private static double[] Listed(ClassScores scores) => [scores.Precision, scores.Recall, scores.F1, scores.Support];

    private static void Near(double[] expected, IEnumerable<double> actual)
    {
        double[] values = [.. actual];
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], Tolerance);
        }
    }

    private static double Number(JsonElement table, string name) => table.GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement table, string name) => table.GetProperty(name).Deserialize<double[]>()!;

    private static int[] Integers(JsonElement table, string name) => table.GetProperty(name).Deserialize<int[]>()!;

    private static JsonElement Read()
    {
        using Stream stream = typeof(ReferenceTests).Assembly.GetManifestResourceStream("metrics.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
