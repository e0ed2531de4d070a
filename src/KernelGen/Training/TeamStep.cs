using System.Numerics;
using System.Runtime.ExceptionServices;
using KernelGen.Numerics;
using KernelGen.Threads;

namespace KernelGen.Training;

/// <summary>One step of a team, in two rounds: every member the gradient of its shard, then every member a part of the parameters.</summary>
/// <remarks>Spans cannot be kept for other threads to see; what they point to is pinned for as long as a round takes.</remarks>
internal sealed unsafe class TeamStep<T, TTarget> : ITeamWork
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly ITrainable<T, TTarget> model;
    private readonly ModelInfo info;
    private readonly Workspace<T>[] workspaces;
    private readonly Shard<T>[] shards;
    private readonly T[] costs;
    private readonly Exception?[] failures;
    private readonly ParameterRange[] trained;

    private Round round;
    private int count;
    private int n;
    private T* inputs;
    private TTarget* targets;
    private T* gradient;
    private T scale;
    private T rate;
    private OptimizerState<T>? state;

    /// <summary>Takes memory for the shards of batches that fit a workspace, which the first member uses.</summary>
    public TeamStep(ITrainable<T, TTarget> model, Workspace<T> whole, int members)
    {
        this.model = model;
        info = whole.Owner;
        workspaces = [whole, .. Enumerable.Range(1, members - 1).Select(_ => model.CreateWorkspace(Shards.Largest(whole.MaxBatch)))];
        shards = [.. Enumerable.Range(0, members).Select(_ => new Shard<T>(new AlignedBuffer<T>(members > 1 ? info.ParameterLength : 0), T.Zero))];
        costs = new T[members];
        failures = new Exception?[members];
        trained = [.. info.Parameters.Where(static p => !p.IsFrozen).Select(static p => new ParameterRange(p.Offset, p.Length))];
    }

    private enum Round
    {
        Differentiate,
        Store,
        Descend,
        DescendWhole,
    }

    /// <summary>The first round. Nothing of the model has changed when it throws.</summary>
    /// <returns>The cost of the batch.</returns>
    public T Differentiate(ThreadTeam team, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, int count)
    {
        (this.count, n, round) = (count, inputs.Length / info.InputCount, Round.Differentiate);
        fixed (T* firstInput = inputs)
        fixed (TTarget* firstTarget = targets)
        {
            this.inputs = firstInput;
            this.targets = firstTarget;
            team.Run(count);
        }

        T cost = T.Zero;
        for (int i = 0; i < count; i++)
        {
            if (failures[i] is Exception failure)
            {
                Array.Clear(failures);

                // A shard counts its rows from its own first one: the model says it again of the whole batch.
                model.Cost(inputs, targets, workspaces[0]);
                ExceptionDispatchInfo.Throw(failure);
            }

            cost += shards[i].Weight * costs[i];
        }

        return cost;
    }

    /// <summary>The second round, where the gradient is asked for.</summary>
    public void Store(ThreadTeam team, Span<T> gradient)
    {
        round = Round.Store;
        fixed (T* first = gradient)
        {
            this.gradient = first;
            team.Run(count);
        }

        foreach (ParameterLayout parameter in info.Parameters)
        {
            if (parameter.IsFrozen)
            {
                gradient.Slice(parameter.Offset, parameter.Length).Clear();
            }
        }
    }

    /// <summary>The second round, where the parameters change; by gradient descent where there is no state.</summary>
    public void Descend(ThreadTeam team, T rate, OptimizerState<T>? state)
    {
        (round, this.rate, this.state) = (Round.Descend, rate, state);
        team.Run(count);
    }

    /// <summary>A round of its own, where the gradient is in memory and each of <paramref name="count"/> members has a part of it.</summary>
    public void Descend(ThreadTeam team, ReadOnlySpan<T> gradient, T scale, T rate, OptimizerState<T>? state, int count)
    {
        (round, this.scale, this.rate, this.state, this.count) = (Round.DescendWhole, scale, rate, state, count);
        fixed (T* first = gradient)
        {
            this.gradient = first;
            team.Run(count);
        }
    }

    /// <inheritdoc/>
    public void Work(int member)
    {
        if (round == Round.Differentiate)
        {
            Differentiate(member);
        }
        else
        {
            Finish(member);
        }
    }

    private void Differentiate(int member)
    {
        (int start, int length) = Shards.Range(n, count, member);
        shards[member] = shards[member] with { Weight = T.CreateTruncating(length) / T.CreateTruncating(n) };
        ReadOnlySpan<T> rows = new(inputs + ((long)start * info.InputCount), length * info.InputCount);
        ReadOnlySpan<TTarget> rowTargets = new(targets + ((long)start * info.TargetCount), length * info.TargetCount);
        try
        {
            if (member > 0)
            {
                workspaces[member].Dropout = workspaces[0].Dropout.From(start);
                (info.IsWeighted ? workspaces[0].Weights.Slice(start, length) : []).CopyTo(workspaces[member].Weights);
            }

            costs[member] = model.Gradient(rows, rowTargets, shards[member].Gradient.Span, workspaces[member]);
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the thread that asked for the step.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            failures[member] = failure;
        }
    }

    private void Finish(int member)
    {
        int total = 0;
        foreach (ParameterRange range in trained)
        {
            total += range.Length;
        }

        // This member's part of what is trained, seen as one piece, in whole registers.
        int first = Part(member), end = Part(member + 1), position = 0;
        foreach (ParameterRange range in trained)
        {
            int from = Math.Max(first, position), to = Math.Min(end, position + range.Length);
            if (from < to)
            {
                Finish(new ParameterRange(range.Start + from - position, to - from));
            }

            position += range.Length;
        }

        int Part(int index) => (int)((long)total / Padding.Elements * index / count) * Padding.Elements;
    }

    private void Finish(ParameterRange range)
    {
        ReadOnlySpan<Shard<T>> summed = shards.AsSpan(0, count);
        ShardUpdate<T> update = ShardUpdate<T>.Widest;
        Span<T> whole = new(gradient, info.ParameterLength);
        switch (round)
        {
            case Round.Store:
                update.Store(summed, range, whole);
                break;
            case Round.Descend:
                update.Descend(new GradientParts<T>(summed), range, model.Parameters, rate, state);
                break;
            default:
                update.Descend(new GradientParts<T>(whole, scale), range, model.Parameters, rate, state);
                break;
        }
    }
}
