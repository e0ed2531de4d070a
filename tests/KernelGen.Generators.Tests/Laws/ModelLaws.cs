using System.Globalization;
using System.Numerics;
using KernelGen.Numerics;
using KernelGen.Tests.Numerics;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Laws that hold for every model with a loss, whatever its equations.</summary>
public static class ModelLaws
{
    /// <summary>What is broken, one sentence each.</summary>
    public static IEnumerable<string> Check<TModel, T, TTarget>()
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
        => new ModelLaws<TModel, T, TTarget>().Broken();
}

/// <summary>The laws, of one model with parameters and examples drawn for it.</summary>
internal sealed class ModelLaws<TModel, T, TTarget>
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private const int LargestBatch = 23;
    private const int Steps = 5;

    private static readonly double Rounding = typeof(T) == typeof(float) ? 2e-5 : 1e-12;

    private readonly ModelInfo info = TModel.Info;
    private readonly TModel model = new();
    private readonly T[] inputs;
    private readonly TTarget[] targets;

    public ModelLaws()
    {
        RandomSource random = new((ulong)info.ParameterLength);
        model.Initialize(seed: 3);
        inputs = Draw<T>(LargestBatch * info.InputCount, () => random.NextDouble(-1, 1));
        targets = Draw<TTarget>(LargestBatch * info.TargetCount, () => info.Target switch
        {
            TargetKind.Label => random.NextInt32(info.ClassCount),
            TargetKind.Sign => 2 * random.NextInt32(2) - 1,
            TargetKind.Distribution => 1.0 / info.TargetCount,
            _ => random.NextDouble(),
        });
    }

    /// <summary>Of each law the first case that breaks it.</summary>
    public IEnumerable<string> Broken()
    {
        IEnumerable<string?> broken =
        [
            What_a_workspace_held_before_changes_no_bit(),
            Padding_stays_zero(),
            ForAnyBatch(A_batch_is_its_examples_one_by_one),
            OperatingSystem.IsLinux() ? ForAnyBatch(Nothing_past_the_end_of_a_span_is_touched) : null,
        ];
        return broken.Where(static b => b is not null).Select(static b => $"{typeof(TModel).FullName}: {b}");
    }

    private static string? ForAnyBatch(Func<int, string?> law) => Enumerable.Range(1, LargestBatch).Select(law).FirstOrDefault(static b => b is not null);

    private string? What_a_workspace_held_before_changes_no_bit()
    {
        const int N = 17;
        Workspace<T> poisoned = model.CreateWorkspace(LargestBatch);
        T[] fresh = Everything(N, model.CreateWorkspace(N), static _ => { });
        T[] reused = Everything(N, poisoned, static w => w.Span.Fill(T.NaN));
        int first = fresh.AsSpan().CommonPrefixLength(reused);
        return first == fresh.Length
            ? null
            : Text($"value {first} of outputs, cost and gradient is {fresh[first]} with a fresh workspace and {reused[first]} with one full of NaN.");
    }

    /// <summary>Outputs, cost and gradient, in this order.</summary>
    private T[] Everything(int n, Workspace<T> workspace, Action<Workspace<T>> before)
    {
        var outputs = new T[n * info.OutputCount];
        var gradient = new T[info.ParameterLength];
        gradient.AsSpan().Fill(T.NaN);
        before(workspace);
        model.Predict(Inputs(n), outputs, workspace);
        before(workspace);
        T cost = model.Cost(Inputs(n), Targets(n), workspace);
        before(workspace);
        model.Gradient(Inputs(n), Targets(n), gradient, workspace);
        return [.. outputs, cost, .. gradient];
    }

    /// <summary>Within rounding: a row block sums in another order than a single row.</summary>
    private string? A_batch_is_its_examples_one_by_one(int n)
    {
        Workspace<T> workspace = model.CreateWorkspace(n);
        T[] together = Everything(n, workspace, static _ => { });
        var apart = new T[together.Length];
        for (int row = 0; row < n; row++)
        {
            var gradient = new T[info.ParameterLength];
            ReadOnlySpan<T> example = inputs.AsSpan(row * info.InputCount, info.InputCount);
            ReadOnlySpan<TTarget> target = targets.AsSpan(row * info.TargetCount, info.TargetCount);
            model.Predict(example, apart.AsSpan(row * info.OutputCount, info.OutputCount));
            apart[n * info.OutputCount] += model.Gradient(example, target, gradient, workspace) / T.CreateChecked(n);
            for (int i = 0; i < gradient.Length; i++)
            {
                apart[n * info.OutputCount + 1 + i] += gradient[i] / T.CreateChecked(n);
            }
        }

        for (int i = 0; i < together.Length; i++)
        {
            double expected = double.CreateChecked(apart[i]);
            if (!(Math.Abs(double.CreateChecked(together[i]) - expected) <= Rounding * Math.Max(1, Math.Abs(expected))))
            {
                return Text($"value {i} of outputs, cost and gradient of a batch of {n} is {together[i]}; one by one it is {apart[i]}.");
            }
        }

        return null;
    }

    private string? Padding_stays_zero()
    {
        Workspace<T> workspace = model.CreateWorkspace(LargestBatch);
        for (int i = 0; i < Steps; i++)
        {
            model.SgdStep(inputs, targets, T.CreateChecked(0.05), workspace);
        }

        var padding = (T[])[.. model.Parameters];
        foreach (ParameterLayout layout in info.Parameters)
        {
            for (int i = 0; i < layout.Count; i++)
            {
                padding[layout.IndexOf(i / layout.Columns, i % layout.Columns)] = T.Zero;
            }
        }

        int first = padding.AsSpan().IndexOfAnyExcept(T.Zero);
        return first < 0 ? null : Text($"after {Steps} steps the padding at index {first} of the parameters is {padding[first]}.");
    }

    /// <summary>What lies there may be neither read nor written: touching it ends the process.</summary>
    private string? Nothing_past_the_end_of_a_span_is_touched(int n)
    {
        using GuardedMemory<T> guardedInputs = new(n * info.InputCount);
        using GuardedMemory<TTarget> guardedTargets = new(n * info.TargetCount);
        using GuardedMemory<T> outputs = new(n * info.OutputCount);
        using GuardedMemory<T> gradient = new(info.ParameterLength);
        Inputs(n).CopyTo(guardedInputs.Span);
        Targets(n).CopyTo(guardedTargets.Span);
        Workspace<T> workspace = model.CreateWorkspace(n);
        model.Predict(guardedInputs.Span[^info.InputCount..], outputs.Span[^info.OutputCount..]);
        model.Predict(guardedInputs.Span, outputs.Span, workspace);
        T cost = model.Gradient(guardedInputs.Span, guardedTargets.Span, gradient.Span, workspace);
        T[] guarded = [.. outputs.Span, cost, .. gradient.Span];
        int first = Everything(n, workspace, static _ => { }).AsSpan().CommonPrefixLength(guarded);
        return first == guarded.Length ? null : Text($"value {first} of outputs, cost and gradient is another where the spans lie elsewhere.");
    }

    private ReadOnlySpan<T> Inputs(int n) => inputs.AsSpan(0, n * info.InputCount);

    private ReadOnlySpan<TTarget> Targets(int n) => targets.AsSpan(0, n * info.TargetCount);

    private static TNumber[] Draw<TNumber>(int length, Func<double> draw)
        where TNumber : INumber<TNumber>
        => [.. Enumerable.Range(0, length).Select(_ => TNumber.CreateChecked(draw()))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
