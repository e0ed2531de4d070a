using System.Globalization;
using KernelGen.Gallery.Running;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>Prints models, or optimisers, beside each other.</summary>
/// <param name="console">Where to print.</param>
internal sealed class ComparisonReport(IAnsiConsole console)
{
    private const string Undefined = "–";

    /// <summary>A row for each, then in what way some diverged.</summary>
    /// <param name="rows">What was tried, in order.</param>
    /// <param name="folds">Of how many trainings a row has the means; null of one.</param>
    public void Write(IReadOnlyList<ModelComparison> rows, int? folds)
    {
        TextWriter writer = console.Profile.Out.Writer;
        if (folds is { } count)
        {
            writer.WriteLine(Text($"means of {count} folds, metrics ± their standard error; epochs and seconds of all"));
        }

        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("model\n  optimiser").NoWrap());
        string metric = string.Join(" or ", rows.Select(static row => row.MetricName).Distinct());
        foreach (string header in (string[])["learning\nrate", "epochs", "training\ncost", "test\ncost", $"test\n{metric}", "seconds", "examples/s"])
        {
            table.AddColumn(new TableColumn(header).RightAligned().NoWrap());
        }

        foreach (ModelComparison row in rows)
        {
            table.AddRow(
                row.Optimizer is null ? row.Model.Name : $"{row.Model.Name}\n  {row.Optimizer}",
                Text($"{row.LearningRate:G3}"), Text($"{row.Epochs}"), Cost(row.TrainingCost), Cost(row.TestCost), Metric(row),
                Text($"{row.Time.TotalSeconds:F2}"), Finite(row.ExamplesPerSecond, "N0"));
        }

        console.Write(table);
        foreach (ModelComparison row in rows.Where(static row => row.Trouble is not null))
        {
            writer.WriteLine($"{row.Model.Name}{(row.Optimizer is null ? "" : $", {row.Optimizer}")}: {row.Trouble}");
        }
    }

    /// <summary>The same as JSON, every fold included.</summary>
    public void WriteJson(IReadOnlyList<ModelComparison> rows) => JsonOutput.Write(console, json =>
    {
        json.WriteStartArray("rows");
        foreach (ModelComparison row in rows)
        {
            json.WriteStartObject();
            json.WriteString("model", row.Model.Name);
            json.WriteString("optimizer", row.Optimizer);
            json.WriteNumber("learning rate", row.LearningRate);
            json.WriteNumber("epochs", row.Epochs);
            json.WriteFinite("training cost", row.TrainingCost);
            json.WriteFinite("test cost", row.TestCost);
            json.WriteFinite(row.MetricName, row.Metric);
            if (row.StandardError is { } error)
            {
                json.WriteFinite("standard error", error);
                json.WriteStartArray("folds");
                foreach (TrialPart part in row.Parts)
                {
                    json.WriteStartObject();
                    json.WriteFinite("test cost", part.TestCost);
                    json.WriteFinite(row.MetricName, part.Metric);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteNumber("seconds", row.Time.TotalSeconds);
            json.WriteFinite("examples/s", row.ExamplesPerSecond);
            json.WriteString("trouble", row.Trouble);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Metric(ModelComparison row)
    {
        bool isShare = row.Model.Info.ClassCount > 0;
        string Of(double value) => isShare ? Text($"{100 * value:F2}") : Text($"{value:F4}");
        string error = row.StandardError is { } deviation && double.IsFinite(deviation) ? $" ± {Of(deviation)}" : "";
        return double.IsFinite(row.Metric) ? $"{Of(row.Metric)}{error}{(isShare ? " %" : "")}" : Undefined;
    }

    private static string Cost(double cost) => double.IsFinite(cost) ? LearningCurveTable.Cost(cost) : Undefined;

    private static string Finite(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : Undefined;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
