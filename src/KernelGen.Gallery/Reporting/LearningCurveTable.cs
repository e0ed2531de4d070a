using System.Globalization;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>The history of a training as a table, a row for each epoch.</summary>
public static class LearningCurveTable
{
    private const string Unmeasured = "–";
    private const int MostRows = 25;

    /// <summary>Lays the table out; what no epoch measured has no column. Of many epochs, every so many have a row.</summary>
    /// <param name="history">The epochs that were done.</param>
    /// <param name="epochs">The epochs that the training was to take.</param>
    public static Table Of(IReadOnlyList<EpochReport> history, int epochs)
    {
        EpochReport[] shown = [.. history.Where(report => IsShown(report.Epoch, epochs) || report == history[^1])];
        Column[] columns = [.. AllColumns().Where(column => !column.IsOptional || shown.Any(report => column.Value(report) is not null))];
        Table table = new Table().Border(TableBorder.Simple);
        foreach (Column column in columns)
        {
            table.AddColumn(new TableColumn(column.Header).RightAligned());
        }

        foreach (EpochReport report in shown)
        {
            table.AddRow([.. columns.Select(column => column.Value(report) ?? Unmeasured)]);
        }

        return table;
    }

    /// <summary>Whether an epoch is among those that are shown: the first, the last, and every so many between.</summary>
    public static bool IsShown(int epoch, int epochs) =>
        epoch == 1 || epoch == epochs || epoch % ((epochs + MostRows - 1) / MostRows) == 0;

    /// <summary>The figures of one epoch as a line of text.</summary>
    public static string Line(EpochReport report, int epochs)
    {
        int digits = epochs.ToString(CultureInfo.InvariantCulture).Length;
        string epoch = report.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
        IEnumerable<string> figures = AllColumns()
            .Where(column => column.IsInLine && column.Value(report) is not null)
            .Select(column => $"{column.Header.Replace('\n', ' ')} {column.Value(report)}");
        return string.Create(
            CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs}  {string.Join("  ", figures)}  {report.ExamplesPerSecond:N0} examples/s");
    }

    private static Column[] AllColumns() =>
    [
        new("epoch", static r => Text($"{r.Epoch}")),
        new("learning\nrate", static r => Text($"{r.LearningRate:G3}")),
        new("training\ncost", static r => Cost(r.TrainingCost), IsInLine: true),
        new("training\nerror", static r => Percent(r.TrainingErrorRate), IsOptional: true, IsInLine: true),
        new("test\ncost", static r => r.ValidationCost is { } cost ? Cost(cost) : null, IsOptional: true, IsInLine: true),
        new("test\nerror", static r => Percent(r.ValidationErrorRate), IsOptional: true, IsInLine: true),
        new("milliseconds", static r => Milliseconds(r.Duration.TotalMilliseconds)),
        new("examples/s", static r => Text($"{r.ExamplesPerSecond:N0}")),
    ];

    internal static string Cost(double cost) => cost is (> 0 and < 0.001) or >= 1e6 ? Text($"{cost:0.0E+00}") : Text($"{cost:F4}");

    private static string Milliseconds(double time) => time < 1 ? Text($"{time:F3}") : Text($"{time:N1}");

    private static string? Percent(double? share) => share is { } value ? Text($"{100 * value:F2} %") : null;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Column(string Header, Func<EpochReport, string?> Value, bool IsOptional = false, bool IsInLine = false);
}
