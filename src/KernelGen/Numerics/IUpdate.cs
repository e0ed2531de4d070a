using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>What a kernel does with a finished piece of the gradient.</summary>
public interface IUpdate
{
    /// <summary>Whether the gradient is computed at all: a constant to the JIT.</summary>
    static abstract bool WantsGradient { get; }

    /// <summary>Takes the gradient of the parameters from <paramref name="offset"/> on.</summary>
    /// <typeparam name="TVector">The register.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">The gradient; zero where there is padding.</param>
    /// <param name="target">The gradient's memory, or the parameters themselves.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="rate">The learning rate in all lanes.</param>
    static abstract void Apply<TVector, T>(TVector gradient, ref T target, nuint offset, TVector rate)
        where TVector : unmanaged, ILanes<TVector, T>
        where T : unmanaged;
}

/// <summary>Wants the cost alone: nothing is computed after it.</summary>
public readonly struct CostOnly : IUpdate
{
    /// <inheritdoc/>
    public static bool WantsGradient => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TVector, T>(TVector gradient, ref T target, nuint offset, TVector rate)
        where TVector : unmanaged, ILanes<TVector, T>
        where T : unmanaged
    {
    }
}

/// <summary>Stores the gradient.</summary>
public readonly struct StoreGradient : IUpdate
{
    /// <inheritdoc/>
    public static bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TVector, T>(TVector gradient, ref T target, nuint offset, TVector rate)
        where TVector : unmanaged, ILanes<TVector, T>
        where T : unmanaged => TVector.Store(gradient, ref target, offset);
}

/// <summary>Descends along the gradient, θ ← θ − rate·g: it never reaches memory.</summary>
public readonly struct Descend : IUpdate
{
    /// <inheritdoc/>
    public static bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TVector, T>(TVector gradient, ref T target, nuint offset, TVector rate)
        where TVector : unmanaged, ILanes<TVector, T>
        where T : unmanaged =>
        TVector.Store(TVector.MultiplyAdd(-rate, gradient, TVector.Load(in target, offset)), ref target, offset);
}
