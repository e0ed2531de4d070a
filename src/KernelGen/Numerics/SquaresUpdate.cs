using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics;

/// <summary>Descends by steps scaled by the gradients so far: s ← kept·s + added·g², θ ← θ − η·g / (√s + ε).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SquaresUpdate<T> : IUpdate<SquaresUpdate<T>, T>
    where T : unmanaged
{
    private readonly ref T parameters;
    private readonly ref T squares;
    private readonly T learningRate;
    private readonly T kept;
    private readonly T added;
    private readonly T epsilon;

    internal SquaresUpdate(Span<T> parameters, Span<T> squares, T learningRate, T kept, T added, T epsilon)
        : this(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(squares), learningRate, kept, added, epsilon)
    {
    }

    private SquaresUpdate(ref T parameters, ref T squares, T learningRate, T kept, T added, T epsilon)
    {
        this.parameters = ref parameters;
        this.squares = ref squares;
        this.learningRate = learningRate;
        this.kept = kept;
        this.added = added;
        this.epsilon = epsilon;
    }

    /// <inheritdoc/>
    public bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SquaresUpdate<T> From(nuint offset) =>
        new(ref Unsafe.Add(ref parameters, offset), ref Unsafe.Add(ref squares, offset), learningRate, kept, added, epsilon);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nuint offset, nuint rows, nuint stride, nuint length)
    {
        Cache.Fetch(ref Unsafe.Add(ref parameters, offset), rows, stride, length);
        Cache.Fetch(ref Unsafe.Add(ref squares, offset), rows, stride, length);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T>
    {
        TVector s = TVector.MultiplyAdd(
            TVector.Create(added) * gradient, gradient, TVector.Create(kept) * TVector.Load(in squares, offset));
        TVector.Store(s, ref squares, offset);
        TVector direction = gradient / (TVector.Sqrt(s) + TVector.Create(epsilon));
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
