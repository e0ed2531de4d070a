using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class ReadmeDataTests : TemporaryFolder
{
    private static readonly object workspace = new();

    [Fact]
    public void The_code_about_data_in_the_readme_is_this_code_and_runs()
    {
        string text = "age,dose,outcome\n" + string.Concat(Enumerable.Range(0, 90)
            .Select(static i => $"{(i % 7 == 0 ? "NA" : i)},{i * 37 % 11},{(i % 3 == 0 ? "died" : "lived")}\n"));
        var model = new Learner();
        Write("patients.csv.gz", Pack(text));
        Run(model, PathOf);

        Assert.Equal(90, model.Examples);
        Assert.Equal(5, Pipeline.Load(PathOf("patients.json")).OutputCount);
        Assert.Equal([54, 5], Npy.Read<float>(PathOf("training.npy")).Shape.ToArray());
        Assert.Contains(ShownIn(ThisFile()), Regex.Replace(Readme(), @" *// [^\n]*", ""), StringComparison.Ordinal);
    }

    private static void Run(Learner model, Func<string, string> pathOf)
    {
        // The README's code, between the lines of dashes, but for paths and what follows two slashes.
        // ---
        var options = new CsvOptions { HasHeader = true, MissingMarks = ["?", "NA"], Missing = MissingPolicy.Fill };
        ClassificationData<float> patients = Csv.LoadClassification<float>(pathOf("patients.csv.gz"), labelColumn: "outcome", options);
        var (training, validation, test) = Split.Stratified(patients.Dataset, trainingShare: 0.6, validationShare: 0.2, seed: 1);
        Pipeline pipeline = Pipeline.Fit(training, PipelineStep.MeanFill, PipelineStep.Standardize, PipelineStep.Polynomial(degree: 2));
        pipeline.Save(pathOf("patients.json"));
        training = pipeline.Apply(training);
        Npy.Write(pathOf("training.npy"), training.Inputs.Span, [training.Count, training.InputCount]);

        using var examples = Csv.OpenClassification<float>(pathOf("patients.csv.gz"), labelColumn: "outcome", options);
        var batches = new Batches<float, int>(examples, batchSize: 64, window: 10_000, seed: 1);
        float[] features = new float[batches.BatchSize * pipeline.OutputCount];
        foreach (var batch in batches.Epoch(0))
        {
            Span<float> rows = features.AsSpan(0, batch.Count * pipeline.OutputCount);
            pipeline.Apply(batch.Inputs, rows);
            model.SgdStep(rows, batch.Targets, 0.1f, workspace);
        }
        // ---

        Assert.Equal(36, validation.Count + test.Count);
    }

    private static string ShownIn(string source)
    {
        string shown = source.Split("        // ---\n")[1];
        shown = Regex.Replace(shown, @"pathOf\((""[^""]*"")\)", "$1");
        return Regex.Replace(shown, "^        ", "", RegexOptions.Multiline);
    }

    private static string ThisFile([CallerFilePath] string path = "") => File.ReadAllText(
        Path.Combine(Solution(), "tests", "KernelGen.Tests", "Data", Path.GetFileName(path))).ReplaceLineEndings("\n");

    private static string Readme() => File.ReadAllText(Path.Combine(Solution(), "README.md")).ReplaceLineEndings("\n");

    private static string Solution()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KernelGen.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    /// <summary>In the place of a model.</summary>
    private sealed class Learner
    {
        public int Examples { get; private set; }

        public void SgdStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, float learningRate, object workspace)
        {
            Assert.Equal(5 * labels.Length, inputs.Length);
            Assert.True(learningRate > 0 && workspace is not null);
            Examples += labels.Length;
        }
    }
}
