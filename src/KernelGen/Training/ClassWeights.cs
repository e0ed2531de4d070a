using System.Numerics;

namespace KernelGen.Training;

/// <summary>Weights of classes, such as those that make up for how often each occurs, and the weights of examples that follow.</summary>
/// <remarks>A class is a label, or of a target that is one probability 0 or 1.</remarks>
public static class ClassWeights
{
    /// <summary>n / (K·count) for each class that occurs, K being how many do: every class then counts alike, and the mean of the examples' weights is 1.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="classCount">Labels are 0 … classCount − 1.</param>
    /// <returns>[classCount]; 0 for a class that does not occur.</returns>
    /// <exception cref="ArgumentException">A target is no such label.</exception>
    public static double[] Balanced<T, TTarget>(Dataset<T, TTarget> dataset, int classCount)
        where T : unmanaged
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        var counts = new int[classCount];
        for (int row = 0; row < dataset.Count; row++)
        {
            counts[ClassOf(dataset, row, classCount)]++;
        }

        double occurring = counts.Count(static c => c > 0);
        return Array.ConvertAll(counts, count => count == 0 ? 0 : dataset.Count / (occurring * count));
    }

    /// <summary>The same examples, each with the weight of its class.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="classWeights">[K], of each class: finite and not negative.</param>
    /// <exception cref="ArgumentException">A target is no label of one of K classes.</exception>
    public static Dataset<T, TTarget> WithClassWeights<T, TTarget>(this Dataset<T, TTarget> dataset, ReadOnlySpan<double> classWeights)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var weights = new T[dataset.Count];
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = T.CreateTruncating(classWeights[ClassOf(dataset, row, classWeights.Length)]);
        }

        return dataset.WithWeights(weights);
    }

    private static int ClassOf<T, TTarget>(Dataset<T, TTarget> dataset, int row, int classCount)
        where T : unmanaged
        where TTarget : unmanaged, INumber<TTarget>
    {
        if (dataset.TargetCount != 1)
        {
            throw new ArgumentException($"Expected one label for each example; got {dataset.TargetCount}.", nameof(dataset));
        }

        double label = double.CreateTruncating(dataset.Targets.Span[row]);
        return double.IsInteger(label) && label >= 0 && label < classCount
            ? (int)label
            : throw new ArgumentException($"Row {row}: expected a label 0 … {classCount - 1}; got {dataset.Targets.Span[row]}.", nameof(dataset));
    }
}
