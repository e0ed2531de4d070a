using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Testing;

/// <summary>y = w·x + b with squared error, in the shape of a generated model.</summary>
internal sealed class LineModel : IInputDifferentiable<float, float>
{
    private readonly float[] parameters = new float[2];

    public static ModelInfo Info { get; } = new()
    {
        Name = "LineModel",
        Precision = Precision.Single,
        InputCount = 1,
        OutputCount = 1,
        Loss = Loss.SquaredError,
        Target = TargetKind.Values,
        TargetCount = 1,
        ClassCount = 0,
        Layers = ["Dense(1)"],
        Parameters = [new("W1", 1, 1, 0, 1, 1, 1, Initialization.Glorot), new("b1", 1, 1, 1, 1, 1, 1, Initialization.Zero)],
        ParameterLength = 2,
        Inputs = [new("x", 0, 1, HasGradient: true)],
        ForwardFlops = 2,
        BackwardFlops = 2,
        WorkspacePerExample = 1,
        WorkspaceFixed = 0,
    };

    public static IModelProbe Probe => new TrainableProbe<LineModel, float, float>(Info, Objective, Output);

    public Span<float> Parameters => parameters;

    public void Initialize(int seed) => parameters.AsSpan().Clear();

    public Workspace<float> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => outputs[0] = parameters[0] * inputs[0] + parameters[1];

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace<float> workspace)
    {
        for (int n = 0; n < inputs.Length; n++)
        {
            outputs[n] = parameters[0] * inputs[n] + parameters[1];
        }
    }

    public float Cost(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace<float> workspace)
        => Gradient(inputs, targets, new float[2], workspace);

    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient, Workspace<float> workspace)
    {
        gradient.Clear();
        float cost = 0;
        for (int n = 0; n < inputs.Length; n++)
        {
            float error = parameters[0] * inputs[n] + parameters[1] - targets[n];
            cost += error * error / 2 / inputs.Length;
            gradient[0] += error * inputs[n] / inputs.Length;
            gradient[1] += error / inputs.Length;
        }

        return cost;
    }

    public void InputGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> inputGradients, Workspace<float> workspace)
    {
        for (int n = 0; n < inputs.Length; n++)
        {
            inputGradients[n] = (parameters[0] * inputs[n] + parameters[1] - targets[n]) * parameters[0] / inputs.Length;
        }
    }

    public float SgdStep(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, float learningRate, Workspace<float> workspace)
    {
        Span<float> gradient = stackalloc float[2];
        float cost = Gradient(inputs, targets, gradient, workspace);
        parameters[0] -= learningRate * gradient[0];
        parameters[1] -= learningRate * gradient[1];
        return cost;
    }

    public float MomentumStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, float learningRate, MomentumState<float> state, Workspace<float> workspace) =>
        throw new NotSupportedException();

    public float AdamStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, float learningRate, AdamState<float> state, Workspace<float> workspace) =>
        throw new NotSupportedException();

    internal static Vector Output(Arguments arguments) => arguments.Matrix(0) * arguments.Input + arguments.Vector(1);

    internal static Scalar Objective(Arguments arguments) => SquaredError(Output(arguments), arguments.Target);
}

/// <summary>Says 1 where x &gt; 0, and takes labels; its cost is the mean of the labels.</summary>
internal sealed class SignModel : ITrainable<double, int>, IClassifier<double>
{
    public static ModelInfo Info { get; } = LineModel.Info with
    {
        Name = "SignModel",
        Precision = Precision.Double,
        Loss = Loss.SoftmaxCrossEntropy,
        Target = TargetKind.Label,
        ClassCount = 2,
        Parameters = [],
        ParameterLength = 0,
    };

    public static IModelProbe Probe => new TrainableProbe<SignModel, double, int>(Info, static _ => 0, static a => a.Input);

    public Span<double> Parameters => [];

    public void Initialize(int seed)
    {
    }

    public Workspace<double> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs) => inputs.CopyTo(outputs);

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, Workspace<double> workspace) => inputs.CopyTo(outputs);

    public void Classify(ReadOnlySpan<double> inputs, Span<int> classes, Workspace<double> workspace)
    {
        for (int n = 0; n < inputs.Length; n++)
        {
            classes[n] = inputs[n] > 0 ? 1 : 0;
        }
    }

    public double Cost(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Workspace<double> workspace)
        => targets.ToArray().Average();

    public double Gradient(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Span<double> gradient, Workspace<double> workspace)
        => Cost(inputs, targets, workspace);

    public double SgdStep(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, Workspace<double> workspace)
        => Cost(inputs, targets, workspace);

    public double MomentumStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, MomentumState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();

    public double AdamStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, AdamState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();
}
