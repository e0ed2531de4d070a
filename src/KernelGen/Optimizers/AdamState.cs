using System.ComponentModel;
using System.Runtime.InteropServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>The means of a model's gradients and of their squares, for <see cref="ITrainable{T, TTarget}.AdamStep"/>. They start at zero.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AdamState<T> : OptimizerState<T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T> means;
    private readonly AlignedBuffer<T> squares;
    private AdamFactors<T> factors;

    /// <summary>Allocates the state, before the first step.</summary>
    /// <param name="owner">The kind of model: its <c>Info</c>.</param>
    /// <param name="optimizer">How steps are taken.</param>
    /// <exception cref="ArgumentException">The model is not of this precision.</exception>
    public AdamState(ModelInfo owner, Adam optimizer)
        : base(owner)
    {
        Optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
        means = new AlignedBuffer<T>(owner.ParameterLength);
        squares = new AlignedBuffer<T>(owner.ParameterLength);
    }

    /// <summary>How steps are taken.</summary>
    public Adam Optimizer { get; }

    /// <summary>m, in the layout of the parameters.</summary>
    public Span<T> Means => means.Span;

    /// <summary>s, in the layout of the parameters; not negative.</summary>
    public Span<T> Squares => squares.Span;

    /// <summary>Steps taken so far, on which the correction of the bias depends. Set it where a saved state is taken up again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Steps
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The next step of <paramref name="parameters"/>, for generated kernels: the arguments are checked by then.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public AdamUpdate<T> Update(Span<T> parameters, T learningRate)
    {
        factors = Factors(learningRate);
        return Update(parameters, in factors);
    }

    /// <summary>The same with numbers that the caller keeps: threads that share a step do not share them.</summary>
    internal AdamUpdate<T> Update(Span<T> parameters, ref readonly AdamFactors<T> factors) => new(parameters, means.Span, squares.Span, in factors);

    /// <summary>The numbers of the next step.</summary>
    internal AdamFactors<T> Factors(T learningRate)
    {
        long step = Steps + 1;
        double meanCorrection = 1 / (1 - Math.Pow(Optimizer.Beta1, step));
        return new AdamFactors<T>(
            learningRate,
            Number(Optimizer.Beta1), Number(1 - Optimizer.Beta1),
            Number(Optimizer.Beta2), Number(1 - Optimizer.Beta2),
            Number(meanCorrection), Number(RootCorrection(step)),
            Number(Optimizer.Epsilon), Number(Optimizer.Decay));
    }

    private double RootCorrection(long step) => 1 / Math.Sqrt(1 - Math.Pow(Optimizer.Beta2, step));

    internal override IReadOnlyList<(string Name, AlignedBuffer<T> Values)> Parts => [("mean", means), ("square", squares)];

    internal override long StepCount { get => Steps; set => Steps = value; }

    internal override StepScale<T> Scale => new(squares.Span, Number(RootCorrection(Math.Max(Steps, 1))), Number(Optimizer.Epsilon));

    internal override bool Overlaps(ReadOnlySpan<byte> memory) =>
        memory.Overlaps(MemoryMarshal.AsBytes(means.Span)) || memory.Overlaps(MemoryMarshal.AsBytes(squares.Span));
}
