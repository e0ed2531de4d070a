using System.Globalization;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>What a model predicts for examples, beside what it should, as a table.</summary>
public static class PredictionTable
{
    private const int MostRows = 16;
    private const int MostInputs = 6;

    /// <summary>Lays out a row for each of the first examples: inputs where they are few, targets, predictions.</summary>
    public static Table Of<TModel>(TModel model, Dataset<float, float> examples)
        where TModel : class, ITrainable<float, float>
    {
        ModelInfo info = TModel.Info;
        int count = Math.Min(examples.Count, MostRows);
        int inputs = info.InputCount <= MostInputs ? info.InputCount : 0;
        var predicted = new float[count * info.OutputCount];
        model.Predict(examples.Slice(0, count).Inputs.Span, predicted, model.CreateWorkspace(count));

        Table table = new Table().Border(TableBorder.Simple);
        foreach (string header in (string[])[.. Headers("x", inputs), .. Headers("target", info.TargetCount), .. Headers("predicted", info.OutputCount)])
        {
            table.AddColumn(new TableColumn(header).RightAligned());
        }

        for (int row = 0; row < count; row++)
        {
            table.AddRow([
                .. Cells(examples.Inputs.Span.Slice(row * info.InputCount, inputs), "G4"),
                .. Cells(examples.Targets.Span.Slice(row * info.TargetCount, info.TargetCount), "F4"),
                .. Cells(predicted.AsSpan(row * info.OutputCount, info.OutputCount), "F4"),
            ]);
        }

        return table;
    }

    private static string[] Headers(string name, int count) => count == 1
        ? [name]
        : [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name} {i}"))];

    private static string[] Cells(ReadOnlySpan<float> values, string format)
    {
        var cells = new string[values.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = values[i].ToString(format, CultureInfo.InvariantCulture);
        }

        return cells;
    }
}
