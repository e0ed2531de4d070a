using System.Globalization;
using System.Text;

namespace KernelGen.Testing;

/// <summary>A gradient check's report as text.</summary>
internal static class ReportText
{
    private static readonly string[] Header =
    [
        "parameter", "shape", "checked", "crossed", "relative error", "normwise error",
        "worst at", "W", "J before", "J after", "difference", "dual", "generated", "",
    ];

    // Names and shapes read from the left, numbers from the right.
    private static readonly bool[] LeftAligned =
        [true, true, false, false, false, false, true, false, false, false, false, false, false, true];

    public static string Of(GradientCheckReport report)
    {
        var text = new StringBuilder();
        int all = report.Blocks.Where(static b => !b.IsFrozen).Sum(static b => b.Rows * b.Columns);
        int some = report.Blocks.Sum(static b => b.Checked);
        string differences = report.Options.Differences == Differences.TwoSided ? "two-sided" : "one-sided";
        string precision = report.Precision == Precision.Single ? "single" : "double";
        Line(text, $"Gradient check of {report.Model}: {(report.Passed ? "passed" : "FAILED")}");
        Line(text, $"{precision} precision, seed {report.Seed}, batch of {report.Options.BatchSize}, {some} of {all} parameters, cost {report.Cost:G6}");
        Line(text, $"limits: relative error {report.RelativeErrorLimit:0.#E+00} of {differences} differences, normwise error {report.NormwiseErrorLimit:0.#E+00} of the kernels");
        Line(text, $"kinks: {Kinks(report)}; drawn again: {report.ParametersRedrawn} parameters, {report.ExamplesRedrawn} examples; crossed by {report.KinkCrossings} differences");
        if (report.ExamplesNotFinite > 0)
        {
            Line(text, $"not finite, drawn again: {report.ExamplesNotFinite} examples, {report.PointsRedrawn} times with new parameters");
        }

        text.Append('\n');
        AppendTable(text, [Header, .. report.Blocks.Select(Row), .. report.InputBlocks.Select(Row)]);
        SanityText.Append(text, report);
        foreach (string failure in report.Failures)
        {
            Line(text, $"- {failure}");
        }

        return text.ToString();
    }

    /// <summary>How an element is called: a bias has no column worth naming.</summary>
    public static string Index(string name, int row, int column, int columns)
        => columns == 1 ? Text($"{name}[{row}]") : Text($"{name}[{row}, {column}]");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Kinks(GradientCheckReport report)
    {
        if (report.KinksSeen == 0)
        {
            return "none";
        }

        string left = report.ExamplesNearKinks == 0 ? "" : Text($", {report.ExamplesNearKinks} examples could not be kept away");
        return Text($"{report.KinksSeen} seen, the nearest at {report.NearestKink:G2}{left}");
    }

    private static string[] Row(ParameterBlockReport block)
    {
        string shape = block.Columns == 1 ? Text($"{block.Rows}") : Text($"{block.Rows} × {block.Columns}");
        string[] start =
        [
            block.Name, shape, Text($"{block.Checked}"), Text($"{block.KinkCrossings}"),
            Text($"{block.WorstRelativeError:0.0E+00}"), Text($"{block.WorstNormwiseError:0.0E+00}"),
        ];
        string[] worst = block.Worst is not { } c
            ? ["", "", "", "", "", "", ""]
            :
            [
                Index("", c.Row, c.Column, block.Columns), Text($"{c.Value:G6}"), Text($"{c.CostBefore:G12}"), Text($"{c.CostAfter:G12}"),
                Text($"{c.Difference:G9}"), Text($"{c.Dual:G9}"), Text($"{c.Generated:G9}"),
            ];
        return [.. start, .. worst, block.Passed ? block.IsFrozen ? "frozen" : "" : "FAILED"];
    }

    private static void AppendTable(StringBuilder text, string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, Header.Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            var cells = row.Select((cell, i) => LeftAligned[i] ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }

    internal static void Line(StringBuilder text, FormattableString line) => text.Append(Text(line)).Append('\n');
}
