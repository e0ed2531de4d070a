using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>
/// The workloads of several threads and the same ones of one thread, which another process measures in turn, on as many cores: this
/// process may have been confined to one.
/// </summary>
/// <param name="Names">What is measured there.</param>
/// <param name="Cores">Where that process runs; null where there are not enough cores.</param>
/// <param name="LeftOut">What is not measured, and why; otherwise null.</param>
internal sealed record ThreadedRun(IReadOnlyList<string> Names, Pin? Cores, string? LeftOut)
{
    /// <summary>Decides what is measured of the workloads whose name contains the text.</summary>
    public static ThreadedRun Plan(string text)
    {
        Workload[] threaded = [.. WorkloadCatalog.Containing(text).Where(static w => w.Threads > 1)];
        if (threaded.Length == 0)
        {
            return new ThreadedRun([], null, null);
        }

        return Pin.Find(threaded.Max(static w => w.Threads), first: null, out string? failure) is { } cores
            ? new ThreadedRun([.. threaded.SelectMany(static w => new[] { ThreadSuffix.Without(w.Name), w.Name })], cores, null)
            : new ThreadedRun([], null, Reason(threaded.Select(static w => w.Name), failure!));
    }

    /// <summary>Measures in another process.</summary>
    /// <returns>The rows, and what is missing.</returns>
    /// <exception cref="InvalidOperationException">The process failed.</exception>
    public (IReadOnlyList<WorkloadResult> Rows, string? LeftOut) Measure()
    {
        if (Cores is null)
        {
            return ([], LeftOut);
        }

        ChildResult child = ChildProgram.Run([.. Cores.Command, .. OwnProgram.Command([RooflineRun.Verb, .. Names])]);
        RooflineReport report = child.Failure is null
            ? RooflineReport.Parse(child.Output)
            : throw new InvalidOperationException($"Nothing was measured with several threads: {child.Failure}");
        string[] missing = [.. Names.Except(report.Workloads.Select(static w => w.Name))];
        return (
            report.Workloads,
            missing.Length == 0 ? null : Reason(missing, $"only {report.Machine.LogicalProcessors} of the processors may be used at a time"));
    }

    private static string Reason(IEnumerable<string> names, string reason) => $"{string.Join(", ", names)}: {reason}";
}
