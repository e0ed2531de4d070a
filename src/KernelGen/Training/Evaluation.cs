using System.Numerics;

namespace KernelGen.Training;

/// <summary>What a model is worth on data, batch by batch: no memory beyond the workspace, whatever the size of the data set.</summary>
public static partial class Evaluation
{
    internal const int BatchSize = 256;

    /// <summary>The mean loss over all examples plus the regulariser.</summary>
    /// <remarks>All examples count alike: <see cref="Workspace{T}.Weights"/> are put aside meanwhile.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="dataset">The examples.</param>
    /// <param name="workspace">Of this kind of model; its <see cref="Workspace{T}.MaxBatch"/> is the size of the batches.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The data do not fit the model, or the workspace is another model's.</exception>
    public static double Cost<TModel, T, TTarget>(TModel model, Dataset<T, TTarget> dataset, Workspace<T> workspace)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(workspace);
        DatasetRequirements.ThrowIfUnfit(TModel.Info, dataset, nameof(dataset));
        T[] weights = workspace.Weights.ToArray();
        workspace.Weights.Fill(T.One);
        try
        {
            return CostOf(model, dataset, workspace);
        }
        finally
        {
            weights.CopyTo(workspace.Weights);
        }
    }

    /// <summary>The share of examples whose class differs from the target: the mean 0-1 loss.</summary>
    /// <remarks>
    /// The target's class is the label; 1 where a probability exceeds ½, else 0; the sign; or the most probable class of a
    /// distribution, the first of equals.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="dataset">The examples.</param>
    /// <param name="workspace">Of this kind of model.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The data do not fit the model, or the workspace is another model's.</exception>
    /// <exception cref="NotSupportedException">The model's targets name no class.</exception>
    public static double ErrorRate<TModel, T, TTarget>(TModel model, Dataset<T, TTarget> dataset, Workspace<T> workspace)
        where TModel : class, IClassifier<T>, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(workspace);
        DatasetRequirements.ThrowIfUnfit(TModel.Info, dataset, nameof(dataset));
        return ErrorRateOf(model, TModel.Info.Target, dataset, workspace);
    }

    // Each batch's cost has the regulariser in it once, so the mean weighted by size has it once too.
    internal static double CostOf<T, TTarget>(ITrainable<T, TTarget> model, Dataset<T, TTarget> dataset, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        double sum = 0;
        for (int start = 0; start < dataset.Count; start += workspace.MaxBatch)
        {
            int count = Math.Min(workspace.MaxBatch, dataset.Count - start);
            T cost = model.Cost(Rows(dataset.Inputs, dataset.InputCount, start, count),
                Rows(dataset.Targets, dataset.TargetCount, start, count), workspace);
            sum += double.CreateTruncating(cost) * count;
        }

        return sum / dataset.Count;
    }

    internal static double ErrorRateOf<T, TTarget>(
        IClassifier<T> model, TargetKind kind, Dataset<T, TTarget> dataset, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        int batchSize = Math.Min(workspace.MaxBatch, BatchSize);
        Span<int> buffer = stackalloc int[BatchSize];
        long errors = 0;
        for (int start = 0; start < dataset.Count; start += batchSize)
        {
            int count = Math.Min(batchSize, dataset.Count - start);
            Span<int> classes = buffer[..count];
            model.Classify(Rows(dataset.Inputs, dataset.InputCount, start, count), classes, workspace);
            ReadOnlySpan<TTarget> targets = Rows(dataset.Targets, dataset.TargetCount, start, count);
            for (int i = 0; i < count; i++)
            {
                errors += classes[i] == ClassOf(kind, targets.Slice(i * dataset.TargetCount, dataset.TargetCount)) ? 0 : 1;
            }
        }

        return (double)errors / dataset.Count;
    }

    private static int ClassOf<TTarget>(TargetKind kind, ReadOnlySpan<TTarget> target)
        where TTarget : unmanaged, INumber<TTarget> => kind switch
        {
            TargetKind.Label or TargetKind.Sign => int.CreateTruncating(target[0]),
            TargetKind.Probability => double.CreateTruncating(target[0]) > 0.5 ? 1 : 0,
            TargetKind.Distribution => IndexOfLargest(target),
            _ => throw new NotSupportedException($"A target of kind {kind} names no class."),
        };

    private static int IndexOfLargest<TTarget>(ReadOnlySpan<TTarget> values)
        where TTarget : unmanaged, INumber<TTarget>
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = values[i] > values[largest] ? i : largest;
        }

        return largest;
    }

    private static ReadOnlySpan<TValue> Rows<TValue>(ReadOnlyMemory<TValue> values, int rowLength, int start, int count) =>
        values.Span.Slice(start * rowLength, count * rowLength);
}
