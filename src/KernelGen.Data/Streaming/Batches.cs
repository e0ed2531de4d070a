using System.Globalization;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Batches of examples that need not fit in memory, shuffled within a window.</summary>
/// <remarks>
/// <para>A window of examples is kept in memory. Each example of a batch is drawn from it, all equally likely, and the next of the
/// file takes its place: an example can come as late as it will, but at most <c>window − 1</c> places early. A window of 1 is the order
/// of the file; a window of all examples is a shuffle of all. In an epoch every example comes exactly once.</para>
/// <para>Memory is taken once, for the window and a batch; moving on allocates nothing unless the reader does.</para>
/// <code>
/// using var examples = Csv.OpenRegression&lt;float&gt;("large.csv", targetColumn: -1);
/// var batches = new Batches&lt;float, float&gt;(examples, batchSize: 64, window: 10_000, seed: 1);
/// foreach (var batch in batches.Epoch(0))
/// {
///     model.SgdStep(batch.Inputs, batch.Targets, learningRate, workspace);
/// }
/// </code>
/// <para>The trainer learns from them as from a data set: <c>trainer.Fit(batches)</c>.</para>
/// </remarks>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
public sealed class Batches<T, TTarget> : IBatchSource<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    private readonly ExampleReader<T, TTarget> examples;
    private readonly int seed;
    private readonly T[] windowInputs;
    private readonly TTarget[] windowTargets;
    private readonly T[] batchInputs;
    private readonly TTarget[] batchTargets;
    private RandomSource random = new(0);
    private int filled;
    private int count;
    private bool ended;
    private bool started;

    /// <summary>Makes batches of the examples that a reader gives. The reader stays the caller's, to be disposed of after use.</summary>
    /// <param name="examples">The examples; nobody else may read from it meanwhile.</param>
    /// <param name="batchSize">Examples in a batch, at least 1; the last of an epoch has those that are left.</param>
    /// <param name="window">Examples to shuffle among, at least 1, which keeps the reader's order.</param>
    /// <param name="seed">Equal seeds give equal orders, epoch by epoch.</param>
    /// <exception cref="ArgumentNullException"><paramref name="examples"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or so many values do not fit in an array.</exception>
    public Batches(ExampleReader<T, TTarget> examples, int batchSize, int window = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(examples);
        int widest = Math.Max(examples.InputCount, examples.TargetCount);
        ThrowIfNoSize(batchSize, widest, nameof(batchSize));
        ThrowIfNoSize(window, widest, nameof(window));
        this.examples = examples;
        this.seed = seed;
        BatchSize = batchSize;
        Window = window;
        windowInputs = new T[window * examples.InputCount];
        windowTargets = new TTarget[window * examples.TargetCount];
        batchInputs = new T[batchSize * examples.InputCount];
        batchTargets = new TTarget[batchSize * examples.TargetCount];
    }

    /// <summary>Examples in a batch, except perhaps the last of an epoch.</summary>
    public int BatchSize { get; }

    /// <summary>Examples that are shuffled among each other.</summary>
    public int Window { get; }

    int IBatchSource<T, TTarget>.InputCount => examples.InputCount;

    int IBatchSource<T, TTarget>.TargetCount => examples.TargetCount;

    string IBatchSource<T, TTarget>.Description => string.Create(CultureInfo.InvariantCulture, $"a stream {{ Window = {Window}, Seed = {seed} }}");

    /// <summary>The batch that was moved to; its spans are overwritten by the next move.</summary>
    /// <exception cref="InvalidOperationException">It is before the first batch, or after the last.</exception>
    public Batch<T, TTarget> Current => count > 0
        ? new(count, batchInputs.AsSpan(0, count * examples.InputCount), batchTargets.AsSpan(0, count * examples.TargetCount))
        : throw new InvalidOperationException("There is no batch here: move to one first.");

    /// <summary>Goes to the beginning of an epoch, whose order depends on the seed and this number alone.</summary>
    /// <returns>This object, to go through with <c>foreach</c>; it can be in one epoch at a time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative.</exception>
    /// <exception cref="DataFormatException">The file does not hold what it should.</exception>
    /// <exception cref="IOException">The file cannot be opened again.</exception>
    public Batches<T, TTarget> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (started)
        {
            examples.Rewind();
        }

        started = true;
        random = new RandomSource(new RandomSource(((ulong)(uint)seed << 32) | (uint)epoch).NextUInt64());
        ended = false;
        count = 0;
        filled = 0;
        while (filled < Window && ReadInto(filled))
        {
            filled++;
        }

        return this;
    }

    /// <summary>This object, where it is.</summary>
    public Batches<T, TTarget> GetEnumerator() => this;

    /// <summary>Moves to the next batch, and says whether there is one.</summary>
    /// <exception cref="InvalidOperationException">No epoch has been begun.</exception>
    /// <exception cref="DataFormatException">The file does not hold what it should.</exception>
    public bool MoveNext()
    {
        if (!started)
        {
            throw new InvalidOperationException($"No epoch has been begun: call {nameof(Epoch)} first.");
        }

        for (count = 0; count < BatchSize && filled > 0; count++)
        {
            int drawn = filled == 1 ? 0 : random.NextInt32(filled);
            InputsAt(drawn).CopyTo(batchInputs.AsSpan(count * examples.InputCount));
            TargetsAt(drawn).CopyTo(batchTargets.AsSpan(count * examples.TargetCount));
            if (!ReadInto(drawn))
            {
                filled--;
                InputsAt(filled).CopyTo(InputsAt(drawn));
                TargetsAt(filled).CopyTo(TargetsAt(drawn));
            }
        }

        return count > 0;
    }

    void IBatchSource<T, TTarget>.Begin(int epoch) => Epoch(epoch);

    int IBatchSource<T, TTarget>.Take(out ReadOnlySpan<T> inputs, out ReadOnlySpan<TTarget> targets)
    {
        Batch<T, TTarget> batch = MoveNext() ? Current : default;
        inputs = batch.Inputs;
        targets = batch.Targets;
        return batch.Count;
    }

    private static void ThrowIfNoSize(int size, int widest, string name)
    {
        if (size < 1 || (long)size * widest > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                name, size, $"Expected from 1 to {Array.MaxLength / Math.Max(widest, 1)} examples of {widest} values.");
        }
    }

    // A slot is spoilt by a read that finds the end: the reader may leave anything in it.
    private bool ReadInto(int slot)
    {
        ended = ended || !examples.Read(InputsAt(slot), TargetsAt(slot));
        return !ended;
    }

    private Span<T> InputsAt(int slot) => windowInputs.AsSpan(slot * examples.InputCount, examples.InputCount);

    private Span<TTarget> TargetsAt(int slot) => windowTargets.AsSpan(slot * examples.TargetCount, examples.TargetCount);
}
