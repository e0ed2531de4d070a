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
    private static readonly T Rounding = T.CreateChecked(typeof(T) == typeof(float) ? 2e-5 : 1e-12);

    // Beside NaN, which a maximum may drop.
    private static readonly T Thousand = T.CreateChecked(1000);

    private readonly ModelInfo info = TModel.Info;
    private readonly TModel model;
    private readonly T[] parameters;
    private readonly int[] padding;
    private readonly T[] inputs;
    private readonly TTarget[] targets;
    private readonly Workspace<T> workspace;
    private readonly int?[] parts = new int?[LargestBatch + 1];
    private readonly BatchResults<T>?[] afterZeros = new BatchResults<T>?[LargestBatch + 1];
    private readonly BatchResults<T>?[] afterNaN = new BatchResults<T>?[LargestBatch + 1];
    private readonly BatchResults<T>?[] singles = new BatchResults<T>?[LargestBatch];
    private readonly T[]?[] sums = new T[]?[LargestBatch + 1];

    public ModelLaws(TModel model)
    {
        this.model = model;
        RandomSource random = new((ulong)info.ParameterLength);
        model.Initialize(seed: 3);
        parameters = [.. model.Parameters];
        padding = FindPadding();

        // With room behind what even the largest batch may touch.
        workspace = model.CreateWorkspace(LargestBatch + 16);
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
            ForAnyBatch(What_a_workspace_held_before_changes_nothing),
            ForAnyBatch(A_batch_keeps_to_its_part_of_a_workspace),
            ForAnyBatch(Padding_is_zero),
            ForAnyBatch(A_batch_is_its_examples_one_by_one),
            OperatingSystem.IsLinux() ? Nothing_past_the_end_of_a_span_is_touched() : null,
        ];
        return broken.Where(static b => b is not null).Select(b => $"{typeof(TModel).FullName} in {info.Precision}: {b}");
    }

    private static string? ForAnyBatch(Func<int, string?> law) => Enumerable.Range(1, LargestBatch).Select(law).FirstOrDefault(static b => b is not null);

    private string? What_a_workspace_held_before_changes_nothing(int n)
    {
        foreach ((T leftover, BatchResults<T> reused) in ((T, BatchResults<T>)[])[(T.NaN, AfterNaN(n)), (Thousand, Compute(n, Thousand))])
        {
            if (FirstDifference(reused, n) is { } i)
            {
                return Text($"of a batch of {n}, {reused.NameOf(i)} is {AfterZeros(n).Values[i]} with a fresh workspace and {reused.Values[i]} with one full of {leftover}.");
            }
        }

        return null;
    }

    /// <summary>What lies beyond is other memory where the workspace is just large enough.</summary>
    private string? A_batch_keeps_to_its_part_of_a_workspace(int n)
        => AfterNaN(n).WrittenBeyond is { } i ? Text($"element {i} of a workspace was written; one for {n} examples has {PartOfWorkspace(n)}.") : null;

    /// <summary>In the gradient, whatever was there, and in the parameters after a step.</summary>
    private string? Padding_is_zero(int n)
    {
        BatchResults<T> results = AfterNaN(n);
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
        SumOfShared(n).CopyTo(apart.Shared);
        T count = T.CreateChecked(n);
        foreach (ref T value in apart.Shared)
        {
            value /= count;
        }

        for (int row = 0; row < n; row++)
        {
            Single(row).Outputs.CopyTo(apart.Outputs[(row * info.OutputCount)..]);
            Single(row).Classes.CopyTo(apart.Classes[row..]);
        }

        T[] together = AfterZeros(n).Values;
        for (int i = 0; i < together.Length; i++)
        {
            T expected = apart.Values[i];
            if (!(T.Abs(together[i] - expected) <= Rounding * T.Max(T.One, T.Abs(expected))))
            {
                return Text($"of a batch of {n}, {apart.NameOf(i)} is {together[i]}; one by one it is {expected}.");
            }
        }

        return null;
    }

    /// <summary>What lies there may be neither read nor written: touching it ends the process.</summary>
    private string? Nothing_past_the_end_of_a_span_is_touched()
    {
        using GuardedMemory<T> guardedInputs = new(inputs.Length);
        using GuardedMemory<TTarget> guardedTargets = new(targets.Length);
        using GuardedMemory<T> outputs = new(LargestBatch * info.OutputCount);
        using GuardedMemory<int> classes = new(LargestBatch);
        using GuardedMemory<T> gradient = new(info.ParameterLength);
        for (int n = 1; n <= LargestBatch; n++)
        {
            Batch batch = new(
                guardedInputs.Span[^(n * info.InputCount)..], guardedTargets.Span[^(n * info.TargetCount)..],
                outputs.Span[^(n * info.OutputCount)..], classes.Span[^n..], gradient.Span);
            inputs.AsSpan(0, batch.Inputs.Length).CopyTo(batch.Inputs);
            targets.AsSpan(0, batch.Targets.Length).CopyTo(batch.Targets);
            model.Predict(batch.Inputs[^info.InputCount..], batch.Outputs[^info.OutputCount..]);
            BatchResults<T> guarded = Compute(n, batch, leftover: T.Zero);
            if (FirstDifference(guarded, n) is { } i)
            {
                return Text($"of a batch of {n}, {guarded.NameOf(i)} is another where the spans lie elsewhere.");
            }
        }

        return null;
    }

    private BatchResults<T> AfterZeros(int n) => afterZeros[n] ??= Compute(n, T.Zero);

    private BatchResults<T> AfterNaN(int n) => afterNaN[n] ??= Compute(n, T.NaN);

    /// <summary>The index of the first value that is not exactly what a fresh workspace gives.</summary>
    private int? FirstDifference(BatchResults<T> results, int n)
    {
        int first = results.Values.AsSpan().CommonPrefixLength(AfterZeros(n).Values);
        return first < results.Values.Length ? first : null;
    }

    /// <summary>A batch of one; its outputs are those that are predicted without a workspace.</summary>
    private BatchResults<T> Single(int row)
    {
        if (singles[row] is { } known)
        {
            return known;
        }

        Batch batch = new(
            inputs.AsSpan(row * info.InputCount, info.InputCount), targets.AsSpan(row * info.TargetCount, info.TargetCount),
            new T[info.OutputCount], new int[1], new T[info.ParameterLength]);
        BatchResults<T> single = Compute(1, batch, leftover: T.Zero);
        single.Outputs.Fill(T.NaN);
        model.Predict(batch.Inputs, single.Outputs);
        return singles[row] = single;
    }

    /// <summary>What the first n rows give one by one, of all that a batch has once.</summary>
    private T[] SumOfShared(int n)
    {
        if (sums[n] is { } known)
        {
            return known;
        }

        T[] sum = [.. Single(n - 1).Shared];
        if (n > 1)
        {
            T[] before = SumOfShared(n - 1);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += before[i];
            }
        }

        return sums[n] = sum;
    }

    private int PartOfWorkspace(int n) => parts[n] ??= model.CreateWorkspace(n).Span.Length;

    private BatchResults<T> Compute(int n, T leftover)
    {
        Batch batch = new(
            inputs.AsSpan(0, n * info.InputCount), targets.AsSpan(0, n * info.TargetCount),
            new T[n * info.OutputCount], new int[n], new T[info.ParameterLength]);
        return Compute(n, batch, leftover);
    }

    /// <summary>Calls every kernel, with the same left over by others in the workspace; the parameters stay as they are.</summary>
    private BatchResults<T> Compute(int n, Batch batch, T leftover)
    {
        var results = new BatchResults<T>(info, n);
        int part = PartOfWorkspace(n);
        Span<T> scratch = workspace.Span[..part];
        workspace.Span.Fill(leftover);
        batch.Outputs.Fill(T.NaN);
        batch.Classes.Fill(int.MinValue);
        batch.Gradient.Fill(T.NaN);

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

        int beyond = workspace.Span[part..].IndexOfAnyExcept(leftover);
        results.WrittenBeyond = beyond < 0 ? null : part + beyond;
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
        Span<T> inputs, Span<TTarget> targets, Span<T> outputs, Span<int> classes, Span<T> gradient)
    {
        /// <summary>[n, InputCount]</summary>
        public Span<T> Inputs { get; } = inputs;

        /// <summary>[n, TargetCount]</summary>
        public Span<TTarget> Targets { get; } = targets;

        /// <summary>[n, OutputCount]</summary>
        public Span<T> Outputs { get; } = outputs;

        /// <summary>[n]</summary>
        public Span<int> Classes { get; } = classes;

        /// <summary>In the layout of the parameters.</summary>
        public Span<T> Gradient { get; } = gradient;
    }
}
