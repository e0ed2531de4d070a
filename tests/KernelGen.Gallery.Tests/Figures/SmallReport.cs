using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Figures;

namespace KernelGen.Gallery.Tests.Figures;

/// <summary>The report, its training run on few digits, made once for all tests.</summary>
internal static class SmallReport
{
    private static readonly Lazy<LectureReport> Made = new(static () => Make(withSpeed: true));

    public static LectureReport Report => Made.Value;

    public static Figure Figure(string id) => Report.Figures.Single(figure => figure.Id == id);

    public static LectureReport Make(bool withSpeed)
        => LectureReport.Make(EmbeddedExamples.Digits(trainingCount: 1200, testCount: 300, seed: 1), seed: 1, withSpeed, CancellationToken.None);
}
