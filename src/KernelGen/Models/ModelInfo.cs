using System.Collections.Immutable;

namespace KernelGen;

/// <summary>What is known of a model at compile time.</summary>
public sealed record ModelInfo
{
    private readonly bool? hasObjective;

    /// <summary>The name of the model's class.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Precision.Single"/> or <see cref="Precision.Double"/>.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Values in one example.</summary>
    public required int InputCount { get; init; }

    /// <summary>Values that one prediction writes.</summary>
    public required int OutputCount { get; init; }

    /// <summary>The declared loss; null where there is none, or an objective of another form.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Whether there is something to make small, so that the model can be trained and its gradient checked.</summary>
    public bool HasObjective
    {
        get => hasObjective ?? Loss is not null;
        init => hasObjective = value;
    }

    /// <summary>What a target is.</summary>
    public required TargetKind Target { get; init; }

    /// <summary>Values in one target: 1 for a label, 0 without one.</summary>
    public required int TargetCount { get; init; }

    /// <summary>Classes that labels or <c>Classify</c> tell apart: 2 for one logit or score, 0 where there are none.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Whether the loss of each example is multiplied by a weight: <see cref="Workspace{T}.Weights"/>.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>The layers as declared, in order, e.g. <c>Dense(128, Relu)</c>; empty where the model is declared by its equations.</summary>
    public required ImmutableArray<string> Layers { get; init; }

    /// <summary>Where each parameter lies in the flat buffer.</summary>
    public required ImmutableArray<ParameterLayout> Parameters { get; init; }

    /// <summary>Numbers that are set at run time, in the order they are declared.</summary>
    public ImmutableArray<HyperparameterInfo> Hyperparameters { get; init; } = [];

    /// <summary>The inputs of a model declared by its equations, side by side in one example in this order; empty for a model of layers.</summary>
    public ImmutableArray<InputInfo> Inputs { get; init; } = [];

    /// <summary>Values in one row of <see cref="IInputDifferentiable{T, TTarget}.InputGradient"/>; 0 where no input asks for its gradient.</summary>
    public int InputGradientCount => Inputs.Where(static i => i.HasGradient).Sum(static i => i.Length);

    /// <summary>Elements of the flat parameter buffer, padding included.</summary>
    public required int ParameterLength { get; init; }

    /// <summary>Trainable numbers; padding and what is frozen do not count.</summary>
    public int ParameterCount => Parameters.Where(static p => !p.IsFrozen).Sum(static p => p.Count);

    /// <summary>Whether the cost is convex in the parameters that are not frozen; null without an objective, or where nothing is trained.</summary>
    public Convexity? Convexity { get; init; }

    /// <summary>What the model computes: its values and their adjoints, to look at and to draw.</summary>
    public ModelGraph Graph { get; init; } = ModelGraph.Empty;

    /// <summary>Bytes of the flat parameter buffer, padding included.</summary>
    public long ParameterBytes => (long)ParameterLength * ElementBytes;

    /// <summary>
    /// Multiply-adds with weights in one prediction, two operations each: what takes the time where anything does. They are those of
    /// matrix products, and of products of a parameter and a value of the example.
    /// </summary>
    public required long ForwardFlops { get; init; }

    /// <summary>
    /// Multiply-adds with weights that the cost and its gradient take for one example beside those of the prediction, counted likewise;
    /// 0 without an objective. Each weight takes one for its own gradient, and one for that of what it is multiplied by where
    /// parameters come before it (lectures 004, the cost of backpropagation).
    /// </summary>
    public required long BackwardFlops { get; init; }

    /// <summary>
    /// Every floating-point operation of one prediction: products count as in <see cref="ForwardFlops"/>, everything else one for each
    /// entry it computes or adds up, exp and the like too.
    /// </summary>
    public long ForwardOperations { get; init; }

    /// <summary>
    /// Every floating-point operation that the cost and its gradient take beside those of the prediction, of a batch of one example;
    /// 0 without an objective.
    /// </summary>
    public long BackwardOperations { get; init; }

    /// <summary>Workspace elements needed for each example of a batch.</summary>
    public required int WorkspacePerExample { get; init; }

    /// <summary>Workspace elements needed whatever the batch.</summary>
    public required int WorkspaceFixed { get; init; }

    /// <summary>
    /// Whether every parameter is whole registers of any width, as those of generated models are: gradients in memory are added up, and
    /// applied, by such.
    /// </summary>
    internal bool HasWholeRegisters => Parameters.All(static p => p.Offset % Padding.Elements == 0 && p.Length % Padding.Elements == 0);

    private int ElementBytes => Precision == Precision.Double ? sizeof(double) : sizeof(float);

    /// <summary>Bytes of a workspace for batches of up to <paramref name="maxBatch"/> examples.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    public long WorkspaceBytes(int maxBatch) => WorkspaceLength(maxBatch) * ElementBytes;

    /// <summary>Elements of a workspace: rows are rounded up to whole registers.</summary>
    internal long WorkspaceLength(int maxBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        return (Padding.Up((long)maxBatch) * WorkspacePerExample) + WorkspaceFixed;
    }
}
