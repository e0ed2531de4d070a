using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>Steps from a gradient that is in memory.</summary>
public static class OptimizerSteps
{
    /// <summary>One step of the parameters, by the state's optimiser: what belongs to frozen parameters stays, padding stays zero.</summary>
    /// <param name="state">Of this kind of model.</param>
    /// <param name="parameters">[ParameterLength]: <see cref="IModel{T}.Parameters"/>.</param>
    /// <param name="gradient">[ParameterLength], as <see cref="ITrainable{T, TTarget}.Gradient"/> writes it.</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">A length does not fit the model, memory overlaps, or the learning rate is out of range; nothing has changed.</exception>
    /// <exception cref="NotSupportedException">The model's parameters are no whole registers, which a model written by hand may have.</exception>
    public static void Step<T>(this OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradient, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        Require.FlatStep(gradient, parameters, learningRate, state, state.Owner, scale: 1);
        foreach (ParameterLayout layout in state.Owner.Parameters)
        {
            if (!layout.IsFrozen)
            {
                ShardUpdate<T>.Widest.Descend(
                    new GradientParts<T>(gradient, T.One), new ParameterRange(layout.Offset, layout.Length), parameters, learningRate, state);
            }
        }

        if (state is AdamState<T> adam)
        {
            adam.Steps++;
        }
    }
}
