using KernelGen.Generators.Emitting;

namespace KernelGen.Benchmarks.Tune;

/// <summary>Everything that the cost model chooses for a workload, measured in other ways beside the chosen one.</summary>
/// <param name="cyclesPerNanosecond">What makes predicted cycles comparable with measured times.</param>
/// <param name="measure">The nanoseconds of each of some variants of a workload.</param>
internal sealed class Tuner(double cyclesPerNanosecond, Func<TunedModel, IReadOnlyList<Variant>, IReadOnlyList<double>> measure)
{
    /// <summary>The blocks of every kernel, the arrangement of every matrix, and whether rows are taken in blocks.</summary>
    public IEnumerable<TunedChoice> Tune(TunedModel model)
    {
        KernelText text = new(model.Plan, ElementType.Single);
        IEnumerable<(string Operation, IReadOnlyList<Variant> Variants)> choices =
        [
            .. model.Procedure.Kernels.Select((kernel, k) => (text.Describe(kernel), Variant.OfKernel(model, k))),
            .. model.Plan.Matrices.Select(m => ($"all kernels: layout of {model.Plan.Graph[m.Node].Name ?? "a matrix"}", Variant.OfMatrix(model, m))),
            ("all kernels: blocks of rows", Variant.OfRowBlocks(model)),
        ];
        foreach ((string operation, IReadOnlyList<Variant> variants) in choices.Where(static c => c.Variants.Count > 1))
        {
            IReadOnlyList<double> nanoseconds = measure(model, variants);
            yield return new TunedChoice(
                model.Name, operation, [.. variants.Select((v, i) => new TunedCandidate(v.Way, v.Cycles / cyclesPerNanosecond, nanoseconds[i]))]);
        }
    }
}
