using KernelGen.Training;

namespace KernelGen.Data;

public static partial class Split
{
    /// <summary>Divides all examples into a part to learn from, one to choose by, and one that is looked at once, at the end.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="trainingShare">The share to learn from, in (0, 1); the count is rounded to the nearest.</param>
    /// <param name="validationShare">The share to choose by, in (0, 1); the count is rounded to the nearest. The rest is for the test.</param>
    /// <param name="seed">Equal seeds give equal parts in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share leaves a part empty, or is NaN.</exception>
    public static (Dataset<T, TTarget> Training, Dataset<T, TTarget> Validation, Dataset<T, TTarget> Test) Random<T, TTarget>(
        Dataset<T, TTarget> dataset, double trainingShare, double validationShare, int seed)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var (training, validation) = CountsOf(dataset.Count, trainingShare, validationShare);
        ReadOnlySpan<int> order = ShuffledRows(dataset.Count, seed);
        return (
            Copy(dataset, order[..training]),
            Copy(dataset, order.Slice(training, validation)),
            Copy(dataset, order[(training + validation)..]));
    }

    /// <summary>
    /// The same so that every class keeps its share in each part: to within one example in the test part, two in the others.
    /// </summary>
    /// <param name="dataset">The examples, with one label each.</param>
    /// <param name="trainingShare">The share to learn from, in (0, 1); the count is rounded to the nearest.</param>
    /// <param name="validationShare">The share to choose by, in (0, 1); the count is rounded to the nearest. The rest is for the test.</param>
    /// <param name="seed">Equal seeds give equal parts in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share leaves a part empty, or is NaN.</exception>
    /// <exception cref="ArgumentException">An example has more than one label.</exception>
    public static (Dataset<T, int> Training, Dataset<T, int> Validation, Dataset<T, int> Test) Stratified<T>(
        Dataset<T, int> dataset, double trainingShare, double validationShare, int seed)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ThrowIfNotLabelled(dataset);
        var (trainingCount, validationCount) = CountsOf(dataset.Count, trainingShare, validationShare);
        ReadOnlySpan<int> labels = dataset.Targets.Span;
        var (test, others) = Divide(labels, ShuffledRows(dataset.Count, seed), dataset.Count - trainingCount - validationCount);
        var (training, validation) = Divide(labels, others, trainingCount);
        return (Copy(dataset, training), Copy(dataset, validation), Copy(dataset, test));
    }

    private static (int Training, int Validation) CountsOf(int count, double trainingShare, double validationShare)
    {
        int training = CountOf(count, trainingShare);
        double validation = Math.Round(validationShare * count);
        return validation >= 1 && validation <= count - training - 1
            ? (training, (int)validation)
            : throw new ArgumentOutOfRangeException(
                nameof(validationShare), validationShare,
                $"With {training} of {count} examples to learn from, expected a share that leaves at least one in each other part.");
    }
}
