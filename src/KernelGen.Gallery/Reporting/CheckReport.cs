using System.Text.Json;
using KernelGen.Gallery.Models;
using KernelGen.Testing;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>Prints what the checks of a model found, for machines.</summary>
internal static class CheckReport
{
    /// <summary>Every block of parameters, then what was looked at beside the gradient.</summary>
    public static void WriteJson(IAnsiConsole console, GalleryModel model, GradientCheckReport check) => JsonOutput.Write(console, json =>
    {
        json.WriteString("model", model.Name);
        json.WriteBoolean("passed", check.Passed);
        json.WriteNumber("seed", check.Seed);
        json.WriteFinite("relative error limit", check.RelativeErrorLimit);
        json.WriteFinite("normwise error limit", check.NormwiseErrorLimit);
        json.WriteStartArray("blocks");
        foreach (ParameterBlockReport block in check.Blocks.Concat(check.InputBlocks))
        {
            WriteBlock(json, block);
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (string failure in check.Failures)
        {
            json.WriteStringValue(failure);
        }

        json.WriteEndArray();
        WriteSanity(json, check);
    });

    private static void WriteBlock(Utf8JsonWriter json, ParameterBlockReport block)
    {
        json.WriteStartObject();
        json.WriteString("name", block.Name);
        json.WriteBoolean("passed", block.Passed);
        json.WriteNumber("checked", block.Checked);
        json.WriteFinite("worst relative error", block.WorstRelativeError);
        json.WriteFinite("worst normwise error", block.WorstNormwiseError);
        json.WriteEndObject();
    }

    private static void WriteSanity(Utf8JsonWriter json, GradientCheckReport check)
    {
        if (check.CostAtZero is { } zero)
        {
            json.WriteStartObject("cost at zero parameters");
            json.WriteBoolean("passed", zero.Passed);
            json.WriteFinite("cost", zero.Cost);
            json.WriteFinite("expected", zero.Expected);
            json.WriteEndObject();
        }

        if (check.Overfit is { } overfit)
        {
            json.WriteStartObject("small batch");
            json.WriteBoolean("passed", overfit.Passed);
            json.WriteNumber("examples", overfit.Examples);
            json.WriteFinite("cost before", overfit.CostBefore);
            json.WriteFinite("cost after", overfit.CostAfter);
            json.WriteNumber("steps", overfit.Steps);
            json.WriteEndObject();
        }

        if (check.StableRate is { } rate)
        {
            json.WriteStartObject("largest stable learning rate");
            json.WriteBoolean("passed", rate.Passed);
            json.WriteFinite("rate", rate.LargestRate);
            json.WriteFinite("largest curvature", rate.LargestCurvature);
            json.WriteFinite("cost before", rate.CostBefore);
            json.WriteFinite("cost below", rate.CostBelow);
            json.WriteFinite("cost above", rate.CostAbove);
            json.WriteEndObject();
        }

        if (check.StepCurve is { } curve)
        {
            json.WriteStartObject("error against step");
            json.WriteString("parameter", curve.Parameter);
            json.WriteNumber("row", curve.Row);
            json.WriteNumber("column", curve.Column);
            json.WriteStartArray("steps");
            foreach (StepError error in curve.Errors)
            {
                json.WriteStartObject();
                json.WriteNumber("step", error.Step);
                json.WriteFinite("one-sided", error.OneSided);
                json.WriteFinite("two-sided", error.TwoSided);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
