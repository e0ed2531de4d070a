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
        => Check<TModel, T, TTarget>(new TModel());

    /// <summary>What is broken, one sentence each.</summary>
    public static IEnumerable<string> Check<TModel, T, TTarget>(TModel model)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
        => new ModelLaws<TModel, T, TTarget>(model).Broken();
}

/// <summary>The laws, of one model with parameters and examples drawn for it.</summary>
internal sealed class ModelLaws<TModel, T, TTarget>
    where TModel : class, ITrainable<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private const int LargestBatch = 23;

    private static readonly T LearningRate = T.CreateChecked(0.05);

    private static readonly double Rounding = typeof(T) == typeof(float) ? 2e-5 : 1e-12;

    // A maximum may drop what is not a number, and a sum hide what is small.
    private static readonly T[] Leftovers = [T.NaN, T.CreateChecked(1000)];

    private readonly ModelInfo info = TModel.Info;
    private readonly TModel model;
    private readonly T[] parameters;
    private readonly int[] padding;
    private readonly T[] inputs;
    private readonly TTarget[] targets;
    private readonly BatchResults<T>?[] fresh = new BatchResults<T>?[LargestBatch + 1];
    private readonly BatchResults<T>?[] singles = new BatchResults<T>?[LargestBatch];

    public ModelLaws(TModel model)
    {
        this.model = model;
        RandomSource random = new((ulong)info.ParameterLength);
        model.Initialize(seed: 3);
        parameters = [.. model.Parameters];
        padding = FindPadding();
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
        IEnumerable<Func<int, string?>> laws =
        [
            What_a_workspace_held_before_changes_nothing,
            A_batch_keeps_to_its_part_of_a_workspace,
            Padding_is_zero,
            A_batch_is_its_examples_one_by_one,
            .. OperatingSystem.IsLinux() ? (Func<int, string?>[])[Nothing_past_the_end_of_a_span_is_touched] : [],
        ];
        return laws
            .Select(static law => Enumerable.Range(1, LargestBatch).Select(law).FirstOrDefault(static b => b is not null))
            .Where(static broken => broken is not null)
            .Select(broken => $"{typeof(TModel).FullName} in {info.Precision}: {broken}");
    }

    private string? What_a_workspace_held_before_changes_nothing(int n)
    {
        foreach (T leftover in Leftovers)
        {
            BatchResults<T> reused = Compute(n, model.CreateWorkspace(n), leftover);
            if (FirstDifference(reused, n) is { } i)
            {
                return Text($"of a batch of {n}, {reused.NameOf(i)} is {Fresh(n).Values[i]} with a fresh workspace and {reused.Values[i]} with one full of {leftover}.");
            }
        }

        return null;
    }

    /// <summary>What lies beyond is other memory where the workspace is just large enough.</summary>
    private string? A_batch_keeps_to_its_part_of_a_workspace(int n)
    {
        Workspace<T> larger = model.CreateWorkspace(n + 16);
        larger.Span.Fill(T.NaN);
        Compute(n, larger, leftover: T.Zero);
        int part = PartOfWorkspace(n);
        int first = larger.Span[part..].IndexOfAnyExcept(T.NaN);
        return first < 0 ? null : Text($"element {part + first} of a workspace was written; a workspace for {n} examples has {part}.");
    }

    /// <summary>In the gradient, whatever was there, and in the parameters after a step.</summary>
    private string? Padding_is_zero(int n)
    {
        BatchResults<T> results = Compute(n, model.CreateWorkspace(n), leftover: T.NaN);
        foreach (int i in padding)
        {
            if (results.Gradient[i] != T.Zero || results.Parameters[i] != T.Zero)
            {
                return Text($"with a batch of {n} the padding at index {i} is {results.Gradient[i]} in the gradient and {results.Parameters[i]} after a step.");
            }
        }

        return null;
    }

    /// <summary>Within rounding: a row block sums in another order than a single row.</summary>
    private string? A_batch_is_its_examples_one_by_one(int n)
    {
        var apart = new BatchResults<T>(info, n);
        for (int row = 0; row < n; row++)
        {
            BatchResults<T> single = Single(row);
            single.Outputs.CopyTo(apart.Outputs[(row * info.OutputCount)..]);
            single.Classes.CopyTo(apart.Classes[row..]);
            for (int i = 0; i < apart.Shared.Length; i++)
            {
                apart.Shared[i] += single.Shared[i] / T.CreateChecked(n);
            }
        }

        T[] together = Fresh(n).Values;
        for (int i = 0; i < together.Length; i++)
        {
            double expected = double.CreateChecked(apart.Values[i]);
            if (!(Math.Abs(double.CreateChecked(together[i]) - expected) <= Rounding * Math.Max(1, Math.Abs(expected))))
            {
                return Text($"of a batch of {n}, {apart.NameOf(i)} is {together[i]}; one by one it is {expected}.");
            }
        }

        return null;
    }

    /// <summary>What lies there may be neither read nor written: touching it ends the process.</summary>
    private string? Nothing_past_the_end_of_a_span_is_touched(int n)
    {
        using GuardedMemory<T> guardedInputs = new(n * info.InputCount);
        using GuardedMemory<TTarget> guardedTargets = new(n * info.TargetCount);
        using GuardedMemory<T> outputs = new(n * info.OutputCount);
        using GuardedMemory<int> classes = new(n);
        using GuardedMemory<T> gradient = new(info.ParameterLength);
        inputs.AsSpan(0, n * info.InputCount).CopyTo(guardedInputs.Span);
        targets.AsSpan(0, n * info.TargetCount).CopyTo(guardedTargets.Span);
        model.Predict(guardedInputs.Span[^info.InputCount..], outputs.Span[^info.OutputCount..]);
        Batch batch = new(guardedInputs.Span, guardedTargets.Span, outputs.Span, classes.Span, gradient.Span);
        BatchResults<T> guarded = Compute(n, batch, model.CreateWorkspace(n), leftover: T.Zero);
        return FirstDifference(guarded, n) is { } i ? Text($"of a batch of {n}, {guarded.NameOf(i)} is another where the spans lie elsewhere.") : null;
    }

    private int PartOfWorkspace(int n) => model.CreateWorkspace(n).Span.Length;

    /// <summary>The index of the first value that is not exactly what a fresh workspace gives.</summary>
    private int? FirstDifference(BatchResults<T> results, int n)
    {
        int first = results.Values.AsSpan().CommonPrefixLength(Fresh(n).Values);
        return first < results.Values.Length ? first : null;
    }

    private BatchResults<T> Fresh(int n) => fresh[n] ??= Compute(n, model.CreateWorkspace(n), leftover: T.Zero);

    /// <summary>A batch of one; its outputs are those that are predicted without a workspace.</summary>
    private BatchResults<T> Single(int row)
    {
        if (singles[row] is { } known)
        {
            return known;
        }

        ReadOnlySpan<T> example = inputs.AsSpan(row * info.InputCount, info.InputCount);
        Batch batch = new(
            example, targets.AsSpan(row * info.TargetCount, info.TargetCount), new T[info.OutputCount], new int[1], new T[info.ParameterLength]);
        BatchResults<T> single = Compute(1, batch, model.CreateWorkspace(1), leftover: T.Zero);
        single.Outputs.Fill(T.NaN);
        model.Predict(example, single.Outputs);
        return singles[row] = single;
    }

    private BatchResults<T> Compute(int n, Workspace<T> workspace, T leftover)
    {
        Batch batch = new(
            inputs.AsSpan(0, n * info.InputCount), targets.AsSpan(0, n * info.TargetCount),
            new T[n * info.OutputCount], new int[n], new T[info.ParameterLength]);
        return Compute(n, batch, workspace, leftover);
    }

    /// <summary>Calls every kernel, each with the same left over in what it overwrites; the parameters stay as they are.</summary>
    private BatchResults<T> Compute(int n, Batch batch, Workspace<T> workspace, T leftover)
    {
        var results = new BatchResults<T>(info, n);
        Span<T> scratch = workspace.Span[..PartOfWorkspace(n)];
        batch.Outputs.Fill(T.NaN);
        batch.Classes.Fill(int.MinValue);
        batch.Gradient.Fill(T.NaN);

        scratch.Fill(leftover);
        model.Predict(batch.Inputs, batch.Outputs, workspace);
        batch.Outputs.CopyTo(results.Outputs);
        if (model is IClassifier<T> classifier)
        {
            scratch.Fill(leftover);
            classifier.Classify(batch.Inputs, batch.Classes, workspace);
            for (int row = 0; row < n; row++)
            {
                results.Classes[row] = T.CreateChecked(batch.Classes[row]);
            }
        }

        scratch.Fill(leftover);
        results.Costs[0] = model.Cost(batch.Inputs, batch.Targets, workspace);
        scratch.Fill(leftover);
        results.Costs[1] = model.Gradient(batch.Inputs, batch.Targets, batch.Gradient, workspace);
        batch.Gradient.CopyTo(results.Gradient);
        scratch.Fill(leftover);
        results.Costs[2] = model.SgdStep(batch.Inputs, batch.Targets, LearningRate, workspace);
        model.Parameters.CopyTo(results.Parameters);
        parameters.CopyTo(model.Parameters);
        return results;
    }

    private int[] FindPadding()
    {
        HashSet<int> occupied =
        [
            .. from layout in info.Parameters
               from i in Enumerable.Range(0, layout.Count)
               select layout.IndexOf(i / layout.Columns, i % layout.Columns),
        ];
        return [.. Enumerable.Range(0, info.ParameterLength).Where(i => !occupied.Contains(i))];
    }

    private static TNumber[] Draw<TNumber>(int length, Func<double> draw)
        where TNumber : INumber<TNumber>
        => [.. Enumerable.Range(0, length).Select(_ => TNumber.CreateChecked(draw()))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the kernels read and write.</summary>
    private readonly ref struct Batch(
        ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> outputs, Span<int> classes, Span<T> gradient)
    {
        /// <summary>[n, InputCount]</summary>
        public ReadOnlySpan<T> Inputs { get; } = inputs;

        /// <summary>[n, TargetCount]</summary>
        public ReadOnlySpan<TTarget> Targets { get; } = targets;

        /// <summary>[n, OutputCount]</summary>
        public Span<T> Outputs { get; } = outputs;

        /// <summary>[n]</summary>
        public Span<int> Classes { get; } = classes;

        /// <summary>In the layout of the parameters.</summary>
        public Span<T> Gradient { get; } = gradient;
    }
}
