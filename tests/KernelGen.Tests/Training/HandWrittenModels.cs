using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen.Tests.Training;

/// <summary>What the hand-written models share: two inputs, parameters in a flat buffer, plain loops.</summary>
internal abstract class HandWrittenModel<T>(ModelInfo info)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> parameters = new(info.ParameterLength);

    public Span<T> Parameters => parameters.Span;

    protected static Precision OwnPrecision => typeof(T) == typeof(float) ? Precision.Single : Precision.Double;

    public void Initialize(int seed)
    {
        var random = new RandomSource((ulong)seed);
        foreach (ref T parameter in Parameters)
        {
            parameter = T.CreateTruncating(random.NextDouble(-1, 1));
        }
    }

    public Workspace<T> CreateWorkspace(int maxBatch) => new(info, maxBatch);

    public abstract void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, Workspace<T> workspace)
    {
        for (int i = 0; i < inputs.Length / info.InputCount; i++)
        {
            Predict(inputs.Slice(i * info.InputCount, info.InputCount), outputs.Slice(i * info.OutputCount, info.OutputCount));
        }
    }

    protected static ModelInfo Describe(string name, int outputs, TargetKind target, int classes) => new()
    {
        Name = name,
        Precision = OwnPrecision,
        InputCount = 2,
        OutputCount = outputs,
        Target = target,
        TargetCount = 1,
        ClassCount = classes,
        Layers = [$"Dense({outputs})"],
        Parameters =
        [
            new ParameterLayout("W1", outputs, 2, 0, 2, 1, 2 * outputs, Initialization.Glorot),
            new ParameterLayout("B1", outputs, 1, 2 * outputs, 1, 1, outputs, Initialization.Zero),
        ],
        ParameterLength = 3 * outputs,
        ForwardFlops = 4 * outputs,
        BackwardFlops = 4 * outputs,
        WorkspacePerExample = 3,
        WorkspaceFixed = 9,
    };
}

/// <summary>A hand-written model with a loss; a step is the gradient times the rate.</summary>
internal abstract class HandWrittenTrainable<T, TTarget>(ModelInfo info) : HandWrittenModel<T>(info)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    public T Cost(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Workspace<T> workspace) =>
        Gradient(inputs, targets, workspace.Span[..Parameters.Length], workspace);

    public T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> gradient, Workspace<T> workspace)
    {
        gradient.Clear();
        T cost = T.Zero;
        T share = T.One / T.CreateTruncating(targets.Length);
        for (int i = 0; i < targets.Length; i++)
        {
            cost += share * AddGradient(inputs.Slice(2 * i, 2), targets[i], share, gradient);
        }

        return cost;
    }

    public T SgdStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, Workspace<T> workspace)
    {
        Span<T> gradient = workspace.Span[..Parameters.Length];
        T cost = Gradient(inputs, targets, gradient, workspace);
        for (int i = 0; i < gradient.Length; i++)
        {
            Parameters[i] -= learningRate * gradient[i];
        }

        return cost;
    }

    public T MomentumStep(
        ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, MomentumState<T> state, Workspace<T> workspace)
    {
        Span<T> gradient = workspace.Span[..Parameters.Length];
        T cost = Gradient(inputs, targets, gradient, workspace);
        for (int i = 0; i < gradient.Length; i++)
        {
            state.Velocity[i] = T.CreateTruncating(state.Optimizer.Coefficient) * state.Velocity[i] + gradient[i];
            Parameters[i] -= learningRate * state.Velocity[i];
        }

        return cost;
    }

    /// <summary>As if no gradient had come before: the sign of the gradient is the direction.</summary>
    public T AdamStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, AdamState<T> state, Workspace<T> workspace)
    {
        Span<T> gradient = workspace.Span[..Parameters.Length];
        T cost = Gradient(inputs, targets, gradient, workspace);
        for (int i = 0; i < gradient.Length; i++)
        {
            Parameters[i] -= learningRate * T.CreateTruncating(T.Sign(gradient[i]));
        }

        state.Steps++;
        return cost;
    }

    /// <summary>Adds share·∂L/∂θ of one example to the gradient and returns L.</summary>
    protected abstract T AddGradient(ReadOnlySpan<T> x, TTarget target, T share, Span<T> gradient);
}

/// <summary>y = w·x + b, L = ½(y − t)².</summary>
internal sealed class LinearRegression<T>() : HandWrittenTrainable<T, T>(Info), ITrainable<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static ModelInfo Info { get; } =
        Describe("LinearRegression", 1, TargetKind.Values, 0) with { Loss = Loss.SquaredError };

    public static IModelProbe Probe => throw new NotSupportedException();

    public override void Predict(ReadOnlySpan<T> inputs, Span<T> outputs) =>
        outputs[0] = Parameters[0] * inputs[0] + Parameters[1] * inputs[1] + Parameters[2];

    protected override T AddGradient(ReadOnlySpan<T> x, T target, T share, Span<T> gradient)
    {
        T error = Parameters[0] * x[0] + Parameters[1] * x[1] + Parameters[2] - target;
        gradient[0] += share * error * x[0];
        gradient[1] += share * error * x[1];
        gradient[2] += share * error;
        return error * error / T.CreateTruncating(2);
    }
}

/// <summary>z = w·x + b, L = softplus(z) − t·z, the cross-entropy of σ(z).</summary>
internal sealed class LogisticUnit<T>() : HandWrittenTrainable<T, T>(Info), ITrainable<T, T>, IClassifier<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static ModelInfo Info { get; } =
        Describe("LogisticUnit", 1, TargetKind.Probability, 2) with { Loss = Loss.LogisticCrossEntropy };

    public static IModelProbe Probe => throw new NotSupportedException();

    public override void Predict(ReadOnlySpan<T> inputs, Span<T> outputs) => outputs[0] = T.One / (T.One + T.Exp(-Logit(inputs)));

    public void Classify(ReadOnlySpan<T> inputs, Span<int> classes, Workspace<T> workspace)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = Logit(inputs.Slice(2 * i, 2)) > T.Zero ? 1 : 0;
        }
    }

    protected override T AddGradient(ReadOnlySpan<T> x, T target, T share, Span<T> gradient)
    {
        T z = Logit(x);
        T error = T.One / (T.One + T.Exp(-z)) - target;
        gradient[0] += share * error * x[0];
        gradient[1] += share * error * x[1];
        gradient[2] += share * error;
        return T.Max(z, T.Zero) + T.LogP1(T.Exp(-T.Abs(z))) - target * z;
    }

    private T Logit(ReadOnlySpan<T> x) => Parameters[0] * x[0] + Parameters[1] * x[1] + Parameters[2];
}

/// <summary>Three logits, the softmax cross-entropy against a label.</summary>
internal sealed class SoftmaxRegression<T>() : HandWrittenTrainable<T, int>(Info), ITrainable<T, int>, IClassifier<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Classes = 3;

    public static ModelInfo Info { get; } =
        Describe("SoftmaxRegression", Classes, TargetKind.Label, Classes) with { Loss = Loss.SoftmaxCrossEntropy };

    public static IModelProbe Probe => throw new NotSupportedException();

    public override void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        T sum = T.Zero;
        for (int k = 0; k < Classes; k++)
        {
            sum += outputs[k] = T.Exp(Parameters[2 * k] * inputs[0] + Parameters[2 * k + 1] * inputs[1] + Parameters[2 * Classes + k]);
        }

        for (int k = 0; k < Classes; k++)
        {
            outputs[k] /= sum;
        }
    }

    public void Classify(ReadOnlySpan<T> inputs, Span<int> classes, Workspace<T> workspace)
    {
        Span<T> y = stackalloc T[Classes];
        for (int i = 0; i < classes.Length; i++)
        {
            Predict(inputs.Slice(2 * i, 2), y);
            classes[i] = y[0] >= y[1] && y[0] >= y[2] ? 0 : y[1] >= y[2] ? 1 : 2;
        }
    }

    protected override T AddGradient(ReadOnlySpan<T> x, int target, T share, Span<T> gradient)
    {
        Span<T> y = stackalloc T[Classes];
        Predict(x, y);
        for (int k = 0; k < Classes; k++)
        {
            T error = y[k] - (k == target ? T.One : T.Zero);
            gradient[2 * k] += share * error * x[0];
            gradient[2 * k + 1] += share * error * x[1];
            gradient[2 * Classes + k] += share * error;
        }

        return -T.Log(y[target]);
    }
}
