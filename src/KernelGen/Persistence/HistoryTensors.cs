using System.Collections.Immutable;
using KernelGen.Training;

namespace KernelGen.Persistence;

/// <summary>The reports of epochs as tensors, one for each of their properties, an element an epoch.</summary>
/// <remarks>What may be missing from a report has a tensor of bytes beside it: 1 where it is there, else 0.</remarks>
internal static class HistoryTensors
{
    private const string LearningRate = "history.learning_rate";
    private const string TrainingCost = "history.training_cost";
    private const string ValidationCost = "history.validation_cost";
    private const string TrainingErrorRate = "history.training_error_rate";
    private const string ValidationErrorRate = "history.validation_error_rate";
    private const string Duration = "history.duration";
    private const string ExamplesPerSecond = "history.examples_per_second";
    private const string Known = ".known";

    public static void Add(SafetensorsWriter writer, IReadOnlyList<EpochReport> history)
    {
        AddColumn(writer, LearningRate, history, static r => r.LearningRate);
        AddColumn(writer, TrainingCost, history, static r => r.TrainingCost);
        AddPartial(writer, ValidationCost, history, static r => r.ValidationCost);
        AddPartial(writer, TrainingErrorRate, history, static r => r.TrainingErrorRate);
        AddPartial(writer, ValidationErrorRate, history, static r => r.ValidationErrorRate);
        AddColumn(writer, Duration, history, static r => r.Duration.Ticks);
        AddColumn(writer, ExamplesPerSecond, history, static r => r.ExamplesPerSecond);
    }

    public static ImmutableArray<EpochReport> Read(TensorLoad load)
    {
        double[] rates = load.List<double>(LearningRate);
        ImmutableArray<long> shape = [rates.Length];
        double[] costs = load.Values<double>(TrainingCost, shape);
        double?[] validationCosts = ReadPartial(load, ValidationCost, shape);
        double?[] trainingErrors = ReadPartial(load, TrainingErrorRate, shape);
        double?[] validationErrors = ReadPartial(load, ValidationErrorRate, shape);
        long[] durations = load.Values<long>(Duration, shape);
        double[] speeds = load.Values<double>(ExamplesPerSecond, shape);
        return [.. Enumerable.Range(0, rates.Length).Select(i => new EpochReport
        {
            Epoch = i + 1,
            LearningRate = rates[i],
            TrainingCost = costs[i],
            ValidationCost = validationCosts[i],
            TrainingErrorRate = trainingErrors[i],
            ValidationErrorRate = validationErrors[i],
            Duration = TimeSpan.FromTicks(durations[i]),
            ExamplesPerSecond = speeds[i],
        })];
    }

    private static void AddColumn<T>(SafetensorsWriter writer, string name, IReadOnlyList<EpochReport> history, Func<EpochReport, T> value)
        where T : unmanaged => writer.Add<T>(name, [history.Count], history.Select(value).ToArray());

    private static void AddPartial(
        SafetensorsWriter writer, string name, IReadOnlyList<EpochReport> history, Func<EpochReport, double?> value)
    {
        AddColumn(writer, name, history, r => value(r) ?? 0);
        AddColumn(writer, name + Known, history, r => value(r) is null ? (byte)0 : (byte)1);
    }

    private static double?[] ReadPartial(TensorLoad load, string name, ImmutableArray<long> shape)
    {
        double[] values = load.Values<double>(name, shape);
        byte[] known = load.Values<byte>(name + Known, shape);
        return [.. values.Zip(known, (value, k) => k switch
        {
            0 => (double?)null,
            1 => value,
            _ => throw load.Fault(name + Known, "0 or 1", $"{k}"),
        })];
    }
}
