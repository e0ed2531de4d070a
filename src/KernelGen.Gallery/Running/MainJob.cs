using KernelGen.Gallery.Digits;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary>What the program does when nothing is asked of it: from drawn digits to a checked, trained and measured network.</summary>
public sealed record MainJob
{
    private const int MostShown = 4;

    /// <summary>Digits to learn from.</summary>
    public int TrainingCount { get; init; } = 6000;

    /// <summary>Further digits to test on.</summary>
    public int TestCount { get; init; } = 1000;

    /// <summary>How to train; the seed also draws the digits.</summary>
    public TrainingOptions Options { get; init; } = ModelCatalog.DigitNetwork.Training!.Defaults;

    /// <summary>Does it.</summary>
    /// <param name="console">Where to print.</param>
    /// <param name="cancellation">Ends the training early; the rest is still printed.</param>
    public RunEnd Run(IAnsiConsole console, CancellationToken cancellation = default)
    {
        TrainingExamples<int> digits = EmbeddedExamples.Digits(TrainingCount, TestCount, Options.Seed);
        new RunReport(console).WriteDigits(digits.Training, Math.Min(MostShown, console.Profile.Width / SyntheticDigits.Side));
        var settings = new RunSettings(console, ModelCatalog.DigitNetwork, Options, cancellation);
        return ModelRun.OfClassifier<Mlp784x128x10, int>(settings, digits);
    }
}
