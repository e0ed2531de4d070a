using System.ComponentModel;
using System.Runtime.InteropServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>The velocity of a model's parameters, for <see cref="ITrainable{T, TTarget}.MomentumStep"/>. It starts at rest.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MomentumState<T> : OptimizerState<T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T> velocity;
    private readonly T coefficient;

    /// <summary>Allocates the state, at rest.</summary>
    /// <param name="owner">The kind of model: its <c>Info</c>.</param>
    /// <param name="optimizer">How steps are taken.</param>
    /// <exception cref="ArgumentException">The model is not of this precision.</exception>
    public MomentumState(ModelInfo owner, Momentum optimizer)
        : base(owner)
    {
        Optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
        velocity = new AlignedBuffer<T>(owner.ParameterLength);
        coefficient = Number(optimizer.Coefficient);
    }

    /// <summary>How steps are taken.</summary>
    public Momentum Optimizer { get; }

    /// <summary>v, in the layout of the parameters.</summary>
    public Span<T> Velocity => velocity.Span;

    /// <summary>One step of <paramref name="parameters"/>, for generated kernels: the arguments are checked by then.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public MomentumUpdate<T> Update(Span<T> parameters, T learningRate) =>
        new(parameters, velocity.Span, learningRate, coefficient, Optimizer.Nesterov);

    internal override IReadOnlyList<(string Name, AlignedBuffer<T> Values)> Parts => [("velocity", velocity)];

    internal override StepScale<T> Scale => new(Number(1 / (1 - Optimizer.Coefficient)));

    internal override bool Overlaps(ReadOnlySpan<byte> memory) => memory.Overlaps(MemoryMarshal.AsBytes(velocity.Span));
}
