using System.Globalization;
using KernelGen.Benchmarks.Measuring;
using Spectre.Console;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>A report as tables in the console.</summary>
internal static class RooflineTables
{
    private const int Width = 170;
    private const string Nothing = "–";

    /// <summary>Says where the run takes place, before it starts.</summary>
    public static void Write(MachineFacts machine, CacheSizes caches)
    {
        if (Console.IsOutputRedirected)
        {
            // Without a terminal Spectre assumes 80 columns, and would cut the names of the workloads.
            AnsiConsole.Profile.Width = Width;
        }

        AnsiConsole.WriteLine(Text($"{machine.Processor}, {machine.LogicalProcessors} logical, kernels use {machine.VectorBits} bits"));
        AnsiConsole.WriteLine(Text($"{machine.Runtime}, {machine.System}, {machine.MeasuredAt:u}"));
        string origin = caches.Known ? "caches" : "caches unknown, guessed at";
        AnsiConsole.WriteLine(Text($"{origin}: L1 {Size(caches.L1)}, L2 {Size(caches.L2)}, L3 {Size(caches.L3)}"));
        AnsiConsole.WriteLine(Text($"reads of L1, L2, L3, DRAM from {Size(caches.WithinL1)}, {Size(caches.WithinL2)}, {Size(caches.WithinL3)}, {Size(caches.BeyondCaches)}"));
    }

    /// <summary>Shows what was measured.</summary>
    public static void Write(RooflineReport report)
    {
        Table limits = new Table().RoundedBorder()
            .AddColumns(Numeric("FMA 512"), Numeric("FMA 256"), Numeric("FMA 128"), Numeric("double"), Numeric("L1"), Numeric("L2"), Numeric("L3"), Numeric("DRAM"));
        limits.AddRow(
            Gigaflops(report.Ceiling512Gflops), Gigaflops(report.Ceiling256Gflops), Gigaflops(report.Ceiling128Gflops),
            Gigaflops(report.CeilingDoubleGflops), Text($"{report.L1Gbs:F0} GB/s"), Text($"{report.L2Gbs:F0} GB/s"), Text($"{report.L3Gbs:F0} GB/s"), Text($"{report.DramGbs:F0} GB/s"));
        AnsiConsole.Write(limits);

        Table workloads = new Table().RoundedBorder().AddColumns(
            new TableColumn("workload").NoWrap(), Numeric("µs"), Numeric("best µs"), Numeric("GFLOP/s"), Numeric("of ceiling"),
            new TableColumn("bound").NoWrap(), Numeric("bound µs"), Numeric("of bound"), Numeric("bits"), Numeric("threads"), Numeric("speed-up"), Numeric("B/call"));
        foreach (WorkloadResult workload in report.Workloads)
        {
            workloads.AddRow(
                workload.Name,
                Microseconds(workload.Us),
                Microseconds(workload.BestUs),
                Optional(workload.Gflops, "F1"),
                Optional(workload.FractionOfCeiling, "F3"),
                workload.Bound,
                workload.BoundUs is { } bound ? Microseconds(bound) : Nothing,
                Optional(workload.BoundFraction, "F3"),
                Text($"{workload.Isa}"),
                Text($"{workload.Threads}"),
                Optional(workload.SpeedUp, "F2"),
                workload.AllocatedBytes is { } bytes ? Text($"{bytes}") : Nothing);
        }

        AnsiConsole.Write(workloads);
        foreach (WorkloadResult function in report.Workloads.Where(static w => w.NsPerElement is not null))
        {
            AnsiConsole.WriteLine(Text($"{function.Name}: {function.NsPerElement:F3} ns a number"));
        }

        foreach (WorkloadResult noted in report.Workloads.Where(static w => w.Note is not null))
        {
            // Spectre would break these lines.
            Console.WriteLine($"{noted.Name}: {noted.Note}");
        }

        if (report.LeftOut is { } leftOut)
        {
            Console.WriteLine($"Left out: {leftOut}");
        }
    }

    private static TableColumn Numeric(string header) => new TableColumn(header).RightAligned().NoWrap();

    private static string Gigaflops(double? value) => value is { } gflops ? Text($"{gflops:F0} GFLOP/s") : "none";

    private static string Optional(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;

    private static string Microseconds(double value) => value >= 1000 ? Text($"{value:F0}") : Text($"{value:G4}");

    private static string Size(long bytes) => bytes >= 1 << 20 ? Text($"{bytes / (1 << 20)} MiB") : Text($"{bytes / (1 << 10)} KiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
