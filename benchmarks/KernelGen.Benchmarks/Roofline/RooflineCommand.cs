using System.CommandLine;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Sweep;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The verb <c>roofline</c>: what the machine can do, then what the kernels do of it, in one process.</summary>
internal static class RooflineCommand
{
    public static RootCommand Create()
    {
        var json = new Option<FileInfo?>("--json") { Description = "Writes the report to this file." };
        var workload = new Option<string>("--workload")
        {
            Description = "Measures only what has this text in its name.",
            DefaultValueFactory = static _ => "",
        };
        var sweep = new Option<bool>("--sweep") { Description = "Measures cost against width, depth and batch size instead." };
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "Where a sweep puts its plots and sweep.json.",
            DefaultValueFactory = static _ => new DirectoryInfo("sweep"),
        };
        var command = new RootCommand("Measures the limits of one core, and the share of them that each workload reaches.")
        {
            json, workload, sweep, folder,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(workload)!;
            CacheSizes caches = CacheSizes.Read();
            MachineFacts machine = MachineFacts.Read();
            RooflineTables.Write(machine, caches);
            if (parsed.GetValue(sweep))
            {
                SweepRun.Run(text, machine, caches, parsed.GetValue(folder)!);
                return;
            }

            RooflineReport report = RooflineRun.Measure(text, machine, caches);
            RooflineTables.Write(report);
            if (parsed.GetValue(json) is { } file)
            {
                report.Save(file);
            }
        });
        return command;
    }
}
