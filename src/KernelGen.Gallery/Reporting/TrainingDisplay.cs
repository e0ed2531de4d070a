using KernelGen.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace KernelGen.Gallery.Reporting;

/// <summary>Shows a training while it runs: a table that grows on a terminal, a line for each epoch anywhere else. Of many epochs, every so many are shown.</summary>
/// <param name="console">Where to show it.</param>
/// <param name="epochs">The epochs that the training will take.</param>
public sealed class TrainingDisplay(IAnsiConsole console, int epochs)
{
    private const int BarLength = 40;

    /// <summary>Runs a training that reports its epochs on the calling thread. On a terminal nothing of the display remains.</summary>
    public TResult Show<TResult>(Func<IProgress<EpochReport>, TResult> train)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Ansi)
        {
            return train(new Reports(WriteLine));
        }

        List<EpochReport> history = [];
        return console
            .Live(Frame(history))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Top)
            .Start(display => train(new Reports(report =>
            {
                history.Add(report);
                if (LearningCurveTable.IsShown(report.Epoch, epochs))
                {
                    display.UpdateTarget(Frame(history));
                }
            })));
    }

    private void WriteLine(EpochReport report)
    {
        if (LearningCurveTable.IsShown(report.Epoch, epochs))
        {
            console.Profile.Out.Writer.WriteLine(LearningCurveTable.Line(report, epochs));
        }
    }

    private Rows Frame(List<EpochReport> history)
    {
        int done = (int)((long)BarLength * history.Count / Math.Max(epochs, 1));
        IRenderable bar = new Markup(
            $"[green]{new string('━', done)}[/][grey]{new string('━', BarLength - done)}[/] epoch {history.Count} of {epochs}");
        return new Rows(LearningCurveTable.Of(history, epochs), bar);
    }

    // Unlike Progress<T>, it reports at once and on the same thread.
    private sealed class Reports(Action<EpochReport> show) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => show(value);
    }
}
