using System.Runtime.Intrinsics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;
using KernelGen.Gallery.Reporting;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>Measures limits and workloads, those that need a process of their own in one.</summary>
internal static class RooflineRun
{
    /// <summary>The verb that measures workloads in this process alone and prints the report.</summary>
    public const string Verb = "roofline-here";

    private const string Narrow = "/avx2";

    /// <summary>What is measured once more without 512-bit registers.</summary>
    private static readonly string[] NarrowWorkloads =
        ["mlp-784-128-10/sgd-step/b64", "mlp-784-512-512-10/sgd-step/b128", "mlp-64-64-64-64/sgd-step/b256"];

    /// <summary>The limits of this process's core, on either side of what is measured between: a core's clock drifts.</summary>
    public static (Limits Limits, T Result) Between<T>(CacheSizes caches, Func<T> measure)
    {
        Limits before = MeasureLimits(caches);
        T result = measure();
        Limits after = MeasureLimits(caches);
        return (new Limits(
            before.Single.Max(after.Single), before.Double.Max(after.Double), before.Bandwidths.Max(after.Bandwidths), caches), result);
    }

    /// <summary>Measures everything whose name contains the text, in this process and in others.</summary>
    public static RooflineReport Measure(string text, MachineFacts machine, CacheSizes caches)
    {
        ThreadedRun threaded = ThreadedRun.Plan(text);
        RooflineReport report = MeasureHere(
            [.. WorkloadCatalog.Containing(text).Where(w => w.Threads == 1 && !threaded.Names.Contains(w.Name))], machine, caches);
        (IReadOnlyList<WorkloadResult> ofThreads, string? leftOut) = threaded.Measure();
        string[] narrow = [.. NarrowWorkloads.Where(n => (n + Narrow).Contains(text, StringComparison.Ordinal))];
        return report with
        {
            LeftOut = leftOut,
            Workloads = [.. report.Workloads, .. ofThreads, .. MeasureNarrow(narrow), .. FirstUse.Measure(text, machine.VectorBits)],
        };
    }

    /// <summary>Measures workloads in this process, those of several threads in turn with the same of one.</summary>
    public static RooflineReport MeasureHere(IReadOnlyList<Workload> workloads, MachineFacts machine, CacheSizes caches)
    {
        (Workload Workload, IKernelLoop Kernel)[] started = [.. workloads.Select(static w => (w, w.Start()))];
        Sampling.WarmUp([.. started.Select(static s => s.Kernel)]);
        (Workload Workload, IKernelLoop Kernel)[][] together =
            [.. started.GroupBy(static s => ThreadSuffix.Without(s.Workload.Name)).Select(static g => g.ToArray())];
        (Limits limits, Timing[][] timings) = Between<Timing[][]>(
            caches, () => [.. together.Select(static t => Sampling.TimeInTurn([.. t.Select(static s => s.Kernel)]))]);
        foreach (IDisposable team in started.Select(static s => s.Kernel).OfType<IDisposable>())
        {
            team.Dispose();
        }

        return RooflineReport.Create(
            machine,
            limits,
            WorkloadResult.WithSpeedUps(
            [
                .. together.SelectMany(static t => t)
                    .Zip(timings.SelectMany(static t => t))
                    .Select(pair => WorkloadResult.Create(pair.First.Workload, pair.Second, limits, machine.VectorBits)),
            ]));
    }

    /// <summary>The verb itself. Workloads with more threads than processors are passed over.</summary>
    public static int Run(IReadOnlyCollection<string> names)
    {
        Console.WriteLine(MeasureHere(
            [.. WorkloadCatalog.All.Where(w => names.Contains(w.Name) && w.Threads <= Environment.ProcessorCount)],
            MachineFacts.Read(),
            CacheSizes.Read()));
        return 0;
    }

    private static IEnumerable<WorkloadResult> MeasureNarrow(string[] names)
    {
        if (names.Length == 0 || !Vector512.IsHardwareAccelerated)
        {
            return [];
        }

        ChildResult child = ChildProgram.Run(OwnProgram.Command([Verb, .. names]), variables: ("DOTNET_EnableAVX512", "0"));
        RooflineReport report = child.Failure is null
            ? RooflineReport.Parse(child.Output)
            : throw new InvalidOperationException($"Nothing was measured without 512-bit registers: {child.Failure}");
        return report.Workloads.Select(static w => w with { Name = w.Name + Narrow });
    }

    private static Limits MeasureLimits(CacheSizes caches) =>
        new(MultiplyAdds.MeasureSingle(), MultiplyAdds.MeasureDouble(), Reading.Measure(caches), caches);
}
