using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Divides examples at random into parts to learn from and parts to measure on. The parts are copies.</summary>
public static partial class Split
{
    /// <summary>All examples in a random order, every order equally likely.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="seed">Equal seeds give equal orders.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    public static Dataset<T, TTarget> Shuffle<T, TTarget>(Dataset<T, TTarget> dataset, int seed)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Copy(dataset, ShuffledRows(dataset.Count, seed));
    }

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
        ThrowIfNotLabelled(dataset);
        int trainingCount = CountOf(dataset.Count, trainingShare);
        var (training, validation) = Divide(dataset.Targets.Span, ShuffledRows(dataset.Count, seed), trainingCount);
        return (Copy(dataset, training), Copy(dataset, validation));
    }

    private static void ThrowIfNotLabelled<T>(Dataset<T, int> dataset)
        where T : unmanaged
    {
        if (dataset.TargetCount != 1)
        {
            throw new ArgumentException($"Expected one label for each example; got {dataset.TargetCount}.", nameof(dataset));
        }
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

    /// <summary>The first rows of every class, as many as are its share of <paramref name="count"/>, and the others, both in order.</summary>
    private static (int[] Chosen, int[] Others) Divide(ReadOnlySpan<int> labels, ReadOnlySpan<int> rows, int count)
    {
        Dictionary<int, int> open = SharesOf(labels, rows, count);
        var chosen = new List<int>(count);
        var others = new List<int>(rows.Length - count);
        foreach (int row in rows)
        {
            (open[labels[row]]-- > 0 ? chosen : others).Add(row);
        }

        return ([.. chosen], [.. others]);
    }

    // Largest remainders: every class gets the whole part of its due, and what is left goes to those that lost most by rounding.
    private static Dictionary<int, int> SharesOf(ReadOnlySpan<int> labels, ReadOnlySpan<int> rows, int chosen)
    {
        var sizes = new SortedDictionary<int, long>();
        foreach (int row in rows)
        {
            sizes[labels[row]] = sizes.GetValueOrDefault(labels[row]) + 1;
        }

        int count = rows.Length;
        var counts = sizes.ToDictionary(static size => size.Key, size => (int)(size.Value * chosen / count));
        int left = chosen - counts.Values.Sum();
        foreach (int label in sizes.Keys.OrderByDescending(label => sizes[label] * chosen % count).Take(left))
        {
            counts[label]++;
        }

        return counts;
    }

    private static Dataset<T, TTarget> Copy<T, TTarget>(Dataset<T, TTarget> dataset, ReadOnlySpan<int> rows)
        where T : unmanaged
        where TTarget : unmanaged
    {
        Dataset<T, TTarget> copy = new(
            Copy(dataset.Inputs.Span, dataset.InputCount, rows), dataset.InputCount,
            Copy(dataset.Targets.Span, dataset.TargetCount, rows), dataset.TargetCount);
        return dataset.Weights.IsEmpty ? copy : copy.WithWeights(Copy(dataset.Weights.Span, 1, rows));
    }

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
