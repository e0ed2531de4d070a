using System.Globalization;
using KernelGen.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace KernelGen.Gallery.Reporting;

/// <summary>
/// Shows a training while it runs: on a terminal a table that grows, a bar, the current cost, examples a second and the time left; a line
/// for each epoch anywhere else. Of many epochs, every so many are shown.
/// </summary>
/// <param name="console">Where to show it.</param>
/// <param name="epochs">The epochs that the training will take.</param>
/// <param name="clock">What the time left is told by.</param>
public sealed class TrainingDisplay(IAnsiConsole console, int epochs, TimeProvider? clock = null)
{
    private const int BarLength = 40;

    // Frames that follow each other faster than the eye would only cost time.
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>Runs a training that reports its epochs on the calling thread. On a terminal nothing of the display remains.</summary>
    public TResult Show<TResult>(Func<IProgress<EpochReport>, TResult> train)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Ansi)
        {
            return train(new Reports(WriteLine));
        }

        List<EpochReport> history = [];
        long start = clock.GetTimestamp();
        long? last = null;
        return console
            .Live(Frame(history, TimeSpan.Zero))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Top)
            .Start(display => train(new Reports(report =>
            {
                history.Add(report);
                long now = clock.GetTimestamp();
                if (last is null || report.Epoch == epochs || clock.GetElapsedTime(last.Value, now) >= FrameTime)
                {
                    last = now;
                    display.UpdateTarget(Frame(history, clock.GetElapsedTime(start, now)));
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

    private Rows Frame(List<EpochReport> history, TimeSpan elapsed)
    {
        int done = (int)((long)BarLength * history.Count / Math.Max(epochs, 1));
        IRenderable bar = new Markup(
            $"[green]{new string('━', done)}[/][grey]{new string('━', BarLength - done)}[/] epoch {history.Count} of {epochs}");
        return new Rows(LearningCurveTable.Of(history, epochs), bar, new Text(history.Count == 0 ? "" : Now(history[^1], elapsed)));
    }

    private string Now(EpochReport report, TimeSpan elapsed)
    {
        TimeSpan left = elapsed * (epochs - report.Epoch) / report.Epoch;
        string time = left.TotalSeconds < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds):F0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes} min {left.Seconds} s");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"cost {LearningCurveTable.Cost(report.TrainingCost)} · {report.ExamplesPerSecond:N0} examples/s · {time} left");
    }

    // Unlike Progress<T>, it reports at once and on the same thread.
    private sealed class Reports(Action<EpochReport> show) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => show(value);
    }
}
