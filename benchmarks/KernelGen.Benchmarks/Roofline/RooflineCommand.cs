using System.CommandLine;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The verb <c>roofline</c>: what the machine can do, then what the kernels do of it, in one process.</summary>
internal static class RooflineCommand
{
    public static RootCommand Create()
    {
        var json = new Option<FileInfo?>("--json") { Description = "Writes the report to this file." };
        var workload = new Option<string>("--workload")
        {
            Description = "Measures only the workloads whose name contains this text.",
            DefaultValueFactory = static _ => "",
        };
        var command = new RootCommand("Measures the limits of one core, and the share of them that each workload reaches.") { json, workload };
        command.SetAction(parsed =>
        {
            RooflineReport report = Measure(parsed.GetValue(workload)!);
            RooflineTables.Write(report);
            if (parsed.GetValue(json) is { } file)
            {
                report.Save(file);
            }
        });
        return command;
    }

    private static RooflineReport Measure(string name)
    {
        CacheSizes caches = CacheSizes.Read();
        MachineFacts machine = MachineFacts.Read();
        RooflineTables.Write(machine, caches);

        (Workload Workload, IKernelLoop Kernel)[] started =
        [
            .. Workloads.All.Where(w => w.Name.Contains(name, StringComparison.Ordinal)).Select(static w => (w, w.Start())),
        ];
        Sampling.WarmUp([.. started.Select(static s => s.Kernel)]);

        Ceilings before = Ceilings.Measure();
        Bandwidths bandwidths = Bandwidths.Measure(caches);
        List<(Workload, Timing)> timings = [.. started.Select(static s => (s.Workload, Sampling.Time(s.Kernel)))];

        // A core's clock drifts: the ceiling is the best that it showed on either side of the workloads.
        Ceilings ceilings = before.Max(Ceilings.Measure());
        return RooflineReport.Create(machine, caches, ceilings, bandwidths, timings);
    }
}
