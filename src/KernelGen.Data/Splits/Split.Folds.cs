using KernelGen.Training;

namespace KernelGen.Data;

public static partial class Split
{
    /// <summary>
    /// Divides all examples into folds of equal size, to within one, and gives each in turn to measure on and the others to learn from.
    /// </summary>
    /// <remarks>A pair is copied when it is asked for, so that one at a time is in memory.</remarks>
    /// <param name="dataset">The examples.</param>
    /// <param name="folds">From 2 to the number of examples, which leaves one out at a time.</param>
    /// <param name="seed">Equal seeds give equal folds in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of range.</exception>
    public static IEnumerable<(Dataset<T, TTarget> Training, Dataset<T, TTarget> Validation)> Folds<T, TTarget>(
        Dataset<T, TTarget> dataset, int folds, int seed)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ThrowIfNotFolds(folds, dataset.Count);
        return PairsOf(dataset, ShuffledRows(dataset.Count, seed), FoldsInTurn(dataset.Count, folds), folds);
    }

    /// <summary>The same so that every class keeps its share in each fold, to within one example.</summary>
    /// <remarks>A class with fewer examples than there are folds is absent from some.</remarks>
    /// <param name="dataset">The examples, with one label each.</param>
    /// <param name="folds">From 2 to the number of examples.</param>
    /// <param name="seed">Equal seeds give equal folds in equal order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of range.</exception>
    /// <exception cref="ArgumentException">An example has more than one label.</exception>
    public static IEnumerable<(Dataset<T, int> Training, Dataset<T, int> Validation)> StratifiedFolds<T>(
        Dataset<T, int> dataset, int folds, int seed)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ThrowIfNotLabelled(dataset);
        ThrowIfNotFolds(folds, dataset.Count);
        int[] rows = ShuffledRows(dataset.Count, seed);
        int[] labels = [.. rows.Select(row => dataset.Targets.Span[row])];

        // Dealt out like cards, class after class: a class, and all of them, differ by at most one between folds.
        int[] byClass = [.. Enumerable.Range(0, rows.Length).OrderBy(position => labels[position])];
        int[] foldOf = new int[rows.Length];
        foreach (var (turn, position) in byClass.Index())
        {
            foldOf[position] = turn % folds;
        }

        return PairsOf(dataset, rows, foldOf, folds);
    }

    private static void ThrowIfNotFolds(int folds, int count)
    {
        if (folds < 2 || folds > count)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"Expected from 2 to {count} folds of {count} examples.");
        }
    }

    private static int[] FoldsInTurn(int count, int folds) => [.. Enumerable.Range(0, count).Select(position => position % folds)];

    private static IEnumerable<(Dataset<T, TTarget> Training, Dataset<T, TTarget> Validation)> PairsOf<T, TTarget>(
        Dataset<T, TTarget> dataset, int[] rows, int[] foldOf, int folds)
        where T : unmanaged
        where TTarget : unmanaged
    {
        for (int fold = 0; fold < folds; fold++)
        {
            int measured = fold;
            yield return (
                Copy(dataset, rows.Where((_, position) => foldOf[position] != measured).ToArray()),
                Copy(dataset, rows.Where((_, position) => foldOf[position] == measured).ToArray()));
        }
    }
}
