using KernelGen.Generators.Emitting;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Benchmarks.Tune;

/// <summary>A workload with one of its choices made in one way.</summary>
/// <param name="Model">The workload.</param>
/// <param name="Way">The choice in a few words.</param>
/// <param name="Plan">What is written.</param>
/// <param name="Alone">Which of its kernels is called by itself; −1 for none, only the checks of a call; null for all.</param>
/// <param name="Cycles">What the cost model predicts of what is called.</param>
internal sealed record Variant(TunedModel Model, string Way, KernelPlan Plan, int? Alone, double Cycles)
{
    /// <summary>Beyond so many ways to cut a loop, in the order of their predicted costs, none has a chance.</summary>
    private const int Most = 16;

    /// <summary>Only the checks of a call.</summary>
    public static Variant Empty(TunedModel model) => Of(model, "", model.Procedure, -1, 0);

    /// <summary>The ways to cut the loops of a kernel that differ for this batch, the chosen one first, then the most promising; empty where there is no choice.</summary>
    public static IReadOnlyList<Variant> OfKernel(TunedModel model, int kernel)
    {
        Kernel planned = model.Procedure.Kernels[kernel];
        if (planned is not { Nest: { } nest, Tiling: { } chosen })
        {
            return [];
        }

        return
        [
            .. TilingCandidates.Of(nest).OrderBy(t => CostModel.Cycles(nest, t, model.BatchSize)).Prepend(chosen)
                .DistinctBy(t => TilingText.Describe(t, model.BatchSize))
                .Take(Most)
                .Select(t => OfTiling(model, kernel, t)),
        ];
    }

    /// <summary>The ways to arrange a matrix, each with all kernels of the workload, the chosen one first.</summary>
    public static IReadOnlyList<Variant> OfMatrix(TunedModel model, MatrixPlan matrix) =>
        [.. matrix.Ways.Select(w => OfPlan(model, ArrangementText.Describe(w.Arrangement), new ForcedChoices(matrix.Node, w.Arrangement)))];

    /// <summary>With and without a way of their own for blocks of rows, the chosen one first; empty where there is no such way for this batch.</summary>
    public static IReadOnlyList<Variant> OfRowBlocks(TunedModel model)
    {
        Variant general = OfPlan(model, "general way", new ForcedChoices(InRowBlocks: false));
        Variant inBlocks = OfPlan(model, "blocks of rows", new ForcedChoices(InRowBlocks: true));
        return !model.Called(inBlocks.Plan).InRowBlocks ? [] : model.Called(model.Plan).InRowBlocks ? [inBlocks, general] : [general, inBlocks];
    }

    /// <summary>The text of a class of this name.</summary>
    public string Write(string name) =>
        ModelEmitter.Emit(Plan with { Spec = Plan.Spec with { Type = new TypeSpec("Tuned", EquatableArray<string>.Empty, name, "Tuned." + name) } });

    private static Variant OfTiling(TunedModel model, int kernel, Tiling tiling)
    {
        Kernel cut = model.Procedure.Kernels[kernel] with { Tiling = tiling };
        Kernel[] kernels = [.. model.Procedure.Kernels.Select((k, i) => i == kernel ? cut : k)];
        Procedure procedure = model.Procedure with { Kernels = kernels.ToEquatableArray() };
        return Of(model, TilingText.Describe(tiling, model.BatchSize), procedure, kernel, model.Cycles(cut));
    }

    private static Variant Of(TunedModel model, string way, Procedure procedure, int alone, double cycles)
    {
        KernelPlan plan = model.Plan;
        IEnumerable<Procedure> others = plan.Procedures.Where(p => p.Kind != model.Kind);
        return new Variant(model, way, plan with { Procedures = others.Append(procedure with { Alone = alone }).ToEquatableArray() }, alone, cycles);
    }

    private static Variant OfPlan(TunedModel model, string way, ForcedChoices forced)
    {
        KernelPlan plan = model.PlanWith(forced);
        return new Variant(model, way, plan, null, model.Called(plan).Kernels.Sum(model.Cycles));
    }
}
