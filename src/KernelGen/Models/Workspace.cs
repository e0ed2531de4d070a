namespace KernelGen;

/// <summary>Scratch memory of one kind of model: reusable from call to call, for one thread at a time. Nothing to dispose.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T> buffer;
    private readonly AlignedBuffer<T> weights;

    /// <summary>Allocates what <paramref name="owner"/> needs for <paramref name="maxBatch"/> examples.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1, or too many for one array.</exception>
    public Workspace(ModelInfo owner, int maxBatch)
    {
        ArgumentNullException.ThrowIfNull(owner);
        long length = owner.WorkspaceLength(maxBatch);
        if (length > Array.MaxLength - 64)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxBatch), maxBatch, $"{owner.Name} needs {owner.WorkspacePerExample} elements an example: this batch does not fit one array.");
        }

        Owner = owner;
        MaxBatch = maxBatch;
        buffer = new AlignedBuffer<T>((int)length);
        weights = new AlignedBuffer<T>(owner.IsWeighted ? maxBatch : 0);
        if (owner.IsWeighted)
        {
            weights.Span.Fill(typeof(T) == typeof(double) ? (T)(object)1.0 : (T)(object)1f);
        }
    }

    /// <summary>The kind of model this workspace is for.</summary>
    public ModelInfo Owner { get; }

    /// <summary>The largest batch it has room for.</summary>
    public int MaxBatch { get; }

    /// <summary>
    /// [MaxBatch], what each example of the next batches counts in cost and gradient: finite, not negative, and 1 until it is changed.
    /// Empty where the loss has no weights.
    /// </summary>
    /// <remarks>
    /// The cost of n examples is Σ weight·L / n: it is divided by n, not by the sum of the weights, so that weights whose mean is 1 leave
    /// its size as it is.
    /// </remarks>
    public Span<T> Weights => weights.Span;

    /// <summary>
    /// Which units dropout leaves out of the next gradient; a step of the model's own goes on to that of the next step. Only models with
    /// dropout look at it.
    /// </summary>
    public DropoutKey Dropout { get; set; } = new(seed: 0, step: 0);

    /// <summary>The memory itself, 64-byte aligned.</summary>
    public Span<T> Span => buffer.Span;
}
