using System.Numerics;
using System.Runtime.InteropServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>Proximal steps of a penalty λ‖w‖₁, apart from the gradient: they leave weights that are exactly zero.</summary>
/// <remarks>
/// Taken after each step from the gradient of the rest (ISTA; Beck and Teboulle 2009), they lead to the minimum of cost + λ‖w‖₁; with
/// L2 in the cost that is the elastic net. Weights are the parameters that inputs or units are multiplied by; those that are only
/// added, as biases are, and frozen ones stay. Padding stays zero.
/// </remarks>
public static class ProximalSteps
{
    /// <summary>w ← sign(w)·max(|w| − τ, 0) for all weights, after a step of gradient descent.</summary>
    /// <param name="info">The kind of model: its <c>Info</c>.</param>
    /// <param name="parameters">[ParameterLength]: <see cref="IModel{T}.Parameters"/>.</param>
    /// <param name="threshold">τ = ηλ, finite and not negative.</param>
    /// <exception cref="ArgumentNullException"><paramref name="info"/> is null.</exception>
    /// <exception cref="ArgumentException">The length does not fit the model, or the threshold is out of range; nothing has changed.</exception>
    public static void ShrinkWeights<T>(ModelInfo info, Span<T> parameters, T threshold)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        Require.Shrinking(info, parameters, threshold, nameof(threshold));
        Shrink(info, parameters, threshold, new StepScale<T>(T.One));
    }

    /// <summary>The same after a step of the state's optimiser, in its own scale: its steps and these then come to rest at the same minimum.</summary>
    /// <remarks>
    /// τ is ηλ / (1 − μ) after momentum, whose steps add up; ηλ / (√s + ε), each weight's own, after RMSProp and AdaGrad; and after Adam
    /// the same with its ŝ.
    /// </remarks>
    /// <param name="state">Of this kind of model, after its step.</param>
    /// <param name="parameters">[ParameterLength]: <see cref="IModel{T}.Parameters"/>.</param>
    /// <param name="threshold">ηλ, finite and not negative.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">The length does not fit the model, memory overlaps, or the threshold is out of range; nothing has changed.</exception>
    public static void ShrinkWeights<T>(this OptimizerState<T> state, Span<T> parameters, T threshold)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        Require.Shrinking(state.Owner, parameters, threshold, nameof(threshold));
        if (state.Overlaps(MemoryMarshal.AsBytes((ReadOnlySpan<T>)parameters)))
        {
            throw new ArgumentException("The parameters overlap the state of the optimiser.", nameof(parameters));
        }

        Shrink(state.Owner, parameters, threshold, state.Scale);
    }

    private static void Shrink<T>(ModelInfo info, Span<T> parameters, T threshold, StepScale<T> scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Where all stays, a weight that has had no gradient yet stays too: its own scale would be without bound.
        foreach (ParameterLayout layout in threshold > T.Zero ? info.Parameters : [])
        {
            if (layout.IsFrozen || layout.Initialization == Initialization.Zero)
            {
                continue;
            }

            Span<T> weights = parameters.Slice(layout.Offset, layout.Length);
            if (scale.Squares.IsEmpty)
            {
                SoftThreshold.Apply(weights, threshold * scale.Factor);
            }
            else
            {
                SoftThreshold.Apply(weights, threshold, scale.Squares.Slice(layout.Offset, layout.Length), scale.Correction, scale.Epsilon);
            }
        }
    }
}
