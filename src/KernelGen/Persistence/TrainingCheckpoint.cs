using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Training;

namespace KernelGen.Persistence;

/// <summary>How far a training has come, apart from the numbers of the model and of its optimiser.</summary>
/// <param name="Steps">Updates of the parameters.</param>
/// <param name="Generator">The state of the generator that decides the next order of the examples.</param>
/// <param name="Order">The order of the examples in the last epoch, from which the next one follows; empty where batches are full.</param>
/// <param name="History">A report for every completed epoch.</param>
internal sealed record TrainingProgress(long Steps, ulong Generator, int[] Order, ImmutableArray<EpochReport> History);

/// <summary>A training at the end of an epoch, as a file. What it holds is told at <see cref="CheckpointOptions"/>.</summary>
internal static class TrainingCheckpoint
{
    private const string Steps = "training.steps";
    private const string Generator = "training.generator";
    private const string Order = "training.order";
    private const string OptimizerSteps = "optimizer.steps";
    private const string BestPrefix = "best.";

    /// <param name="path">The path of the file.</param>
    /// <param name="info">The kind of model.</param>
    /// <param name="training">What must be the same where the training is resumed.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="state">The optimiser's, where it has one.</param>
    /// <param name="best">The parameters that patience may go back to, where it does.</param>
    /// <param name="progress">How far the training has come.</param>
    public static void Save<T>(
        string path, ModelInfo info, string training, Span<T> parameters, OptimizerState<T>? state, KeptParameters<T>? best,
        TrainingProgress progress)
        where T : unmanaged
    {
        SafetensorsWriter writer = new();
        writer.AddMetadata(ModelFile.TrainingKey, training);
        ModelFile.AddModel(writer, info, parameters);
        foreach ((string name, AlignedBuffer<T> values) in state?.Parts ?? [])
        {
            ParameterTensors.Add(writer, info, PrefixOf(name), values.Span);
        }

        if (best is not null)
        {
            ParameterTensors.Add(writer, info, BestPrefix, best.Values);
        }

        AddNumber(writer, OptimizerSteps, state?.StepCount ?? 0);
        AddNumber(writer, Steps, progress.Steps);
        AddNumber(writer, Generator, unchecked((long)progress.Generator));
        writer.Add<int>(Order, [progress.Order.Length], progress.Order);
        HistoryTensors.Add(writer, progress.History);
        writer.Save(path);
    }

    /// <summary>Sets parameters and optimiser, where all of the file is in order.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="info">The kind of model.</param>
    /// <param name="training">What must be the same as when the file was written.</param>
    /// <param name="ordered">How many examples have an order; 0 where batches are full.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="state">The optimiser's, where it has one.</param>
    /// <param name="best">The parameters that patience may go back to, where it does.</param>
    public static TrainingProgress Load<T>(
        string path, ModelInfo info, string training, int ordered, Span<T> parameters, OptimizerState<T>? state, KeptParameters<T>? best)
        where T : unmanaged
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        TensorLoad load = new(reader);
        string found = load.Text(ModelFile.TrainingKey, "a checkpoint of a training");
        T[][] read = ModelFile.ReadModel<T>(load, info, path);
        if (found != training)
        {
            (string expected, string other) = Difference.Of(training, found);
            throw new TensorFileException(path, $"a training with {expected}", other, ModelFile.TrainingKey);
        }

        (AlignedBuffer<T> Values, T[][] Read)[] parts =
            [.. (state?.Parts ?? []).Select(part => (part.Values, ParameterTensors.Read<T>(load, info, PrefixOf(part.Name))))];
        T[][]? readBest = best is null ? null : ParameterTensors.Read<T>(load, info, BestPrefix);
        long optimizerSteps = load.Count(OptimizerSteps);
        TrainingProgress progress = new(
            load.Count(Steps), unchecked((ulong)load.Values<long>(Generator, [])[0]), ReadOrder(load, ordered), HistoryTensors.Read(load));
        load.ThrowIfOthers(static _ => false);

        ParameterTensors.Copy(info, read, parameters);
        foreach ((AlignedBuffer<T> values, T[][] partRead) in parts)
        {
            ParameterTensors.Copy(info, partRead, values.Span);
        }

        if (best is not null)
        {
            ParameterTensors.Copy(info, readBest!, best.Values);
        }

        state?.StepCount = optimizerSteps;
        return progress;
    }

    private static string PrefixOf(string part) => $"optimizer.{part}.";

    private static void AddNumber(SafetensorsWriter writer, string name, long value) => writer.Add<long>(name, [], new[] { value });

    private static int[] ReadOrder(TensorLoad load, int count)
    {
        int[] order = load.Values<int>(Order, [count]);
        bool[] isThere = new bool[count];
        foreach (int example in order)
        {
            if ((uint)example >= (uint)count || isThere[example])
            {
                throw load.Fault(Order, $"each of 0 … {count - 1} once", string.Create(CultureInfo.InvariantCulture, $"{example}, again or out of range"));
            }

            isThere[example] = true;
        }

        return order;
    }
}
