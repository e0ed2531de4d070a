using System.Globalization;
using KernelGen.Gallery.Digits;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Metrics;
using KernelGen.Testing;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>Prints what a run is about and what it found, part by part.</summary>
/// <param name="console">Where to print.</param>
public sealed class RunReport(IAnsiConsole console)
{
    /// <summary>The title of the parts that follow, on a line of its own.</summary>
    public void WriteHeading(string title)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified().RuleStyle("grey"));
    }

    /// <summary>The first images side by side, and below each its digit.</summary>
    public void WriteDigits(Dataset<float, int> digits, int count)
    {
        count = Math.Clamp(count, 1, digits.Count);
        WriteHeading("digits");
        console.Profile.Out.Writer.Write(DigitArt.Render(digits.Slice(0, count).Inputs.Span));
        string labels = string.Concat(digits.Targets[..count].ToArray()
            .Select(static digit => new string(' ', SyntheticDigits.Side / 2) + $"{digit}".PadRight(SyntheticDigits.Side / 2)));
        WriteLine($"{labels.TrimEnd()}");
    }

    /// <summary>The model's layers, loss and size.</summary>
    public void WriteModel(GalleryModel model)
    {
        WriteHeading(model.Name);
        WriteLine($"model: {model.Layers}, {model.LossInWords}, {model.Info.ParameterCount:N0} parameters");
    }

    /// <summary>Where the examples come from, and how many there are.</summary>
    public void WriteExamples<TTarget>(TrainingExamples<TTarget> examples)
        where TTarget : unmanaged =>
        WriteLine($"data: {examples.Origin}: {examples.Training.Count:N0} to train, {examples.Test.Count:N0} to test");

    /// <summary>What was checked and how well it agrees, in a line each; all that is known where something is wrong.</summary>
    public void WriteGradientCheck(GradientCheckReport check)
    {
        int all = check.Blocks.Where(static block => !block.IsFrozen).Sum(static block => block.Rows * block.Columns);
        if (!check.Passed)
        {
            WriteLine($"gradient check: FAILED");
            console.Profile.Out.Writer.Write(check.ToString());
            return;
        }

        WriteLine($"gradient check: passed at {check.Blocks.Sum(static block => block.Checked):N0} of {all:N0} parameters");
        ParameterBlockReport[] blocks = [.. check.Blocks, .. check.InputBlocks];
        double differences = blocks.Select(static block => block.WorstRelativeError).DefaultIfEmpty().Max();
        double kernels = blocks.Select(static block => block.WorstNormwiseError).DefaultIfEmpty().Max();
        WriteLine($"  equations, dual numbers against differences: error {differences:0.0E+00} (limit {check.RelativeErrorLimit:0.0E+00})");
        WriteLine($"  generated kernels against the equations:     error {kernels:0.0E+00} (limit {check.NormwiseErrorLimit:0.0E+00})");
    }

    /// <summary>How the model is trained.</summary>
    public void WriteOptions(TrainingOptions options)
    {
        string momentum = options.Optimizer is Momentum used ? FormattableString.Invariant($", momentum {used.Coefficient}") : "";
        WriteLine($"settings: epochs {options.Epochs}, batch {options.BatchSize}, learning rate {options.LearningRate}{momentum}, seed {options.Seed}");
    }

    /// <summary>A row for each epoch; of many epochs, for every so many.</summary>
    public void WriteLearningCurve(IReadOnlyList<EpochReport> history, int epochs)
    {
        if (history.Count > 0)
        {
            console.Write(LearningCurveTable.Of(history, epochs));
        }
    }

    /// <summary>That the user stopped the training, and when.</summary>
    public void WriteCancelled(TrainingResult result, int epochs) =>
        WriteLine($"cancelled after {result.History.Length} of {epochs} epochs, {result.Steps:N0} steps");

    /// <summary><c>test accuracy: NN.NN %</c>, then the confusion matrix.</summary>
    public void WriteTest(ConfusionMatrix test, IReadOnlyList<string>? classNames = null)
    {
        WriteLine($"test accuracy: {100 * test.Accuracy:F2} %");
        WriteLine($"confusion matrix: a row for each true class, a column for each decision");
        console.Write(ConfusionTable.Of(test, classNames));
    }

    /// <summary><c>test cost: N.NNNNNN</c>, R², where the targets differ, then targets and predictions.</summary>
    public void WriteTest<TModel>(TModel model, Dataset<float, float> test, ModelEvaluation evaluation)
        where TModel : class, ITrainable<float, float>
    {
        WriteLine($"test cost: {evaluation.ValueOf("cost"):F6}");
        if (evaluation.ValueOf("R²") is double share && !double.IsNaN(share))
        {
            WriteLine($"test R²: {share:F4}");
        }

        console.Write(PredictionTable.Of(model, test));
    }

    /// <summary>Where the trained parameters are.</summary>
    public void WriteSaved(string path) => WriteLine($"parameters: {path}");

    /// <summary>Speed and memory of a step, a line each.</summary>
    public void WriteStep(StepMeasurement step)
    {
        WriteLine($"speed: {step.ExamplesPerSecond:N0} examples/s ({step.Time.TotalMicroseconds:N1} µs a step of {step.BatchSize})");
        WriteLine($"arithmetic: {step.GigaflopsPerSecond:F1} GFLOP/s");
        WriteLine($"memory: {step.BytesAllocated} bytes allocated per step");
    }

    /// <summary>Where the model's generated source lies, as seen from the current directory.</summary>
    public void WriteGeneratedSource(Type model)
    {
        string place = GeneratedSource.Find(model) is { } path
            ? Path.GetRelativePath(Directory.GetCurrentDirectory(), path)
            : "not found; this program looks for it in the folder it was built in";
        WriteLine($"generated source: {place}");
    }

    // Past the console's layout, which would break long lines where the output is redirected.
    private void WriteLine(FormattableString line) =>
        console.Profile.Out.Writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
