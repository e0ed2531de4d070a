using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Makes a model that fails smaller, as long as it fails in the same way.</summary>
internal static class RandomModelShrinking
{
    private const int AtOnce = 24;

    public static RandomModelFailure Shrink(RandomModelFailure failure)
    {
        while (true)
        {
            RandomModelFailure? smaller = Smaller(failure.Model).Chunk(AtOnce)
                .Select(candidates => RandomModelRun.Failures(candidates).Where(f => f.Fault == failure.Fault).MinBy(static f => SizeOf(f.Model)))
                .FirstOrDefault(static f => f is not null);
            if (smaller is null)
            {
                return failure;
            }

            failure = smaller;
        }
    }

    /// <summary>Legal models with less in them, the smallest first.</summary>
    private static IEnumerable<RandomModel> Smaller(RandomModel model) => Changed(model)
        .Where(static m => m.Infer() is not null)
        .Select(static m => m.Pruned())
        .Where(m => m.Infer() is not null && SizeOf(m) < SizeOf(model))
        .DistinctBy(static m => RandomModelSource.Of(m, "R"))
        .OrderBy(SizeOf);

    private static long SizeOf(RandomModel model) => (model.Steps.Length * 100_000L) + (model.Arguments.Length * 10_000)
        + model.Arguments.Sum(static a => (long)a.Rows + a.Columns + (a.Frozen || a.WantsGradient ? 1 : 0)) + (model.Style == 0 ? 0 : 1) + (model.Output < 0 ? 0 : 1)
        + model.Steps.Sum(static s => s.Length + s.Start);

    private static IEnumerable<RandomModel> Changed(RandomModel model)
    {
        RandomValue[] values = model.Infer()!;
        yield return model with { Style = 0 };
        yield return model with { Output = -1 };
        yield return model with { Objective = -1 };
        for (int i = values.Length - 1; i >= 0; i--)
        {
            for (int other = 0; other < i; other++)
            {
                bool isArgument = other < model.Arguments.Length;
                bool isOperand = i >= model.Arguments.Length && model.StepOf(i).Operands.Contains(other);
                if ((isArgument || isOperand || i - other < 4) && values[other].HasShapeOf(values[i]))
                {
                    yield return Replace(model, i, other);
                }
            }
        }

        for (int root = 0; root < values.Length; root++)
        {
            if (values[root].Kind == ValueKind.Scalar && root < model.Objective)
            {
                yield return model with { Objective = root };
            }

            if (values[root].Kind is ValueKind.Scalar or ValueKind.Vector && root < model.Output)
            {
                yield return model with { Output = root };
            }
        }

        foreach (int length in model.Arguments.SelectMany(static a => (int[])[a.Rows, a.Columns]).Distinct().Where(static l => l > 1))
        {
            foreach (int shorter in (int[])[1, 2, 3, length / 2, length - 16, length - 8, length - 1])
            {
                if (shorter > 0 && shorter < length)
                {
                    yield return model with
                    {
                        Arguments =
                        [
                            .. model.Arguments.Select(a => a with
                            {
                                Rows = a.Rows == length ? shorter : a.Rows,
                                Columns = a.Columns == length ? shorter : a.Columns,
                            }),
                        ],
                        Steps =
                        [
                            .. model.Steps.Select(s => s.Function is "Slice" or "Entry" or "WeightedSum"
                                ? s with { Start = Math.Min(s.Start, shorter - 1), Length = Math.Max(1, Math.Min(s.Length, shorter - Math.Min(s.Start, shorter - 1))) }
                                : s),
                        ],
                    };
                }
            }
        }

        for (int i = 0; i < model.Arguments.Length; i++)
        {
            yield return model with { Arguments = model.Arguments.SetItem(i, model.Arguments[i] with { Frozen = false, WantsGradient = false }) };
        }

        for (int i = 0; i < model.Steps.Length; i++)
        {
            yield return model with { Steps = model.Steps.SetItem(i, model.Steps[i] with { Length = Math.Min(1, model.Steps[i].Length) }) };
            yield return model with { Steps = model.Steps.SetItem(i, model.Steps[i] with { Start = 0 }) };
        }
    }

    private static RandomModel Replace(RandomModel model, int value, int by) => model with
    {
        Steps = [.. model.Steps.Select((s, k) => k + model.Arguments.Length > value ? s with { Operands = [.. s.Operands.Select(o => o == value ? by : o)] } : s)],
        Objective = model.Objective == value ? by : model.Objective,
        Output = model.Output == value ? by : model.Output,
    };
}
