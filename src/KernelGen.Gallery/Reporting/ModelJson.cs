using System.Text.Json;
using KernelGen.Gallery.Models;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>What is known of models before any training, for machines.</summary>
internal static class ModelJson
{
    /// <summary>Every model in brief.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<GalleryModel> models) => JsonOutput.Write(console, json =>
    {
        json.WriteStartArray("models");
        foreach (GalleryModel model in models)
        {
            json.WriteStartObject();
            WriteBrief(json, model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>One model with its arguments and what is known of its learning.</summary>
    public static void Write(IAnsiConsole console, GalleryModel model, string? graph) => JsonOutput.Write(console, json =>
    {
        WriteBrief(json, model);
        json.WriteString("shows", model.Lecture?.Claim);
        json.WriteString("target", model.Info.Target.ToString());
        json.WriteNumber("classes", model.Info.ClassCount);
        json.WriteStartArray("parameter blocks");
        foreach (ParameterLayout parameter in model.Info.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteNumber("rows", parameter.Rows);
            json.WriteNumber("columns", parameter.Columns);
            json.WriteString("starts as", parameter.Initialization.ToString());
            json.WriteBoolean("frozen", parameter.IsFrozen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("hyperparameters");
        foreach (HyperparameterInfo hyperparameter in model.Info.Hyperparameters)
        {
            json.WriteNumber(hyperparameter.Name, hyperparameter.Value);
        }

        json.WriteEndObject();
        json.WriteString("convexity", model.Info.Convexity?.ToString());
        json.WriteBoolean("closed form", model.HasClosedForm);
        json.WriteNumber("workspace elements an example", model.Info.WorkspacePerExample);
        json.WriteNumber("workspace elements in all", model.Info.WorkspaceFixed);
        json.WriteString("generated source", GeneratedSource.Find(model.Type));
        json.WriteString("graph", graph);
    });

    private static void WriteBrief(Utf8JsonWriter json, GalleryModel model)
    {
        json.WriteString("name", model.Name);
        json.WriteString("learns from", model.Training?.LearnsFrom);
        json.WriteString("layers", model.Layers);
        json.WriteString("loss", model.LossInWords);
        json.WriteNumber("inputs", model.Info.InputCount);
        json.WriteNumber("outputs", model.Info.OutputCount);
        json.WriteNumber("parameters", model.Info.ParameterCount);
        json.WriteNumber("forward FLOP", model.Info.ForwardFlops);
        json.WriteNumber("backward FLOP", model.Info.BackwardFlops);
    }
}
