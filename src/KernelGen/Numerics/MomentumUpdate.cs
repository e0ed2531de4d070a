using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics;

/// <summary>Descends with momentum, v ← μv + g; θ ← θ − ηv, or θ ← θ − η(μv + g) after Nesterov.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct MomentumUpdate<T> : IUpdate<MomentumUpdate<T>, T>
    where T : unmanaged
{
    private readonly ref T parameters;
    private readonly ref T velocity;
    private readonly T learningRate;
    private readonly T coefficient;
    private readonly bool nesterov;

    internal MomentumUpdate(Span<T> parameters, Span<T> velocity, T learningRate, T coefficient, bool nesterov)
        : this(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(velocity), learningRate, coefficient, nesterov)
    {
    }

    private MomentumUpdate(ref T parameters, ref T velocity, T learningRate, T coefficient, bool nesterov)
    {
        this.parameters = ref parameters;
        this.velocity = ref velocity;
        this.learningRate = learningRate;
        this.coefficient = coefficient;
        this.nesterov = nesterov;
    }

    /// <inheritdoc/>
    public bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MomentumUpdate<T> From(nuint offset) =>
        new(ref Unsafe.Add(ref parameters, offset), ref Unsafe.Add(ref velocity, offset), learningRate, coefficient, nesterov);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nuint offset, nuint rows, nuint stride, nuint length)
    {
        Cache.Fetch(ref Unsafe.Add(ref parameters, offset), rows, stride, length);
        Cache.Fetch(ref Unsafe.Add(ref velocity, offset), rows, stride, length);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T>
    {
        TVector mu = TVector.Create(coefficient);
        TVector v = TVector.MultiplyAdd(mu, TVector.Load(in velocity, offset), gradient);
        TVector.Store(v, ref velocity, offset);
        TVector direction = nesterov ? TVector.MultiplyAdd(mu, v, gradient) : v;
        TVector theta = TVector.Load(in parameters, offset);
        TVector.Store(TVector.MultiplyAdd(-TVector.Create(learningRate), direction, theta), ref parameters, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete<TVector>(nuint offset, nuint length)
        where TVector : unmanaged, ILanes<TVector, T>
    {
    }
}
