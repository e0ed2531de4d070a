using System.ComponentModel;
using System.Runtime.InteropServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>The squares of a model's gradients: their mean for steps of <see cref="RmsProp"/>, their sum for those of <see cref="AdaGrad"/>. They start at zero.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SquaresState<T> : OptimizerState<T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T> squares;
    private readonly T kept;
    private readonly T added;
    private readonly T epsilon;

    /// <summary>Allocates the state, before the first step of RMSProp.</summary>
    /// <param name="owner">The kind of model: its <c>Info</c>.</param>
    /// <param name="optimizer">How steps are taken.</param>
    /// <exception cref="ArgumentException">The model is not of this precision.</exception>
    public SquaresState(ModelInfo owner, RmsProp optimizer)
        : this(owner, Given(optimizer), optimizer.Decay, 1 - optimizer.Decay, optimizer.Epsilon)
    {
    }

    /// <summary>Allocates the state, before the first step of AdaGrad.</summary>
    /// <param name="owner">The kind of model: its <c>Info</c>.</param>
    /// <param name="optimizer">How steps are taken.</param>
    /// <exception cref="ArgumentException">The model is not of this precision.</exception>
    public SquaresState(ModelInfo owner, AdaGrad optimizer)
        : this(owner, Given(optimizer), 1, 1, optimizer.Epsilon)
    {
    }

    private SquaresState(ModelInfo owner, Optimizer optimizer, double kept, double added, double epsilon)
        : base(owner)
    {
        Optimizer = optimizer;
        squares = new AlignedBuffer<T>(owner.ParameterLength);
        (this.kept, this.added, this.epsilon) = (Number(kept), Number(added), Number(epsilon));
    }

    /// <summary>How steps are taken: <see cref="RmsProp"/> or <see cref="AdaGrad"/>.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>s, in the layout of the parameters; not negative.</summary>
    public Span<T> Squares => squares.Span;

    /// <summary>One step of <paramref name="parameters"/>: the arguments are checked by then.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SquaresUpdate<T> Update(Span<T> parameters, T learningRate) => new(parameters, squares.Span, learningRate, kept, added, epsilon);

    private static Optimizer Given(Optimizer? optimizer) => optimizer ?? throw new ArgumentNullException(nameof(optimizer));

    internal override IReadOnlyList<(string Name, AlignedBuffer<T> Values)> Parts => [("square", squares)];

    internal override StepScale<T> Scale => new(squares.Span, Number(1), epsilon);

    internal override bool Overlaps(ReadOnlySpan<byte> memory) => memory.Overlaps(MemoryMarshal.AsBytes(squares.Span));
}
