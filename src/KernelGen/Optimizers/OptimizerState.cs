using System.Runtime.CompilerServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>What an optimiser remembers of one model from step to step: numbers in the layout of the parameters. Nothing to dispose.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Padding is zero and stays zero; so does what belongs to frozen parameters.</remarks>
public abstract class OptimizerState<T>
    where T : unmanaged
{
    private protected OptimizerState(ModelInfo owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (typeof(T) != (owner.Precision == Precision.Double ? typeof(double) : typeof(float)))
        {
            throw new ArgumentException($"The parameters of {owner.Name} are of precision {owner.Precision}, not {typeof(T).Name}.", nameof(owner));
        }

        Owner = owner;
    }

    /// <summary>The kind of model this state is for.</summary>
    public ModelInfo Owner { get; }

    private protected static T Number(double value)
    {
        float single = (float)value;
        return typeof(T) == typeof(double) ? Unsafe.As<double, T>(ref value) : Unsafe.As<float, T>(ref single);
    }

    /// <summary>The numbers to save, each in the layout of the parameters, with the name that files give them.</summary>
    internal abstract IReadOnlyList<(string Name, AlignedBuffer<T> Values)> Parts { get; }

    /// <summary>Steps taken so far, where they count.</summary>
    internal virtual long StepCount { get; set; }

    /// <summary>How far a step goes along a gradient that lasts, after the last one.</summary>
    internal abstract StepScale<T> Scale { get; }

    /// <summary>Whether a span shares memory with the state.</summary>
    internal abstract bool Overlaps(ReadOnlySpan<byte> memory);
}
