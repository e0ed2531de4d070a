using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Sweep;

/// <summary>What a sweep varies.</summary>
internal enum SweepKind
{
    /// <summary>Units of a hidden layer.</summary>
    Width,

    /// <summary>Hidden layers.</summary>
    Depth,

    /// <summary>Examples in a step.</summary>
    Batch,
}

/// <summary>Workloads that differ in one number.</summary>
/// <param name="Name">Also of the file with its plot.</param>
/// <param name="Title">What is measured, for the plot.</param>
/// <param name="Kind">What is varied.</param>
/// <param name="Points">The numbers, ascending, and the workloads.</param>
internal sealed record SweepSeries(string Name, string Title, SweepKind Kind, IReadOnlyList<(int X, Workload Workload)> Points)
{
    /// <summary>Enough to compile all that the series needs: with batches, it is one model.</summary>
    public IEnumerable<Workload> WarmUp => Points.Select(static p => p.Workload).Take(Kind == SweepKind.Batch ? 1 : Points.Count);
}
