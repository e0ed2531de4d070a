using KernelGen.Gallery.Digits;
using KernelGen.Gallery.Examples;

namespace KernelGen.Gallery.Figures;

/// <summary>All figures of the report.</summary>
/// <param name="Sections">In the order in which they are read.</param>
/// <param name="Origin">What the digits are, in a sentence.</param>
internal sealed record LectureReport(IReadOnlyList<Section> Sections, string Origin)
{
    /// <summary>Every figure.</summary>
    public IEnumerable<Figure> Figures => Sections.SelectMany(static section => section.Figures);

    /// <summary>Computes and draws everything.</summary>
    /// <param name="digits">What the training run learns from.</param>
    /// <param name="seed">Of examples, parameters and order.</param>
    /// <param name="withSpeed">Whether to measure: the only numbers that differ from run to run.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static LectureReport Make(TrainingExamples<int> digits, int seed, bool withSpeed, CancellationToken cancellation)
    {
        Func<Section>[] sections =
        [
            static () => LossFigures.Section,
            static () => ConvexityFigures.Section,
            () => new DescentFigures(seed).Section,
            () => new RegularizerFigures(seed).Section,
            static () => ActivationFigures.Section,
            static () => GraphFigures.Section,
            static () => XorFigures.Section,
            () => new RegionFigures(seed).Section,
            () => new DigitFigures(digits, seed, cancellation).Section,
            () => new Section(
                "measuring", "How small, how wide, how fast",
                [DifferenceFigures.StepSizes(), new WidthFigures(seed).Costs(), .. withSpeed ? [SpeedFigures.Steps()] : Array.Empty<Figure>()]),
        ];
        var made = new List<Section>();
        foreach (Func<Section> section in sections)
        {
            cancellation.ThrowIfCancellationRequested();
            made.Add(section());
        }

        return new LectureReport(
            made,
            $"The training run learnt from {Numbers.Text(digits.Training.Count, "#,0")} images of {SyntheticDigits.Side} × {SyntheticDigits.Side} pixels and was " +
            $"tested on {Numbers.Text(digits.Test.Count, "#,0")} ({digits.Origin}). What is random follows from the seed {seed}.");
    }

    /// <summary>The report as one HTML file.</summary>
    public string ToHtml() => ReportPage.Write(Sections, Origin);
}
