using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics;

/// <summary>The numbers that one step of Adam has for all parameters alike.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="LearningRate">η</param>
/// <param name="KeptMean">β₁</param>
/// <param name="NewMean">1 − β₁</param>
/// <param name="KeptSquare">β₂</param>
/// <param name="NewSquare">1 − β₂</param>
/// <param name="MeanCorrection">1 / (1 − β₁ᵗ) in step t.</param>
/// <param name="RootCorrection">1 / √(1 − β₂ᵗ) in step t.</param>
/// <param name="Epsilon">ε, positive.</param>
/// <param name="Decay">λ</param>
internal readonly record struct AdamFactors<T>(
    T LearningRate, T KeptMean, T NewMean, T KeptSquare, T NewSquare, T MeanCorrection, T RootCorrection, T Epsilon, T Decay)
    where T : unmanaged;

/// <summary>Descends by Adam: m ← β₁m + (1 − β₁)g; s ← β₂s + (1 − β₂)g²; θ ← θ − η(m̂ / (√ŝ + ε) + λθ), m̂ and ŝ being m and s without bias.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The gradient goes into m and s at once. θ follows in a loop of its own while they are in the cache: with a root and a quotient for
/// every register of a tile, the JIT gives up inlining, and then keeps the tile's sums in memory. It does so too where numbers of the step
/// are held in registers from one sum of a tile to the next: they are read from the state anew for each.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct AdamUpdate<T> : IUpdate<AdamUpdate<T>, T>
    where T : unmanaged
{
    private readonly ref T parameters;
    private readonly ref T means;
    private readonly ref T squares;
    private readonly ref readonly AdamFactors<T> factors;

    internal AdamUpdate(Span<T> parameters, Span<T> means, Span<T> squares, ref readonly AdamFactors<T> factors)
        : this(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(means), ref MemoryMarshal.GetReference(squares), in factors)
    {
    }

    private AdamUpdate(ref T parameters, ref T means, ref T squares, ref readonly AdamFactors<T> factors)
    {
        this.parameters = ref parameters;
        this.means = ref means;
        this.squares = ref squares;
        this.factors = ref factors;
    }

    /// <inheritdoc/>
    public bool WantsGradient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AdamUpdate<T> From(nuint offset) =>
        new(ref Unsafe.Add(ref parameters, offset), ref Unsafe.Add(ref means, offset), ref Unsafe.Add(ref squares, offset), in factors);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nuint offset, nuint rows, nuint stride, nuint length)
    {
        Cache.Fetch(ref Unsafe.Add(ref parameters, offset), rows, stride, length);
        Cache.Fetch(ref Unsafe.Add(ref means, offset), rows, stride, length);
        Cache.Fetch(ref Unsafe.Add(ref squares, offset), rows, stride, length);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T>
    {
        TVector m = TVector.Create(factors.KeptMean) * TVector.Load(in means, offset);
        TVector.Store(TVector.MultiplyAdd(TVector.Create(factors.NewMean), gradient, m), ref means, offset);
        TVector s = TVector.Create(factors.KeptSquare) * TVector.Load(in squares, offset);
        TVector.Store(TVector.MultiplyAdd(TVector.Create(factors.NewSquare) * gradient, gradient, s), ref squares, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete<TVector>(nuint offset, nuint length)
        where TVector : unmanaged, ILanes<TVector, T> => Descend<TVector>(From(offset), length);

    // Corrections stay apart from the learning rate: were their product infinite, padding would become NaN.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Descend<TVector>(AdamUpdate<T> update, nuint length)
        where TVector : unmanaged, ILanes<TVector, T>
    {
        AdamFactors<T> factors = update.factors;
        TVector minusRate = -TVector.Create(factors.LearningRate), decay = TVector.Create(factors.Decay), epsilon = TVector.Create(factors.Epsilon);
        TVector meanCorrection = TVector.Create(factors.MeanCorrection), rootCorrection = TVector.Create(factors.RootCorrection);
        for (nuint i = 0; i < length; i += (nuint)TVector.Count)
        {
            TVector size = TVector.MultiplyAdd(TVector.Sqrt(TVector.Load(in update.squares, i)), rootCorrection, epsilon);
            TVector theta = TVector.Load(in update.parameters, i);
            TVector direction = TVector.MultiplyAdd(decay, theta, meanCorrection * TVector.Load(in update.means, i) / size);
            TVector.Store(TVector.MultiplyAdd(minusRate, direction, theta), ref update.parameters, i);
        }
    }
}
