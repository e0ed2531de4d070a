namespace KernelGen.Gallery.Tests;

/// <summary>A model whose class is its only input and whose only parameter counts the sum of learning rates.</summary>
internal sealed class EchoClassifier : IClassifier<float>, ITrainable<float, int>
{
    private readonly float[] parameters = new float[1];
    private int steps;

    public static ModelInfo Info { get; } = new()
    {
        Name = "Echo",
        Precision = Precision.Single,
        InputCount = 1,
        OutputCount = 3,
        Target = TargetKind.Label,
        TargetCount = 1,
        ClassCount = 3,
        Layers = [],
        Parameters = [],
        ParameterLength = 1,
        ForwardFlops = 1000,
        BackwardFlops = 2000,
        WorkspacePerExample = 1,
        WorkspaceFixed = 0,
    };

    public static IModelProbe Probe => throw new NotSupportedException();

    /// <summary>Makes every n-th step allocate; 0 for none.</summary>
    public int StepsBetweenAllocations { get; init; }

    public object? Garbage { get; private set; }

    public int LargestBatch { get; private set; }

    public Span<float> Parameters => parameters;

    public void Initialize(int seed) => parameters[0] = 0;

    public Workspace<float> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace<float> workspace) => throw new NotSupportedException();

    public void Classify(ReadOnlySpan<float> inputs, Span<int> classes, Workspace<float> workspace)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = (int)inputs[i];
        }
    }

    public float Cost(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Workspace<float> workspace) => 0;

    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Span<float> gradient, Workspace<float> workspace) =>
        throw new NotSupportedException();

    public float SgdStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, float learningRate, Workspace<float> workspace)
    {
        parameters[0] += learningRate;
        if (StepsBetweenAllocations > 0 && ++steps % StepsBetweenAllocations == 0)
        {
            Garbage = new object();
        }

        LargestBatch = Math.Max(LargestBatch, targets.Length);
        return 0;
    }

    public float MomentumStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, float learningRate, MomentumState<float> state, Workspace<float> workspace) =>
        throw new NotSupportedException();

    public float AdamStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, float learningRate, AdamState<float> state, Workspace<float> workspace) =>
        throw new NotSupportedException();
}
