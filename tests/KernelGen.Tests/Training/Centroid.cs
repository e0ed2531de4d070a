namespace KernelGen.Tests.Training;

/// <summary>J = ½λs‖x − c‖² without a target: c is trained, s is frozen, λ is set at run time.</summary>
internal sealed class Centroid : ITrainable<double, double>
{
    public const double FrozenScale = 0.7;

    private readonly double[] parameters = [0, 0, FrozenScale];

    public static ModelInfo Info { get; } = new()
    {
        Name = "Centroid",
        Precision = Precision.Double,
        InputCount = 2,
        OutputCount = 1,
        HasObjective = true,
        Target = TargetKind.None,
        TargetCount = 0,
        ClassCount = 0,
        Layers = [],
        Parameters =
        [
            new("C", 2, 1, 0, 1, 1, 2, Initialization.Zero),
            new("S", 1, 1, 2, 1, 1, 1, Initialization.Zero) { IsFrozen = true },
        ],
        Inputs = [new("x", 0, 2)],
        Hyperparameters = [new("Lambda", 1)],
        ParameterLength = 3,
        ForwardFlops = 6,
        BackwardFlops = 4,
        WorkspacePerExample = 1,
        WorkspaceFixed = 3,
    };

    public static IModelProbe Probe => throw new NotSupportedException();

    public double Lambda { get; set; } = 1;

    public Span<double> Parameters => parameters;

    public void Initialize(int seed) => parameters.AsSpan(0, 2).Clear();

    public Workspace<double> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs) => outputs[0] = Objective(inputs);

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, Workspace<double> workspace)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = Objective(inputs.Slice(2 * i, 2));
        }
    }

    public double Cost(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Workspace<double> workspace)
        => Gradient(inputs, targets, workspace.Span[..3], workspace);

    public double Gradient(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient, Workspace<double> workspace)
    {
        Assert.True(targets.IsEmpty);
        gradient.Clear();
        double cost = 0;
        int n = inputs.Length / 2;
        for (int i = 0; i < n; i++)
        {
            cost += Objective(inputs.Slice(2 * i, 2)) / n;
            gradient[0] += Lambda * parameters[2] * (parameters[0] - inputs[2 * i]) / n;
            gradient[1] += Lambda * parameters[2] * (parameters[1] - inputs[2 * i + 1]) / n;
        }

        return cost;
    }

    public double SgdStep(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate, Workspace<double> workspace)
    {
        Span<double> gradient = workspace.Span[..3];
        double cost = Gradient(inputs, targets, gradient, workspace);
        parameters[0] -= learningRate * gradient[0];
        parameters[1] -= learningRate * gradient[1];
        return cost;
    }

    public double MomentumStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate, MomentumState<double> state, Workspace<double> workspace)
    {
        Span<double> gradient = workspace.Span[..3];
        double cost = Gradient(inputs, targets, gradient, workspace);
        for (int i = 0; i < 2; i++)
        {
            state.Velocity[i] = state.Optimizer.Coefficient * state.Velocity[i] + gradient[i];
            parameters[i] -= learningRate * state.Velocity[i];
        }

        return cost;
    }

    public double AdamStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate, AdamState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();

    private double Objective(ReadOnlySpan<double> x)
        => Lambda * parameters[2] * (Math.Pow(x[0] - parameters[0], 2) + Math.Pow(x[1] - parameters[1], 2)) / 2;
}
