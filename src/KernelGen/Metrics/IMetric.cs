namespace KernelGen.Metrics;

/// <summary>A number that is collected from predictions batch by batch: its memory does not grow with them, unless it says so.</summary>
public interface IMetric
{
    /// <summary>Takes a batch.</summary>
    /// <exception cref="ArgumentException">The predictions are not of the kind that the metric needs, or a value is out of range. Nothing was counted.</exception>
    void Add(Predictions batch);
}

/// <summary>What a model said of some examples, and what was true.</summary>
/// <param name="outputs">[n, outputCount]: what <c>Predict</c> writes.</param>
/// <param name="outputCount">Values in one prediction.</param>
/// <param name="targets">[n, targetCount]; labels too.</param>
/// <param name="targetCount">Values in one target.</param>
/// <param name="classes">[n]: the classes that targets name, 0 … K − 1; empty where they name none.</param>
/// <param name="decisions">[n]: the classes that were decided, 0 … K − 1; empty where none are.</param>
public readonly ref struct Predictions(
    ReadOnlySpan<double> outputs, int outputCount, ReadOnlySpan<double> targets, int targetCount, ReadOnlySpan<int> classes,
    ReadOnlySpan<int> decisions)
{
    /// <summary>[n, OutputCount]</summary>
    public ReadOnlySpan<double> Outputs { get; } = outputs;

    /// <summary>Values in one prediction.</summary>
    public int OutputCount { get; } = outputCount;

    /// <summary>[n, TargetCount]</summary>
    public ReadOnlySpan<double> Targets { get; } = targets;

    /// <summary>Values in one target.</summary>
    public int TargetCount { get; } = targetCount;

    /// <summary>[n]: the class of each example. Of two, the target 0 or −1 is class 0.</summary>
    /// <exception cref="ArgumentException">Targets name no classes.</exception>
    public ReadOnlySpan<int> Classes => classes.IsEmpty ? throw new ArgumentException("These targets name no classes.") : classes;

    /// <summary>[n]: the class that each example was taken for.</summary>
    /// <exception cref="ArgumentException">The model does not decide between classes.</exception>
    public ReadOnlySpan<int> Decisions =>
        decisions.IsEmpty ? throw new ArgumentException("The model does not decide between classes.") : decisions;

    private readonly ReadOnlySpan<int> classes = classes;
    private readonly ReadOnlySpan<int> decisions = decisions;
}
