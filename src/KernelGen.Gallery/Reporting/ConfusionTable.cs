using System.Globalization;
using KernelGen.Metrics;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>A confusion matrix as a table: a row for each class, a column for what it was taken for.</summary>
public static class ConfusionTable
{
    /// <summary>Lays the table out. What was recognised is bold, no confusion is a dot, so that the eye finds the errors.</summary>
    /// <param name="matrix">The decisions.</param>
    /// <param name="classNames">A name for each class; null numbers them from 0.</param>
    /// <exception cref="ArgumentException">There is not one name for each class.</exception>
    public static Table Of(ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null)
    {
        classNames ??= [.. Enumerable.Range(0, matrix.ClassCount).Select(static c => c.ToString(CultureInfo.InvariantCulture))];
        if (classNames.Count != matrix.ClassCount)
        {
            throw new ArgumentException($"Expected {matrix.ClassCount} names; got {classNames.Count}.", nameof(classNames));
        }

        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(Column(""));
        foreach (string name in classNames)
        {
            table.AddColumn(Column(Markup.Escape(name)));
        }

        table.AddColumn(Column("recall"));
        for (int actual = 0; actual < matrix.ClassCount; actual++)
        {
            string recall = matrix.ScoresOf(actual) is { Support: > 0 } scores
                ? string.Create(CultureInfo.InvariantCulture, $"{100 * scores.Recall:F1} %")
                : "–";
            table.AddRow([Markup.Escape(classNames[actual]), .. Cells(matrix, actual), recall]);
        }

        return table;
    }

    private static TableColumn Column(string header) => new TableColumn(header).RightAligned();

    private static IEnumerable<string> Cells(ConfusionMatrix matrix, int actual)
    {
        for (int decided = 0; decided < matrix.ClassCount; decided++)
        {
            long count = matrix[actual, decided];
            yield return count switch
            {
                _ when actual == decided => string.Create(CultureInfo.InvariantCulture, $"[bold]{count}[/]"),
                0 => "[grey]·[/]",
                _ => string.Create(CultureInfo.InvariantCulture, $"[red]{count}[/]"),
            };
        }
    }
}
