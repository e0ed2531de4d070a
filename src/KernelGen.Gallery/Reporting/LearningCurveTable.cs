using System.Globalization;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>The history of a training as a table, a row for each epoch.</summary>
public static class LearningCurveTable
{
    private const string Unmeasured = "–";

    /// <summary>Lays the table out; what no epoch measured has no column.</summary>
    public static Table Of(IReadOnlyCollection<EpochReport> history)
    {
        Column[] columns = [.. AllColumns().Where(column => !column.IsOptional || history.Any(report => column.Value(report) is not null))];
        Table table = new Table().Border(TableBorder.Simple);
        foreach (Column column in columns)
        {
            table.AddColumn(new TableColumn(column.Header).RightAligned());
        }

        foreach (EpochReport report in history)
        {
            table.AddRow([.. columns.Select(column => column.Value(report) ?? Unmeasured)]);
        }

        return table;
    }

    /// <summary>The same figures of one epoch as a line of text.</summary>
    public static string Line(EpochReport report, int epochs)
    {
        int digits = epochs.ToString(CultureInfo.InvariantCulture).Length;
        string epoch = report.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
        IEnumerable<string> figures = AllColumns()
            .Skip(1)
            .Where(column => column.Value(report) is not null)
            .Select(column => $"{column.Header.Replace('\n', ' ')} {column.Value(report)}");
        return string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs}  {string.Join("  ", figures)}");
    }

    private static Column[] AllColumns() =>
    [
        new("epoch", static r => Text($"{r.Epoch}")),
        new("learning\nrate", static r => Text($"{r.LearningRate:G3}")),
        new("training\ncost", static r => Text($"{r.TrainingCost:F4}")),
        new("training\nerror", static r => Percent(r.TrainingErrorRate), IsOptional: true),
        new("validation\ncost", static r => r.ValidationCost is { } cost ? Text($"{cost:F4}") : null, IsOptional: true),
        new("validation\nerror", static r => Percent(r.ValidationErrorRate), IsOptional: true),
        new("seconds", static r => Text($"{r.Duration.TotalSeconds:F2}")),
        new("examples/s", static r => Text($"{r.ExamplesPerSecond:N0}")),
    ];

    private static string? Percent(double? share) => share is { } value ? Text($"{100 * value:F2} %") : null;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Column(string Header, Func<EpochReport, string?> Value, bool IsOptional = false);
}
