using System.Globalization;
using System.Text.Json;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>Prints what saved parameters are worth.</summary>
/// <param name="console">Where to print.</param>
internal sealed class EvaluationReport(IAnsiConsole console)
{
    /// <summary>A line for each metric, then the confusion matrix.</summary>
    public void Write(GalleryModel model, ModelEvaluation evaluation)
    {
        TextWriter writer = console.Profile.Out.Writer;
        new RunReport(console).WriteModel(model);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"data: {evaluation.Origin}: {evaluation.Count:N0} to test"));
        foreach ((string name, double value) in evaluation.Metrics)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name + ":",-20} {(double.IsNaN(value) ? "not defined" : value.ToString("F6", CultureInfo.InvariantCulture))}"));
        }

        if (evaluation.Confusions is { } confusions)
        {
            writer.WriteLine("confusion matrix: a row for each true class, a column for each decision");
            console.Write(ConfusionTable.Of(confusions, evaluation.ClassNames));
        }
    }

    /// <summary>The same as JSON: metrics by name, the confusion matrix row by row.</summary>
    public void WriteJson(GalleryModel model, ModelEvaluation evaluation) => JsonOutput.Write(console, json =>
    {
        json.WriteString("model", model.Name);
        json.WriteString("data", evaluation.Origin);
        json.WriteNumber("examples", evaluation.Count);
        WriteMetrics(json, evaluation);
    });

    /// <summary>Metrics by name, the confusion matrix row by row, as members of an object.</summary>
    internal static void WriteMetrics(Utf8JsonWriter json, ModelEvaluation evaluation)
    {
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in evaluation.Metrics)
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
        if (evaluation.Confusions is not { } confusions)
        {
            return;
        }

        json.WriteStartArray("classes");
        for (int c = 0; c < confusions.ClassCount; c++)
        {
            json.WriteStringValue(evaluation.ClassNames?[c] ?? c.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteStartArray("confusion matrix");
        for (int actual = 0; actual < confusions.ClassCount; actual++)
        {
            json.WriteStartArray();
            for (int decided = 0; decided < confusions.ClassCount; decided++)
            {
                json.WriteNumberValue(confusions[actual, decided]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
