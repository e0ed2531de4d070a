using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>Prints what a run found, part by part.</summary>
/// <param name="console">Where to print.</param>
public sealed class RunReport(IAnsiConsole console)
{
    /// <summary>A row for each epoch.</summary>
    public void WriteLearningCurve(IReadOnlyCollection<EpochReport> history) => console.Write(LearningCurveTable.Of(history));

    /// <summary><c>test accuracy: NN.NN %</c>, then the confusion matrix.</summary>
    public void WriteTest(ConfusionMatrix test, IReadOnlyList<string>? classNames = null)
    {
        WriteLine($"test accuracy: {100 * test.Accuracy:F2} %");
        WriteLine($"confusion matrix: a row for each true class, a column for each decision");
        console.Write(ConfusionTable.Of(test, classNames));
    }

    /// <summary>Speed and memory of a step, a line each.</summary>
    public void WriteStep(StepMeasurement step)
    {
        WriteLine($"speed: {step.ExamplesPerSecond:N0} examples/s ({step.Time.TotalMicroseconds:N0} µs a step of {step.BatchSize})");
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
    private void WriteLine(FormattableString line) => console.Profile.Out.Writer.WriteLine(FormattableString.Invariant(line));
}
