using System.Text.Json;
using KernelGen.Gallery.Running;
using KernelGen.Training;

namespace KernelGen.Gallery.Reporting;

/// <summary>What came of a training, for machines.</summary>
internal static class TrainingJson
{
    /// <summary>How it went epoch by epoch, why it ended, what the model is worth on the test, and what a step costs.</summary>
    /// <param name="settings">Where to print, and how the model was trained.</param>
    /// <param name="examples">How many it learnt from.</param>
    /// <param name="result">How it went.</param>
    /// <param name="test">What the model is worth.</param>
    /// <param name="step">What a step costs.</param>
    public static void Write(RunSettings settings, int examples, TrainingResult result, ModelEvaluation test, StepMeasurement step) =>
        JsonOutput.Write(settings.Console, json =>
        {
            json.WriteString("model", settings.Model.Name);
            json.WriteString("data", test.Origin);
            json.WriteNumber("training examples", examples);
            json.WriteNumber("test examples", test.Count);
            WriteOptions(json, settings.Options);
            json.WriteString("end", result.End.ToString());
            json.WriteNumber("steps", result.Steps);
            json.WriteStartArray("history");
            foreach (EpochReport epoch in result.History)
            {
                WriteEpoch(json, epoch);
            }

            json.WriteEndArray();
            EvaluationReport.WriteMetrics(json, test);
            json.WriteFinite("step examples/s", step.ExamplesPerSecond);
            json.WriteNumber("bytes allocated per step", step.BytesAllocated);
            json.WriteString("parameters", settings.Save);
        });

    private static void WriteOptions(Utf8JsonWriter json, TrainingOptions options)
    {
        json.WriteStartObject("settings");
        json.WriteNumber("epochs", options.Epochs);
        json.WriteNumber("batch", options.BatchSize);
        json.WriteNumber("learning rate", options.LearningRate);
        json.WriteString("optimizer", options.Optimizer.GetType().Name);
        json.WriteNumber("seed", options.Seed);
        json.WriteEndObject();
    }

    private static void WriteEpoch(Utf8JsonWriter json, EpochReport epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch.Epoch);
        json.WriteFinite("training cost", epoch.TrainingCost);
        json.WriteFinite("test cost", epoch.ValidationCost ?? double.NaN);
        if (epoch.ValidationErrorRate is { } errorRate)
        {
            json.WriteFinite("test error rate", errorRate);
        }

        json.WriteNumber("seconds", epoch.Duration.TotalSeconds);
        json.WriteFinite("examples/s", epoch.ExamplesPerSecond);
        json.WriteEndObject();
    }
}
