using System.Globalization;
using Clinic;
using KernelGen.Data;
using KernelGen.Metrics;
using KernelGen.Numerics;
using KernelGen.Persistence;
using KernelGen.Testing;
using KernelGen.Tests.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Readme;

public sealed class ReadmeTrainingTests : TemporaryFolder
{
    [Fact]
    public void The_code_about_training_in_the_readme_runs()
    {
        var random = new RandomSource(1);
        string table = "the first line is skipped\n" + string.Concat(Enumerable.Range(0, 250).Select(_ =>
        {
            double[] row = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble(0, 1))];
            string values = string.Join(',', row.Select(static value => value.ToString(CultureInfo.InvariantCulture)));
            return $"{values},{(row[0] + row[1] > 1 ? 1 : 0)}\n";
        }));
        Write("breast_cancer.csv", table);
        (TrainingResult result, ConfusionMatrix confusions) = Run(PathOf);

        Assert.True(File.Exists(PathOf("tumours.safetensors")));
        Assert.Equal(30, result.History.Length);
        Assert.True(File.Exists(PathOf("run.csv")));
        Assert.InRange(confusions.Accuracy, 0.9, 1);
    }

    [Fact]
    public void Every_block_of_code_in_the_readme_is_tested()
    {
        string[] shown = [.. ReadmeCode.ShownIn("Readme/ReadmeTrainingTests.cs"), .. ReadmeCode.ShownIn("Data/ReadmeDataTests.cs")];
        Assert.Empty(shown.Except(ReadmeCode.Blocks));

        // The declaration is that of this project; the other two are compiled by the tests of the generator.
        string[] others = [.. ReadmeCode.Blocks.Except(shown)];
        Assert.Equal(3, others.Length);
        Assert.Equal(ReadmeCode.Plain(ReadmeCode.FileOf("Readme/TumourClassifier.cs")), others[0]);
        Assert.Contains("class SnapshotTests", others[1], StringComparison.Ordinal);
        Assert.Contains("[Objective]", others[2], StringComparison.Ordinal);
    }

    private static (TrainingResult Result, ConfusionMatrix Confusions) Run(Func<string, string> pathOf)
    {
        // The README's blocks, each between lines of dashes, but for paths and what follows two slashes.
        // ---
        Dataset<float, float> data = Csv.LoadRegression<float>(pathOf("breast_cancer.csv"), targetColumn: -1, new CsvOptions { SkipLines = 1 });
        var (training, validation) = Split.Random(data, trainingShare: 0.8, seed: 1);
        Standardization standardization = Standardization.Fit(training);
        training = standardization.Apply(training);
        validation = standardization.Apply(validation);

        var model = new TumourClassifier();
        model.Initialize(seed: 42);
        var options = new TrainingOptions { BatchSize = 32, Epochs = 30, LearningRate = 0.1, Seed = 1 };
        TrainingResult result = new Trainer<TumourClassifier>(model, options).Fit(training, validation);
        Console.WriteLine($"error rate {result.History[^1].ValidationErrorRate:P1}");
        // ---

        // ---
        model.SaveParameters(pathOf("tumours.safetensors"));
        var loaded = new TumourClassifier();
        loaded.LoadParameters(pathOf("tumours.safetensors"));

        var checkpoint = new CheckpointOptions(pathOf("run.safetensors")) { EveryEpochs = 5 };
        var trainer = new Trainer<TumourClassifier>(model, options with { Checkpoint = checkpoint });
        result = File.Exists(checkpoint.Path) ? trainer.Resume(training, validation) : trainer.Fit(training, validation);
        // ---

        // ---
        const int n = 40;
        ReadOnlySpan<float> inputs = validation.Inputs.Span[..(n * TumourClassifier.InputCount)];
        ReadOnlySpan<float> targets = validation.Targets.Span[..n];
        float[] probabilities = new float[n], gradient = new float[model.Parameters.Length];
        int[] classes = new int[n];

        var workspace = model.CreateWorkspace(maxBatch: n);
        float cost = model.SgdStep(inputs, targets, 0.1f, workspace);
        model.Predict(inputs, probabilities, workspace);
        model.Classify(inputs, classes, workspace);
        model.Gradient(inputs, targets, gradient, workspace);
        ParameterView w1 = model.W1;
        // ---

        // ---
        var adam = new AdamState<float>(TumourClassifier.Info, new Adam { Decay = 0.01 });
        cost = model.AdamStep(inputs, targets, 0.001f, adam, workspace);
        // ---

        // ---
        using var team = new TrainingTeam<float, float>(model, threads: 2, maxBatch: n);
        cost = team.SgdStep(inputs, targets, 0.1f);
        // ---

        // ---
        GradientCheckReport report = GradientCheck.Run<TumourClassifier>(seed: 7).ThrowIfFailed();
        Console.WriteLine(report);
        // ---

        // ---
        options = options with { Optimizer = new RmsProp(), LearningRate = 0.01, MaxGradientNorm = 1 };

        var state = new SquaresState<float>(TumourClassifier.Info, new AdaGrad());
        model.Gradient(inputs, targets, gradient, workspace);
        state.Step(model.Parameters, gradient, 0.1f);
        // ---

        // ---
        options = options with { ProximalL1 = 1e-3 };
        int remaining = model.Parameters.ToArray().Count(static w => w != 0);
        // ---

        // ---
        workspace.Dropout = new DropoutKey(seed: 1, step: 0);
        cost = model.SgdStep(inputs, targets, 0.1f, workspace);
        // ---

        // ---
        double[] classWeights = ClassWeights.Balanced(training, classCount: 2);
        Dataset<float, float> weighted = training.WithClassWeights(classWeights);
        // ---

        // ---
        options = options with { Schedule = LearningRateSchedule.WarmUp(3, LearningRateSchedule.Cosine(27)) };
        // ---

        // ---
        options = options with
        {
            Epochs = 1000,
            Patience = new Patience(10, TrainingMetric.ValidationCost),
            Target = new TargetValue(TrainingMetric.ValidationErrorRate, 0.01),
            TimeBudget = TimeSpan.FromMinutes(5),
        };
        // ---

        // ---
        bool isResumed = File.Exists(checkpoint.Path);
        using var lines = new CsvLog(pathOf("run.csv"), append: isResumed);
        using var board = new TensorBoardLog(pathOf("runs/first"));
        board.AddHistograms(model);
        IProgress<EpochReport> progress = lines.And(board);
        result = isResumed ? trainer.Resume(training, validation, progress) : trainer.Fit(training, validation, progress);
        // ---

        // ---
        try
        {
            new Trainer<TumourClassifier>(model, options with { LearningRate = 1e30 }).Fit(training, validation);
        }
        catch (TrainingDivergedException trouble)
        {
            Console.WriteLine($"epoch {trouble.Epoch}, step {trouble.Step}: {trouble.Parameter}[{trouble.Row}, {trouble.Column}]; back at epoch {trouble.GoodEpoch}");
        }
        // ---

        // ---
        MinimizationResult minimum = new Lbfgs().Minimize(model, training);
        Console.WriteLine($"{minimum.End} at {minimum.Value:F6} after {minimum.Iterations} steps");
        // ---

        // ---
        var confusions = new ConfusionMatrix(2);
        var ranking = new Ranking();
        Evaluation.Measure(model, validation, workspace, confusions, ranking);
        Console.WriteLine($"accuracy {confusions.Accuracy:P1}, macro F1 {confusions.Macro.F1:F3}, ROC AUC {ranking.RocAuc:F3}");
        // ---

        return (result, confusions);
    }
}
