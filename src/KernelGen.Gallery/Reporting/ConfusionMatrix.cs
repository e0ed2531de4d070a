using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Reporting;

/// <summary>How often examples of each class were taken for each class.</summary>
public sealed class ConfusionMatrix
{
    private const int BatchSize = 256;

    private readonly int[] counts;

    /// <summary>Counts the decisions on examples.</summary>
    /// <param name="classCount">At least 2.</param>
    /// <param name="actual">The class of each example, 0 … classCount − 1.</param>
    /// <param name="decided">What each example was taken for, as long as <paramref name="actual"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, are 0, or a class is out of range.</exception>
    public ConfusionMatrix(int classCount, ReadOnlySpan<int> actual, ReadOnlySpan<int> decided)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (actual.Length == 0 || actual.Length != decided.Length)
        {
            throw new ArgumentException(
                $"Expected one decision for each of at least one example; got {decided.Length} for {actual.Length}.", nameof(decided));
        }

        ClassCount = classCount;
        Total = actual.Length;
        counts = new int[classCount * classCount];
        for (int i = 0; i < actual.Length; i++)
        {
            counts[InRange(actual[i], i, nameof(actual)) * classCount + InRange(decided[i], i, nameof(decided))]++;
        }
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The number of examples.</summary>
    public int Total { get; }

    /// <summary>Examples of the class that were recognised.</summary>
    public int Correct => Enumerable.Range(0, ClassCount).Sum(c => this[c, c]);

    /// <summary>The share of examples whose class was recognised.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>Examples of class <paramref name="actual"/> that were taken for class <paramref name="decided"/>.</summary>
    public int this[int actual, int decided] => counts[actual * ClassCount + decided];

    /// <summary>The share of a class's examples that were recognised; null where there was none.</summary>
    public double? Recall(int actual) =>
        Enumerable.Range(0, ClassCount).Sum(decided => this[actual, decided]) is > 0 and var all ? (double)this[actual, actual] / all : null;

    /// <summary>Lets a model decide on examples and counts. For two classes, class 0 is the target 0 or −1, class 1 the target 1.</summary>
    /// <exception cref="NotSupportedException">The model's target names no class.</exception>
    public static ConfusionMatrix Of<TModel, T, TTarget>(TModel model, Dataset<T, TTarget> examples)
        where TModel : class, IClassifier<T>
        where T : unmanaged
        where TTarget : unmanaged, INumber<TTarget>
    {
        ModelInfo info = TModel.Info;
        if (info.Target is not (TargetKind.Label or TargetKind.Sign or TargetKind.Probability))
        {
            throw new NotSupportedException($"A target of kind {info.Target} does not name one class.");
        }

        var decided = new int[examples.Count];
        Workspace<T> workspace = model.CreateWorkspace(BatchSize);
        for (int start = 0; start < examples.Count; start += BatchSize)
        {
            int count = Math.Min(BatchSize, examples.Count - start);
            model.Classify(examples.Slice(start, count).Inputs.Span, decided.AsSpan(start, count), workspace);
        }

        int[] actual = [.. examples.Targets.ToArray().Select(target => info.Target == TargetKind.Probability
            ? double.CreateChecked(target) > 0.5 ? 1 : 0
            : int.CreateChecked(target))];
        if (info.Target == TargetKind.Sign)
        {
            FromSigns(actual);
            FromSigns(decided);
        }

        return new ConfusionMatrix(info.ClassCount, actual, decided);
    }

    private static void FromSigns(Span<int> classes)
    {
        foreach (ref int c in classes)
        {
            c = c > 0 ? 1 : 0;
        }
    }

    private int InRange(int value, int row, string parameter) => (uint)value < (uint)ClassCount
        ? value
        : throw new ArgumentException($"Expected classes 0 … {ClassCount - 1}; row {row} has {value}.", parameter);
}
