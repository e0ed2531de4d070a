using System.Numerics;
using KernelGen.Metrics;

namespace KernelGen.Training;

public static partial class Evaluation
{
    /// <summary>Shows all predictions on a data set to metrics, in one pass.</summary>
    /// <remarks>Memory is taken for one batch; what the metrics themselves keep comes on top.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="dataset">The examples.</param>
    /// <param name="workspace">Of this kind of model; its <see cref="Workspace{T}.MaxBatch"/>, up to 256, is the size of the batches.</param>
    /// <param name="metrics">What is collected; what they have collected before stays.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The data do not fit the model, the workspace is another model's, or a metric needs what this model does not give.</exception>
    public static void Measure<TModel, T, TTarget>(
        TModel model, Dataset<T, TTarget> dataset, Workspace<T> workspace, params ReadOnlySpan<IMetric> metrics)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(workspace);
        foreach (IMetric metric in metrics)
        {
            ArgumentNullException.ThrowIfNull(metric, nameof(metrics));
        }

        DatasetRequirements.ThrowIfUnfit(TModel.Info, dataset, nameof(dataset));
        BatchPredictions<T> predictions = new(TModel.Info, Math.Min(Math.Min(workspace.MaxBatch, BatchSize), dataset.Count));
        for (int start = 0; start < dataset.Count; start += predictions.MaxCount)
        {
            int count = Math.Min(predictions.MaxCount, dataset.Count - start);
            Predictions batch = predictions.Of(model, Rows(dataset.Inputs, dataset.InputCount, start, count),
                Rows(dataset.Targets, dataset.TargetCount, start, count), workspace);
            foreach (IMetric metric in metrics)
            {
                metric.Add(batch);
            }
        }
    }

    /// <summary>The predictions of one batch, in the types that metrics take.</summary>
    private sealed class BatchPredictions<T>(ModelInfo info, int maxCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] predicted = new T[maxCount * info.OutputCount];
        private readonly double[] outputs = new double[maxCount * info.OutputCount];
        private readonly double[] targets = new double[maxCount * info.TargetCount];
        private readonly int[] classes = new int[maxCount];
        private readonly int[] decisions = new int[maxCount];

        public int MaxCount => maxCount;

        public Predictions Of<TTarget>(IModel<T> model, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> rows, Workspace<T> workspace)
            where TTarget : unmanaged, INumber<TTarget>
        {
            int count = inputs.Length / info.InputCount;
            model.Predict(inputs, predicted.AsSpan(0, count * info.OutputCount), workspace);
            Convert(predicted.AsSpan(0, count * info.OutputCount), outputs);
            Convert(rows, targets);
            int named = NamesClasses(info.Target) ? count : 0;
            for (int i = 0; i < named; i++)
            {
                classes[i] = FromSign(ClassOf(info.Target, rows.Slice(i * info.TargetCount, info.TargetCount)));
            }

            int decided = info.ClassCount > 0 && model is IClassifier<T> ? count : 0;
            if (decided > 0)
            {
                ((IClassifier<T>)model).Classify(inputs, decisions.AsSpan(0, count), workspace);
                foreach (ref int decision in decisions.AsSpan(0, count))
                {
                    decision = FromSign(decision);
                }
            }

            return new Predictions(
                outputs.AsSpan(0, count * info.OutputCount), info.OutputCount, targets.AsSpan(0, count * info.TargetCount), info.TargetCount,
                classes.AsSpan(0, named), decisions.AsSpan(0, decided));
        }

        private static bool NamesClasses(TargetKind kind) => kind is not (TargetKind.None or TargetKind.Values);

        private static int FromSign(int index) => Math.Max(index, 0);

        private static void Convert<TValue>(ReadOnlySpan<TValue> values, Span<double> destination)
            where TValue : unmanaged, INumberBase<TValue>
        {
            for (int i = 0; i < values.Length; i++)
            {
                destination[i] = double.CreateTruncating(values[i]);
            }
        }
    }
}
