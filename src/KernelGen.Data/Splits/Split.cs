using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Divides examples at random into a part to learn from and a part to measure on. The parts are copies.</summary>
public static class Split
{
    /// <summary>Divides all examples, every division equally likely.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="trainingShare">The share to learn from, in (0, 1); the count is rounded to the nearest.</param>
    /// <param name="seed">Equal seeds give equal parts in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trainingShare"/> leaves one part empty, or is NaN.</exception>
    public static (Dataset<T, TTarget> Training, Dataset<T, TTarget> Validation) Random<T, TTarget>(
        Dataset<T, TTarget> dataset, double trainingShare, int seed)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int trainingCount = CountOf(dataset.Count, trainingShare);
        return Random(dataset, trainingCount, dataset.Count - trainingCount, seed);
    }

    /// <summary>Draws two parts of given size; examples left over are in neither.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="trainingCount">Examples to learn from, at least 1.</param>
    /// <param name="validationCount">Examples to measure on, at least 1.</param>
    /// <param name="seed">Equal seeds give equal parts in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is less than 1, or there are not as many examples.</exception>
    public static (Dataset<T, TTarget> Training, Dataset<T, TTarget> Validation) Random<T, TTarget>(
        Dataset<T, TTarget> dataset, int trainingCount, int validationCount, int seed)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(trainingCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(validationCount, 1);
        if (trainingCount > dataset.Count - validationCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(trainingCount), trainingCount, $"With {validationCount} to measure on, expected at most {dataset.Count - validationCount} of {dataset.Count} examples.");
        }

        int[] order = ShuffledRows(dataset.Count, seed);
        return (Copy(dataset, order.AsSpan(0, trainingCount)), Copy(dataset, order.AsSpan(trainingCount, validationCount)));
    }

    /// <summary>Divides all examples so that every class keeps its share in both parts, to within one example.</summary>
    /// <param name="dataset">The examples, with one label each.</param>
    /// <param name="trainingShare">The share to learn from, in (0, 1); the count is rounded to the nearest.</param>
    /// <param name="seed">Equal seeds give equal parts in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trainingShare"/> leaves one part empty, or is NaN.</exception>
    /// <exception cref="ArgumentException">An example has more than one label.</exception>
    public static (Dataset<T, int> Training, Dataset<T, int> Validation) Stratified<T>(
        Dataset<T, int> dataset, double trainingShare, int seed)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.TargetCount != 1)
        {
            throw new ArgumentException($"Expected one label for each example; got {dataset.TargetCount}.", nameof(dataset));
        }

        int trainingCount = CountOf(dataset.Count, trainingShare);
        ReadOnlySpan<int> labels = dataset.Targets.Span;
        Dictionary<int, int> open = TrainingCounts(labels, trainingCount);
        var training = new List<int>(trainingCount);
        var validation = new List<int>(dataset.Count - trainingCount);
        foreach (int row in ShuffledRows(dataset.Count, seed))
        {
            if (open[labels[row]] > 0)
            {
                open[labels[row]]--;
                training.Add(row);
            }
            else
            {
                validation.Add(row);
            }
        }

        return (Copy(dataset, [.. training]), Copy(dataset, [.. validation]));
    }

    private static int CountOf(int count, double trainingShare)
    {
        double trainingCount = Math.Round(trainingShare * count);
        return trainingCount >= 1 && trainingCount <= count - 1
            ? (int)trainingCount
            : throw new ArgumentOutOfRangeException(
                nameof(trainingShare), trainingShare, $"Expected a share of {count} examples that leaves at least one in each part.");
    }

    private static int[] ShuffledRows(int count, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        new RandomSource(unchecked((ulong)seed)).Shuffle<int>(rows);
        return rows;
    }

    // Largest remainders: every class gets the whole part of its due, and what is left goes to those that lost most by rounding.
    private static Dictionary<int, int> TrainingCounts(ReadOnlySpan<int> labels, int trainingCount)
    {
        var sizes = new SortedDictionary<int, long>();
        foreach (int label in labels)
        {
            sizes[label] = sizes.GetValueOrDefault(label) + 1;
        }

        int count = labels.Length;
        var counts = sizes.ToDictionary(static size => size.Key, size => (int)(size.Value * trainingCount / count));
        int left = trainingCount - counts.Values.Sum();
        foreach (int label in sizes.Keys.OrderByDescending(label => sizes[label] * trainingCount % count).Take(left))
        {
            counts[label]++;
        }

        return counts;
    }

    private static Dataset<T, TTarget> Copy<T, TTarget>(Dataset<T, TTarget> dataset, ReadOnlySpan<int> rows)
        where T : unmanaged
        where TTarget : unmanaged =>
        new(Copy(dataset.Inputs.Span, dataset.InputCount, rows), dataset.InputCount,
            Copy(dataset.Targets.Span, dataset.TargetCount, rows), dataset.TargetCount);

    private static TValue[] Copy<TValue>(ReadOnlySpan<TValue> values, int rowLength, ReadOnlySpan<int> rows)
    {
        var copy = new TValue[rows.Length * rowLength];
        for (int i = 0; i < rows.Length; i++)
        {
            values.Slice(rows[i] * rowLength, rowLength).CopyTo(copy.AsSpan(i * rowLength));
        }

        return copy;
    }
}
