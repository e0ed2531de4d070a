using System.Numerics;
using KernelGen.Equations;
using Vector = KernelGen.Equations.Vector;

namespace KernelGen;

/// <summary>A generated model with an objective, beside its equations.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="T">The element type of its parameters and inputs.</typeparam>
/// <typeparam name="TTarget">The element type of its targets.</typeparam>
/// <param name="info">The model's shapes, parameters and objective.</param>
/// <param name="objective">The loss of one example plus the regulariser.</param>
/// <param name="output">The outputs of one example.</param>
/// <remarks>Every call works on a model of its own: probes may be shared between threads.</remarks>
public sealed class TrainableProbe<TModel, T, TTarget>(ModelInfo info, Func<Arguments, Scalar> objective, Func<Arguments, Vector> output)
    : IModelProbe
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private readonly PredictionProbe<TModel, T> prediction = new(info, output);

    /// <inheritdoc/>
    public ModelInfo Info => prediction.Info;

    /// <inheritdoc/>
    /// <remarks>One example goes through the kernel for one, without a workspace.</remarks>
    /// <exception cref="ArgumentException">A length does not fit the model.</exception>
    public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs) => prediction.Predict(parameters, inputs);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit the model.</exception>
    public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs) => prediction.Classify(parameters, inputs);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit the model, or a label is no whole number.</exception>
    public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        int n = prediction.CountExamples(inputs);
        TModel model = prediction.CreateModel(parameters);
        (TTarget[] ownTargets, Workspace<T> workspace) = Take(model, targets, n);
        return double.CreateChecked(model.Cost(PredictionProbe<TModel, T>.Convert(inputs), ownTargets, workspace));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit the model, or a label is no whole number.</exception>
    public double Gradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        int n = prediction.CountExamples(inputs);
        prediction.RequireParameterLength(gradient.Length, nameof(gradient));
        TModel model = prediction.CreateModel(parameters);
        (TTarget[] ownTargets, Workspace<T> workspace) = Take(model, targets, n);

        // What the caller left there goes along, so that a kernel that leaves something unwritten is found out.
        T[] ownGradient = PredictionProbe<TModel, T>.Convert(gradient);
        T cost = model.Gradient(PredictionProbe<TModel, T>.Convert(inputs), ownTargets, ownGradient, workspace);
        CopyBack(ownGradient, gradient);
        return double.CreateChecked(cost);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit the model, or a label is no whole number.</exception>
    public double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate)
    {
        int n = prediction.CountExamples(inputs);
        TModel model = prediction.CreateModel(parameters);
        (TTarget[] ownTargets, Workspace<T> workspace) = Take(model, targets, n);
        T cost = model.SgdStep(PredictionProbe<TModel, T>.Convert(inputs), ownTargets, T.CreateChecked(learningRate), workspace);
        CopyBack(model.Parameters, parameters);
        return double.CreateChecked(cost);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit the model, or a label is no whole number.</exception>
    public void InputGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> inputGradients)
    {
        int n = prediction.CountExamples(inputs);
        TModel model = prediction.CreateModel(parameters);
        (TTarget[] ownTargets, Workspace<T> workspace) = Take(model, targets, n);
        if (model is not IInputDifferentiable<T, TTarget> differentiable)
        {
            throw new NotSupportedException($"No input of {Info.Name} asks for its gradient: it is no IInputDifferentiable.");
        }

        if (inputGradients.Length != (long)n * Info.InputGradientCount)
        {
            throw new ArgumentException(
                $"{Info.Name} gives gradients of {Info.InputGradientCount} input values an example, {(long)n * Info.InputGradientCount} for {n} examples; got room for {inputGradients.Length}.",
                nameof(inputGradients));
        }

        T[] ownGradients = PredictionProbe<TModel, T>.Convert(inputGradients);
        differentiable.InputGradient(PredictionProbe<TModel, T>.Convert(inputs), ownTargets, ownGradients, workspace);
        CopyBack(ownGradients, inputGradients);
    }

    /// <inheritdoc/>
    public Scalar Objective(Arguments arguments) => Functions.WithDropout(arguments.Dropout, objective, arguments);

    /// <inheritdoc/>
    public Vector Output(Arguments arguments) => prediction.Output(arguments);

    /// <summary>A workspace with the weights among the targets, and the targets without them.</summary>
    private (TTarget[] Targets, Workspace<T> Workspace) Take(TModel model, ReadOnlySpan<double> targets, int n)
    {
        int length = Info.TargetCount + (Info.IsWeighted ? 1 : 0);
        if (targets.Length != (long)n * length)
        {
            throw new ArgumentException(
                $"{Info.Name} takes {length} target values an example, {(long)n * length} for {n} examples; got {targets.Length}.", nameof(targets));
        }

        var result = new TTarget[n * Info.TargetCount];
        Workspace<T> workspace = model.CreateWorkspace(n);
        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<double> own = targets.Slice(row * length, length);
            for (int i = 0; i < Info.TargetCount; i++)
            {
                if (Info.Target == TargetKind.Label && !(double.IsInteger(own[i]) && Math.Abs(own[i]) <= int.MaxValue))
                {
                    throw new ArgumentException($"Row {row}: expected a label 0 … {Info.ClassCount - 1}; got {own[i]}.", nameof(targets));
                }

                result[row * Info.TargetCount + i] = TTarget.CreateChecked(own[i]);
            }

            if (Info.IsWeighted)
            {
                workspace.Weights[row] = T.CreateChecked(own[^1]);
            }
        }

        return (result, workspace);
    }

    private static void CopyBack(ReadOnlySpan<T> source, Span<double> destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = double.CreateChecked(source[i]);
        }
    }
}

/// <summary>A generated model without an objective, beside its equations.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="T">The element type of its parameters and inputs.</typeparam>
/// <param name="info">The model's shapes and parameters.</param>
/// <param name="output">The outputs of one example.</param>
/// <remarks>Every call works on a model of its own: probes may be shared between threads.</remarks>
public sealed class PredictionProbe<TModel, T>(ModelInfo info, Func<Arguments, Vector> output) : IModelProbe
    where TModel : class, IModel<T>, new()
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public ModelInfo Info => info;

    /// <inheritdoc/>
    /// <remarks>One example goes through the kernel for one, without a workspace.</remarks>
    /// <exception cref="ArgumentException">A length does not fit the model.</exception>
    public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
    {
        int n = CountExamples(inputs);
        TModel model = CreateModel(parameters);
        var outputs = new T[n * info.OutputCount];
        if (n == 1)
        {
            model.Predict(Convert(inputs), outputs);
        }
        else
        {
            model.Predict(Convert(inputs), outputs, model.CreateWorkspace(n));
        }

        return Array.ConvertAll(outputs, double.CreateChecked);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit the model.</exception>
    public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
    {
        int n = CountExamples(inputs);
        TModel model = CreateModel(parameters);
        if (model is not IClassifier<T> classifier)
        {
            throw new NotSupportedException($"{info.Name} decides between no classes: it is no IClassifier.");
        }

        var classes = new int[n];
        classifier.Classify(Convert(inputs), classes, model.CreateWorkspace(n));
        return classes;
    }

    /// <summary>Always refused: the model has no objective.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets) => throw NoObjective();

    /// <summary>Always refused: the model has no objective.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public double Gradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
        => throw NoObjective();

    /// <summary>Always refused: the model has no objective.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate)
        => throw NoObjective();

    /// <summary>Always refused: the model has no objective.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Scalar Objective(Arguments arguments) => throw NoObjective();

    /// <inheritdoc/>
    public Vector Output(Arguments arguments) => output(arguments);

    internal static T[] Convert(ReadOnlySpan<double> values)
    {
        var result = new T[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = T.CreateChecked(values[i]);
        }

        return result;
    }

    internal int CountExamples(ReadOnlySpan<double> inputs)
    {
        if (inputs.Length == 0 || inputs.Length % info.InputCount != 0)
        {
            throw new ArgumentException(
                $"{info.Name} takes rows of {info.InputCount} inputs, at least one; got {inputs.Length} values.", nameof(inputs));
        }

        return inputs.Length / info.InputCount;
    }

    internal void RequireParameterLength(int length, string name)
    {
        if (length != info.ParameterLength)
        {
            throw new ArgumentException(
                $"{info.Name} has a flat buffer of {info.ParameterLength} parameters, padding included; got {length}.", name);
        }
    }

    internal TModel CreateModel(ReadOnlySpan<double> parameters)
    {
        RequireParameterLength(parameters.Length, nameof(parameters));
        var model = new TModel();
        Convert(parameters).CopyTo(model.Parameters);
        return model;
    }

    private NotSupportedException NoObjective() => new($"{info.Name} has no objective: it predicts, and has no cost, gradient or step.");
}
