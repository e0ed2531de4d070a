using System.Numerics;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics;

/// <summary>What multiplies the learning rate where a gradient g lasts: steps are η·factor·g, or η·g / (√squares·correction + ε) where there are squares.</summary>
internal readonly ref struct StepScale<T>
    where T : unmanaged
{
    public StepScale(T factor) => Factor = factor;

    public StepScale(ReadOnlySpan<T> squares, T correction, T epsilon)
    {
        Squares = squares;
        Correction = correction;
        Epsilon = epsilon;
    }

    /// <summary>Of all parameters, where there are no squares.</summary>
    public T Factor { get; }

    /// <summary>In the layout of the parameters.</summary>
    public ReadOnlySpan<T> Squares { get; }

    public T Correction { get; }

    public T Epsilon { get; }
}

/// <summary>The proximal step of λ‖w‖₁: w ← sign(w)·max(|w| − τ, 0), written w − min(max(w, −τ), τ), which leaves exact zeros and keeps NaN.</summary>
internal static class SoftThreshold
{
    /// <summary>τ is the same for all weights.</summary>
    public static void Apply<T>(Span<T> weights, T threshold)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector<T>> registers = MemoryMarshal.Cast<T, Vector<T>>(weights);
        Vector<T> most = new(threshold), least = new(-threshold);
        foreach (ref Vector<T> w in registers)
        {
            w -= Vector.Min(Vector.Max(w, least), most);
        }

        foreach (ref T w in weights[(registers.Length * Vector<T>.Count)..])
        {
            w -= T.Clamp(w, -threshold, threshold);
        }
    }

    /// <summary>τ = threshold / (√squares·correction + ε), each weight's own.</summary>
    public static void Apply<T>(Span<T> weights, T threshold, ReadOnlySpan<T> squares, T correction, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector<T>> registers = MemoryMarshal.Cast<T, Vector<T>>(weights);
        ReadOnlySpan<Vector<T>> sizes = MemoryMarshal.Cast<T, Vector<T>>(squares);
        Vector<T> thresholds = new(threshold), corrections = new(correction), epsilons = new(epsilon);
        for (int i = 0; i < registers.Length; i++)
        {
            Vector<T> most = thresholds / (Vector.SquareRoot(sizes[i]) * corrections + epsilons);
            registers[i] -= Vector.Min(Vector.Max(registers[i], -most), most);
        }

        for (int i = registers.Length * Vector<T>.Count; i < weights.Length; i++)
        {
            T most = threshold / (T.Sqrt(squares[i]) * correction + epsilon);
            weights[i] -= T.Clamp(weights[i], -most, most);
        }
    }
}
