using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Figures;
using KernelGen.Gallery.Models;
using KernelGen.Persistence;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>report [FILE]</c>: everything that the lectures draw, computed and drawn anew, as one HTML file.</summary>
internal sealed class ReportCommand : Command, ILesson
{
    private const int TrainingCount = 6000;
    private const int TestCount = 1000;

    private static readonly ExampleSource<int> Digits = new(
        "mnist", static seed => EmbeddedExamples.Digits(TrainingCount, TestCount, seed), static (path, _) => MnistFiles.Read(path));

    private readonly Argument<string> file = new("FILE")
    {
        Description = "Where to write the page. It needs no other file and no script.",
        DefaultValueFactory = static _ => "report.html",
    };

    private readonly Option<string?> data = new("--data")
    {
        HelpName = "FOLDER",
        Description = "MNIST's files for the training run. [default: digits that the program draws itself]",
    };

    private readonly Option<int> seed = new("--seed")
    {
        HelpName = "N",
        Description = "Decides examples, first parameters and the order of learning; equal seeds give equal pictures.",
        DefaultValueFactory = static _ => 1,
    };

    private readonly Option<bool> noSpeed = new("--no-speed")
    {
        Description = "Leave out the measured speed, the only thing that differs from run to run: the same file, byte for byte.",
    };

    public ReportCommand(IAnsiConsole console, CancellationToken cancellation)
        : base("report", "Draw what the lectures draw, and a training run, with numbers computed now: one HTML file, in some ten seconds.")
    {
        Add(file);
        Add(data);
        Add(seed);
        Add(noSpeed);
        SetAction(parse =>
        {
            string path = parse.GetRequiredValue(file);
            OutputFile.RequireFolder(path);
            long start = Stopwatch.GetTimestamp();
            TrainingExamples<int> digits = Digits.Load(parse.GetValue(data), parse.GetValue(seed));
            ModelRun.RequireWidth(ModelCatalog.DigitNetwork, Mlp784x128x10.Info, digits);
            try
            {
                LectureReport report = LectureReport.Make(digits, parse.GetValue(seed), !parse.GetValue(noSpeed), cancellation);
                AtomicFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(report.ToHtml())));
                double kibibytes = new FileInfo(path).Length / 1024.0;
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                console.Profile.Out.Writer.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{path}: {report.Figures.Count()} figures, {kibibytes:F0} KiB, {seconds:F1} s"));
                return CommandLine.Success;
            }
            catch (OperationCanceledException)
            {
                console.Profile.Out.Writer.WriteLine($"cancelled; {path} was not written");
                return CommandLine.Interrupted;
            }
        });
    }

    /// <inheritdoc/>
    public string Lesson => """
        Examples:
          report lectures.html
              digits that the program draws itself; any browser shows the page, light or dark, on a telephone too
          report mnist.html --data ../shared/data/mnist
              MNIST's files; of a single pair, the first 80 % to train and the rest to test
          report a.html --seed 7 --no-speed
              other examples and first parameters, and the same bytes whenever it is asked for again

        """;
}
