namespace KernelGen.Tests.Persistence;

/// <summary>A model without arithmetic: every step adds one to every parameter, so that a file of two halves gives itself away.</summary>
internal sealed class CountingModel : ITrainable<float, float>
{
    private const int Rows = 500, Columns = 300;

    private readonly float[] values = new float[Rows * Columns];

    public static ModelInfo Info { get; } = new()
    {
        Name = "Counting",
        Precision = Precision.Single,
        InputCount = 1,
        OutputCount = 1,
        Target = TargetKind.Values,
        TargetCount = 1,
        ClassCount = 0,
        Layers = [$"Dense({Rows})"],
        Parameters = [new ParameterLayout("W1", Rows, Columns, 0, 1, Rows, Rows * Columns, Initialization.Glorot)],
        ParameterLength = Rows * Columns,
        ForwardFlops = 0,
        BackwardFlops = 0,
        WorkspacePerExample = 1,
        WorkspaceFixed = 0,
    };

    public static IModelProbe Probe => throw new NotSupportedException();

    public Span<float> Parameters => values;

    public void Initialize(int seed) => values.AsSpan().Clear();

    public Workspace<float> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => outputs.Clear();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace<float> workspace) => outputs.Clear();

    public float Cost(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace<float> workspace) => 0;

    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient, Workspace<float> workspace) =>
        throw new NotSupportedException();

    public float SgdStep(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, float learningRate, Workspace<float> workspace)
    {
        foreach (ref float value in values.AsSpan())
        {
            value++;
        }

        return 0;
    }

    /// <summary>The same step; the velocity counts the other way.</summary>
    public float MomentumStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, float learningRate, MomentumState<float> state, Workspace<float> workspace)
    {
        foreach (ref float velocity in state.Velocity)
        {
            velocity--;
        }

        return SgdStep(inputs, targets, learningRate, workspace);
    }

    public float AdamStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, float learningRate, AdamState<float> state, Workspace<float> workspace) =>
        throw new NotSupportedException();
}
