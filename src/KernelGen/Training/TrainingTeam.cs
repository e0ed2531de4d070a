using System.Numerics;
using KernelGen.Threads;

namespace KernelGen.Training;

/// <summary>Several threads that share every step of one model's training. Reusable, for one calling thread at a time.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> where targets are labels, otherwise <typeparamref name="T"/>.</typeparam>
/// <remarks>
/// <para>
/// The batch is divided into shards of whole examples, one a thread. Each thread computes the gradient of its shard; then each changes
/// a part of the parameters by the sum of all. Shards, and the order of sums, follow from the numbers of examples and threads alone:
/// every run gives the same bits. Another number of threads rounds otherwise.
/// </para>
/// <para>
/// A batch too small to gain from company is left to the calling thread and the model's own step (<see cref="ThreadsFor"/>). No call
/// allocates. After a call the threads spin for a tenth of a millisecond, then sleep.
/// </para>
/// </remarks>
public sealed class TrainingTeam<T, TTarget> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>Fewer parameters are changed sooner than another thread is woken.</summary>
    private const int SharedLength = 1 << 15;

    private readonly ITrainable<T, TTarget> model;
    private readonly Workspace<T> workspace;
    private readonly ModelInfo info;
    private readonly ThreadTeam team;
    private readonly TeamStep<T, TTarget> step;
    private bool isDisposed;
    private int isBusy;

    /// <summary>Takes all memory and starts the threads.</summary>
    /// <param name="model">The model, which is trained in place.</param>
    /// <param name="threads">Threads that work, the calling one included: no more than there are processors. 1 starts none.</param>
    /// <param name="maxBatch">The largest batch.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not in 1 … 256, or <paramref name="maxBatch"/> is less than 1.</exception>
    public TrainingTeam(ITrainable<T, TTarget> model, int threads, int maxBatch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, TrainingOptions.MaxThreads);
        this.model = model;
        workspace = model.CreateWorkspace(maxBatch);
        info = workspace.Owner;
        Threads = Shards.Count(info, maxBatch, threads);
        step = new TeamStep<T, TTarget>(model, workspace, Threads);
        team = new ThreadTeam(step, Threads, $"training of {info.Name}");
    }

    /// <summary>Threads that were started, the calling one counted: fewer than asked for where the largest batch would not gain from more.</summary>
    public int Threads { get; }

    /// <summary>[MaxBatch], what each example of the next batches counts, as <see cref="Workspace{T}.Weights"/>; empty where the loss has no weights.</summary>
    public Span<T> Weights => workspace.Weights;

    /// <summary>Which units dropout leaves out of the next gradient, as <see cref="Workspace{T}.Dropout"/>: the same for any number of threads.</summary>
    public DropoutKey Dropout { get => workspace.Dropout; set => workspace.Dropout = value; }

    /// <summary>The number of threads that a step on <paramref name="n"/> examples takes, by the operations it needs.</summary>
    public int ThreadsFor(int n) => Shards.Count(info, n, Threads);

    /// <summary>The cost of a batch and its gradient with respect to the parameters, as <see cref="ITrainable{T, TTarget}.Gradient"/>.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="gradient">[Parameters.Length], written in the layout of the parameters; padding becomes zero.</param>
    /// <exception cref="ArgumentException">As the model's own; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is within a call.</exception>
    /// <exception cref="ObjectDisposedException">The team has been dismissed.</exception>
    public T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> gradient)
    {
        using Turn turn = Take();
        int count = CountOf(inputs, targets);
        if (count == 1)
        {
            return model.Gradient(inputs, targets, gradient, workspace);
        }

        Require.Gradient(inputs, targets, gradient, model.Parameters, workspace);
        T cost = step.Differentiate(team, inputs, targets, count);
        step.Store(team, gradient);
        return cost;
    }

    /// <summary>One step of gradient descent, as <see cref="ITrainable{T, TTarget}.SgdStep"/>.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <returns>The cost before the step.</returns>
    /// <exception cref="ArgumentException">As the model's own; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is within a call.</exception>
    /// <exception cref="ObjectDisposedException">The team has been dismissed.</exception>
    public T SgdStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate)
    {
        using Turn turn = Take();
        int count = CountOf(inputs, targets);
        if (count == 1)
        {
            return model.SgdStep(inputs, targets, learningRate, workspace);
        }

        Require.Step(inputs, targets, model.Parameters, learningRate);
        return Descend(inputs, targets, learningRate, null, count);
    }

    /// <summary>One step with momentum, as <see cref="ITrainable{T, TTarget}.MomentumStep"/>.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="state">Of this kind of model.</param>
    /// <returns>The cost before the step.</returns>
    /// <exception cref="ArgumentException">As the model's own; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is within a call.</exception>
    /// <exception cref="ObjectDisposedException">The team has been dismissed.</exception>
    public T MomentumStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, MomentumState<T> state)
    {
        using Turn turn = Take();
        int count = CountOf(inputs, targets);
        if (count == 1)
        {
            return model.MomentumStep(inputs, targets, learningRate, state, workspace);
        }

        Require.Step(inputs, targets, model.Parameters, learningRate, state, info);
        return Descend(inputs, targets, learningRate, state, count);
    }

    /// <summary>One step of Adam, as <see cref="ITrainable{T, TTarget}.AdamStep"/>.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="state">Of this kind of model.</param>
    /// <returns>The cost before the step.</returns>
    /// <exception cref="ArgumentException">As the model's own; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is within a call.</exception>
    /// <exception cref="ObjectDisposedException">The team has been dismissed.</exception>
    public T AdamStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, AdamState<T> state)
    {
        using Turn turn = Take();
        int count = CountOf(inputs, targets);
        if (count == 1)
        {
            return model.AdamStep(inputs, targets, learningRate, state, workspace);
        }

        Require.Step(inputs, targets, model.Parameters, learningRate, state, info);
        T cost = Descend(inputs, targets, learningRate, state, count);
        state.Steps++;
        return cost;
    }

    /// <summary>One step from a gradient in memory, by any optimiser: what belongs to frozen parameters stays, padding stays zero.</summary>
    /// <remarks>The next gradient leaves out other units: <see cref="Dropout"/> goes on, as after every step.</remarks>
    /// <param name="gradient">[Parameters.Length], in the layout of the parameters, as <see cref="Gradient"/> writes it.</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="state">Of this kind of model; null for gradient descent.</param>
    /// <param name="scale">What the gradient is multiplied by first, e.g. to clip it: finite and not negative.</param>
    /// <exception cref="ArgumentException">An argument does not fit the model, overlaps another, or is out of range; nothing has changed.</exception>
    /// <exception cref="NotSupportedException">The model's parameters are no whole registers, which a model written by hand may have.</exception>
    /// <exception cref="InvalidOperationException">Another thread is within a call.</exception>
    /// <exception cref="ObjectDisposedException">The team has been dismissed.</exception>
    public void Step(ReadOnlySpan<T> gradient, T learningRate, OptimizerState<T>? state, double scale = 1)
    {
        using Turn turn = Take();
        Require.FlatStep(gradient, model.Parameters, learningRate, state, info, scale);
        int count = info.ParameterLength < SharedLength ? 1 : Threads;
        step.Descend(team, gradient, T.CreateTruncating(scale), learningRate, state, count);
        if (state is AdamState<T> adam)
        {
            adam.Steps++;
        }

        Dropout = Dropout.Next;
    }

    /// <summary>Ends the threads. The model stays as it is.</summary>
    /// <exception cref="InvalidOperationException">Another thread is within a call.</exception>
    public void Dispose()
    {
        if (!isDisposed)
        {
            using Turn turn = Take();
            isDisposed = true;
            team.Dispose();
        }
    }

    private T Descend(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T rate, OptimizerState<T>? state, int count)
    {
        T cost = step.Differentiate(team, inputs, targets, count);
        step.Descend(team, rate, state);
        Dropout = Dropout.Next;
        return cost;
    }

    /// <summary>The threads for a batch; 1 where it is not in order, as the model then says what is wrong.</summary>
    private int CountOf(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        (int n, int rest) = Math.DivRem(inputs.Length, info.InputCount);
        return rest == 0 && n <= workspace.MaxBatch && targets.Length == (long)n * info.TargetCount ? ThreadsFor(n) : 1;
    }

    private Turn Take()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return Interlocked.Exchange(ref isBusy, 1) == 0
            ? new Turn(ref isBusy)
            : throw new InvalidOperationException($"This team is within a call of another thread; make one for each thread that trains.");
    }

    /// <summary>The right to use the team, given back at the end of a call.</summary>
    private readonly ref struct Turn(ref int isBusy)
    {
        private readonly ref int isBusy = ref isBusy;

        public void Dispose() => Volatile.Write(ref isBusy, 0);
    }
}
