using System.Numerics;
using System.Runtime.InteropServices;

namespace KernelGen.Training;

/// <summary>Gradient descent with momentum over the flat parameters: v ← μv + g, θ ← θ − ηv (Polyak 1964).</summary>
/// <param name="length">Elements of the flat parameter buffer, padding included.</param>
/// <param name="coefficient">μ in [0, 1).</param>
/// <remarks>Multiplies and adds round separately, in the vector part and in its tail: the bits do not depend on the vector width.</remarks>
internal sealed class Momentum<T>(int length, T coefficient)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> velocity = new(length);
    private readonly AlignedBuffer<T> gradient = new(length);

    /// <summary>g, which the model writes before <see cref="Update"/>; padding is zero, and so stays zero in v and θ.</summary>
    public Span<T> Gradient => gradient.Span;

    /// <summary>One step from the gradient at <paramref name="parameters"/>.</summary>
    public void Update(Span<T> parameters, T learningRate)
    {
        ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradient.Span);
        Span<Vector<T>> v = MemoryMarshal.Cast<T, Vector<T>>(velocity.Span);
        Span<Vector<T>> theta = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        var mu = new Vector<T>(coefficient);
        var eta = new Vector<T>(learningRate);
        for (int i = 0; i < theta.Length; i++)
        {
            Vector<T> next = mu * v[i] + g[i];
            v[i] = next;
            theta[i] -= eta * next;
        }

        for (int i = theta.Length * Vector<T>.Count; i < parameters.Length; i++)
        {
            T next = coefficient * velocity.Span[i] + gradient.Span[i];
            velocity.Span[i] = next;
            parameters[i] -= learningRate * next;
        }
    }
}
