using System.Globalization;
using KernelGen.Gallery.Models;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>The Gallery's models as a table, a row for each.</summary>
public static class ModelTable
{
    /// <summary>Lays the table out: no wider than 100 columns.</summary>
    public static Table Of(IEnumerable<GalleryModel> models)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(Column("model\n  learns from"));
        foreach (TableColumn column in new[]
        {
            Column("layers\nloss"), Column("parameters").RightAligned(), Column("FLOP:\nforward").RightAligned(), Column("\nbackward").RightAligned(),
        })
        {
            // Narrow, so that the longest names fit beside each other.
            table.AddColumn(column.PadLeft(0));
        }

        foreach (GalleryModel model in models)
        {
            table.AddRow(
                $"[bold]{Markup.Escape(model.Name)}[/]\n  {Markup.Escape(model.Training?.LearnsFrom ?? "nothing")}",
                $"{Markup.Escape(model.Layers)}\n{Markup.Escape(model.LossInWords)}",
                Number(model.Info.ParameterCount), Number(model.Info.ForwardFlops), Number(model.Info.BackwardFlops));
        }

        return table;
    }

    private static TableColumn Column(string header) => new TableColumn(header).NoWrap();

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
