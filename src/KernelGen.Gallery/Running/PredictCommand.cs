using System.CommandLine;
using System.Globalization;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>predict MODEL</c>: a CSV file of inputs, and beside it one with what the model makes of them.</summary>
internal sealed class PredictCommand : Command
{
    private readonly Argument<GalleryModel> model = new("MODEL")
    {
        Description = "The model's name, as list prints it.",
        CustomParser = ModelArgument.ParseTrained,
    };

    private readonly Option<string> weights = WeightsOption.Create();

    private readonly Option<string> data = new("--data")
    {
        HelpName = "FILE",
        Description = "A CSV file of inputs alone, as they were before training prepared them. A first line without a number is a header.",
        Required = true,
    };

    private readonly Option<string> output = new("--output")
    {
        HelpName = "FILE",
        Description = "The CSV file to write: the same lines, with the class and what each output is as further columns.",
        Required = true,
    };

    private readonly Option<bool> json = JsonOption.Create();

    public PredictCommand(IAnsiConsole console)
        : base("predict", "Load parameters that train --save wrote, and predict the rows of a CSV file.")
    {
        Add(model);
        Add(weights);
        Add(data);
        Add(output);
        Add(json);
        SetAction(parse =>
        {
            GalleryModel chosen = parse.GetRequiredValue(model);
            string path = parse.GetRequiredValue(output);
            string source = parse.GetRequiredValue(data);
            OutputFile.RequireFolder(path);
            OutputFile.RequireOther(path, source);
            var inputs = InputTable.Read(source);
            PredictedColumns predicted = chosen.Training!.Predict(new EvaluationSettings(chosen, parse.GetRequiredValue(weights), null), inputs);
            inputs.Write(path, predicted);
            if (parse.GetValue(json))
            {
                JsonOutput.Write(console, members =>
                {
                    members.WriteString("model", chosen.Name);
                    members.WriteString("predictions", path);
                    members.WriteNumber("examples", inputs.Rows.Count);
                    members.WriteStartArray("columns");
                    foreach (string name in predicted.Names)
                    {
                        members.WriteStringValue(name);
                    }

                    members.WriteEndArray();
                });
            }
            else
            {
                console.Profile.Out.Writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"predictions: {path}: {inputs.Rows.Count:N0} rows"));
            }
        });
    }
}
