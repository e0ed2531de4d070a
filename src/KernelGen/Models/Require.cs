using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen;

/// <summary>The checks at the edge of generated models: everything is refused before anything is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Require
{
    private const string Parameters = "the parameters";

    /// <summary>One example and room for its outputs, apart from each other and from the parameters.</summary>
    public static void Example<T>(ReadOnlySpan<T> inputs, int inputCount, Span<T> outputs, int outputCount, ReadOnlySpan<T> parameters)
        where T : unmanaged
    {
        if (inputs.Length != inputCount)
        {
            throw new ArgumentException(
                $"One example has {inputCount} values; got {inputs.Length}. For several examples pass a workspace.", nameof(inputs));
        }

        RequireLength(outputs.Length, 1, outputCount, nameof(outputs), "one prediction");
        Apart(inputs, outputs, nameof(outputs), nameof(inputs));
        Apart(parameters, outputs, nameof(outputs), Parameters);
    }

    /// <summary>A whole number of examples, apart from a workspace that has room for them.</summary>
    /// <returns>The number of examples n.</returns>
    /// <remarks>Inlined where the number of inputs is a constant: a division by one is a multiplication.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Batch<T>(ReadOnlySpan<T> inputs, int inputCount, ModelInfo info, Workspace<T> workspace)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(info);
        int n = inputs.Length / inputCount;
        if (n * inputCount != inputs.Length || n == 0 || n > workspace.MaxBatch || !ReferenceEquals(workspace.Owner, info))
        {
            RefuseBatch(inputs.Length, inputCount, info, workspace);
        }

        Apart(inputs, workspace.Span, nameof(inputs), nameof(workspace));
        return (nuint)n;
    }

    [DoesNotReturn]
    private static void RefuseBatch<T>(int length, int inputCount, ModelInfo info, Workspace<T> workspace)
        where T : unmanaged
    {
        (int n, int rest) = Math.DivRem(length, inputCount);
        if (rest != 0 || n == 0)
        {
            throw new ArgumentException($"{info.Name} takes rows of {inputCount} inputs, at least one; got {length} values.", "inputs");
        }

        throw new ArgumentException(
            ReferenceEquals(workspace.Owner, info)
                ? $"This workspace has room for {workspace.MaxBatch} examples; got {n}. Make one with CreateWorkspace(maxBatch: {n})."
                : $"This workspace was made for {workspace.Owner.Name}; make one with CreateWorkspace of {info.Name}.",
            nameof(workspace));
    }

    /// <summary>Room for the outputs of n examples, apart from everything that is read.</summary>
    public static void Outputs<T>(
        ReadOnlySpan<T> inputs, Span<T> outputs, nuint n, int outputCount, ReadOnlySpan<T> parameters, Workspace<T> workspace)
        where T : unmanaged
    {
        RequireLength(outputs.Length, n, outputCount, nameof(outputs), "{0} predictions of {1}");
        Apart(inputs, outputs, nameof(outputs), nameof(inputs));
        Apart(parameters, outputs, nameof(outputs), Parameters);
        Apart<T, T>(workspace.Span, outputs, nameof(outputs), nameof(workspace));
    }

    /// <summary>Room for the classes of n examples, apart from everything that is read.</summary>
    public static void Classes<T>(ReadOnlySpan<T> inputs, Span<int> classes, nuint n, ReadOnlySpan<T> parameters, Workspace<T> workspace)
        where T : unmanaged
    {
        RequireLength(classes.Length, n, 1, nameof(classes), "{0} examples");
        Apart(inputs, classes, nameof(classes), nameof(inputs));
        Apart(parameters, classes, nameof(classes), Parameters);
        Apart<T, int>(workspace.Span, classes, nameof(classes), nameof(workspace));
    }

    /// <summary>Room for a gradient, apart from everything that is read.</summary>
    public static void Gradient<T, TTarget>(
        ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> gradient, ReadOnlySpan<T> parameters, Workspace<T> workspace)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(workspace);
        RequireLength(gradient.Length, 1, parameters.Length, nameof(gradient), "a gradient in the layout of the parameters");
        Apart(inputs, gradient, nameof(gradient), nameof(inputs));
        Apart(targets, gradient, nameof(gradient), nameof(targets));
        Apart(parameters, gradient, nameof(gradient), Parameters);
        Apart<T, T>(workspace.Span, gradient, nameof(gradient), nameof(workspace));
    }

    /// <summary>Room for the gradients in the inputs of n examples, apart from everything that is read.</summary>
    public static void InputGradients<T, TTarget>(
        ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> inputGradients, nuint n, int inputGradientCount,
        ReadOnlySpan<T> parameters, Workspace<T> workspace)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(workspace);
        RequireLength(inputGradients.Length, n, inputGradientCount, nameof(inputGradients), "the gradients of {0} examples in {1} inputs");
        Apart(inputs, inputGradients, nameof(inputGradients), nameof(inputs));
        Apart(targets, inputGradients, nameof(inputGradients), nameof(targets));
        Apart(parameters, inputGradients, nameof(inputGradients), Parameters);
        Apart<T, T>(workspace.Span, inputGradients, nameof(inputGradients), nameof(workspace));
    }

    /// <summary>A learning rate that is finite and not negative, and examples apart from the parameters that a step changes.</summary>
    public static void Step<T, TTarget>(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> parameters, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        if (!T.IsFinite(learningRate) || learningRate < T.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(learningRate), learningRate, "A learning rate must be finite and not negative.");
        }

        Apart(inputs, parameters, nameof(inputs), Parameters);
        Apart(targets, parameters, nameof(targets), Parameters);
    }

    /// <summary>The same, and the model's own state, apart from the examples and the parameters.</summary>
    public static void Step<T, TTarget>(
        ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> parameters, T learningRate, OptimizerState<T> state, ModelInfo info)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(info);
        if (!ReferenceEquals(state.Owner, info))
        {
            throw new ArgumentException($"This state was made for {state.Owner.Name}; make one for {info.Name}, of its Info.", nameof(state));
        }

        Step(inputs, targets, parameters, learningRate);
        if (state.Overlaps(MemoryMarshal.AsBytes(inputs)) || state.Overlaps(MemoryMarshal.AsBytes(targets)))
        {
            throw new ArgumentException("The examples must not overlap the state: one is written while the other is read.", nameof(state));
        }
    }

    /// <summary>Weights of n examples that are finite and not negative.</summary>
    public static void Weights<T>(Workspace<T> workspace, nuint n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Weights<T>(workspace.Weights[..(int)n], nameof(workspace));
    }

    internal static void Weights<T>(ReadOnlySpan<T> weights, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= T.Zero && T.IsFinite(weights[row])))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Row {row}: expected a weight that is finite and not negative; got {weights[row]}."), name);
            }
        }
    }

    internal static void Shrinking<T>(ModelInfo info, Span<T> parameters, T threshold, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireLength(parameters.Length, 1, info.ParameterLength, nameof(parameters), "the parameters");
        if (!T.IsFinite(threshold) || T.IsNegative(threshold))
        {
            throw new ArgumentOutOfRangeException(name, threshold, "A threshold must be finite and not negative.");
        }
    }

    /// <summary>A gradient in memory, a learning rate, a scale and the model's own state, apart from each other and from the parameters.</summary>
    internal static void FlatStep<T>(
        ReadOnlySpan<T> gradient, Span<T> parameters, T learningRate, OptimizerState<T>? state, ModelInfo info, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!info.HasWholeRegisters)
        {
            throw new NotSupportedException(
                $"The parameters of {info.Name} are no whole registers, as those of generated models are: its gradient in memory cannot be applied.");
        }

        RequireLength(gradient.Length, 1, info.ParameterLength, nameof(gradient), "a gradient in the layout of the parameters");
        RequireLength(parameters.Length, 1, info.ParameterLength, nameof(parameters), "the parameters");
        if (!(double.IsFinite(scale) && scale >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale must be finite and not negative.");
        }

        Apart(gradient, parameters, nameof(gradient), Parameters);
        if (state is null)
        {
            Step<T, T>([], [], parameters, learningRate);
            return;
        }

        Step<T, T>([], [], parameters, learningRate, state, info);
        if (state.Overlaps(MemoryMarshal.AsBytes(gradient)) || state.Overlaps(MemoryMarshal.AsBytes((ReadOnlySpan<T>)parameters)))
        {
            throw new ArgumentException("The state must not overlap the gradient or the parameters: it is written while they are read.", nameof(state));
        }
    }

    // What is required comes as a format of n and count: a finished sentence would be garbage in every call that is in order.
    private static void RequireLength(int length, nuint n, int count, string name, string what)
    {
        long expected = (long)n * count;
        if (length != expected)
        {
            string required = string.Format(CultureInfo.InvariantCulture, what, n, count);
            throw new ArgumentException($"Expected {expected} elements for {required}; got {length}.", name);
        }
    }

    /// <summary>Refuses memory that is read and memory that is written where they overlap, naming the caller's argument.</summary>
    private static void Apart<TRead, TWritten>(ReadOnlySpan<TRead> read, Span<TWritten> written, string argument, string other)
        where TRead : unmanaged
        where TWritten : unmanaged
    {
        if (MemoryMarshal.AsBytes(read).Overlaps(MemoryMarshal.AsBytes(written)))
        {
            throw new ArgumentException($"{argument} must not overlap {other}: one is written while the other is read.", argument);
        }
    }
}
