using KernelGen.Generators.Emitting;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Benchmarks.Tune;

/// <summary>One kernel of a workload by itself, with its loops cut in one way.</summary>
/// <param name="Model">The workload.</param>
/// <param name="Kernel">Which of its kernels; −1 for none, only the checks of a call.</param>
/// <param name="Tiling">How its loops are cut.</param>
/// <param name="Cycles">What the cost model predicts.</param>
internal sealed record Variant(TunedModel Model, int Kernel, Tiling? Tiling, double Cycles)
{
    /// <summary>Beyond so many, in the order of their predicted costs, none has a chance.</summary>
    private const int Most = 16;

    /// <summary>Only the checks of a call.</summary>
    public static Variant Empty(TunedModel model) => new(model, -1, null, 0);

    /// <summary>The ways to cut the loops of a kernel that differ for this batch, the chosen one first, then the most promising; empty where there is no choice.</summary>
    public static IReadOnlyList<Variant> Of(TunedModel model, int kernel)
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
                .Select(t => new Variant(model, kernel, t, CostModel.Cycles(nest, t, model.BatchSize))),
        ];
    }

    /// <summary>The text of a class of this name that runs nothing but the kernel.</summary>
    public string Write(string name)
    {
        KernelPlan plan = Model.Plan;
        Kernel[] kernels = [.. Model.Procedure.Kernels.Select((k, i) => i == Kernel ? k with { Tiling = Tiling } : k)];
        Procedure alone = Model.Procedure with { Kernels = kernels.ToEquatableArray(), Alone = Kernel };
        return ModelEmitter.Emit(plan with
        {
            Spec = plan.Spec with { Type = new TypeSpec("Tuned", EquatableArray<string>.Empty, name, "Tuned." + name) },
            Procedures = plan.Procedures.Where(p => p.Kind != Model.Kind).Append(alone).ToEquatableArray(),
        });
    }
}
