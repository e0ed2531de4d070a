using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics;

/// <summary>Wants the cost alone: nothing is computed after it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CostOnly<T> : IUpdate<CostOnly<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public bool WantsGradient => false;

    /// <inheritdoc/>
    public CostOnly<T> From(nuint offset) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nuint offset, nuint rows, nuint stride, nuint length)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T>
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete<TVector>(nuint offset, nuint length)
        where TVector : unmanaged, ILanes<TVector, T>
    {
    }
}

/// <summary>Stores the gradient.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StoreGradient<T> : IUpdate<StoreGradient<T>, T>
    where T : unmanaged
{
    private readonly ref T destination;

    /// <summary>Stores it in <paramref name="destination"/>.</summary>
    public StoreGradient(Span<T> destination)
        : this(ref MemoryMarshal.GetReference(destination))
    {
    }

    private StoreGradient(ref T destination) => this.destination = ref destination;

    /// <inheritdoc/>
    public bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StoreGradient<T> From(nuint offset) => new(ref Unsafe.Add(ref destination, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nuint offset, nuint rows, nuint stride, nuint length) =>
        Cache.Fetch(ref Unsafe.Add(ref destination, offset), rows, stride, length);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T> => TVector.Store(gradient, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete<TVector>(nuint offset, nuint length)
        where TVector : unmanaged, ILanes<TVector, T>
    {
    }
}

/// <summary>Descends along the gradient, θ ← θ − ηg.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Descend<T> : IUpdate<Descend<T>, T>
    where T : unmanaged, INumberBase<T>
{
    private readonly ref T parameters;
    private readonly T minusRate;

    /// <summary>Descends in <paramref name="parameters"/>.</summary>
    public Descend(Span<T> parameters, T learningRate)
        : this(ref MemoryMarshal.GetReference(parameters), -learningRate)
    {
    }

    private Descend(ref T parameters, T minusRate)
    {
        this.parameters = ref parameters;
        this.minusRate = minusRate;
    }

    /// <inheritdoc/>
    public bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Descend<T> From(nuint offset) => new(ref Unsafe.Add(ref parameters, offset), minusRate);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nuint offset, nuint rows, nuint stride, nuint length) =>
        Cache.Fetch(ref Unsafe.Add(ref parameters, offset), rows, stride, length);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T>
    {
        TVector theta = TVector.Load(in parameters, offset);
        TVector.AddProduct(ref theta, TVector.Create(minusRate), gradient);
        TVector.Store(theta, ref parameters, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete<TVector>(nuint offset, nuint length)
        where TVector : unmanaged, ILanes<TVector, T>
    {
    }
}
