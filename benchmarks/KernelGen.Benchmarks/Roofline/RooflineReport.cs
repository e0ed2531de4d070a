using System.Text.Json;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>What one run measured. Its JSON has the same names in snake_case.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Caches">Cache sizes, in bytes.</param>
/// <param name="CeilingGflops">Multiply-adds in registers at the best width that kernels can use, 10⁹ operations a second.</param>
/// <param name="Ceiling512Gflops">The same with 512-bit registers, or null where there are none.</param>
/// <param name="Ceiling256Gflops">The same with 256-bit registers, or null where there are none.</param>
/// <param name="Ceiling128Gflops">The same with 128-bit registers.</param>
/// <param name="L2Gbs">Reading from the second-level cache, 10⁹ bytes a second.</param>
/// <param name="L3Gbs">Reading from the third-level cache.</param>
/// <param name="DramGbs">Reading from memory.</param>
/// <param name="Workloads">What the kernels reached.</param>
internal sealed record RooflineReport(
    MachineFacts Machine,
    CacheSizes Caches,
    double CeilingGflops,
    double? Ceiling512Gflops,
    double? Ceiling256Gflops,
    double Ceiling128Gflops,
    double L2Gbs,
    double L3Gbs,
    double DramGbs,
    IReadOnlyList<WorkloadResult> Workloads)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static RooflineReport Create(
        MachineFacts machine,
        CacheSizes caches,
        Ceilings ceilings,
        Bandwidths bandwidths,
        IEnumerable<(Workload Workload, Timing Timing)> timings) => new(
        machine,
        caches,
        ceilings.Usable,
        ceilings.Bits512,
        ceilings.Bits256,
        ceilings.Bits128,
        bandwidths.L2,
        bandwidths.L3,
        bandwidths.Dram,
        [.. timings.Select(t => WorkloadResult.Create(t.Workload, t.Timing, ceilings.Usable))]);

    /// <summary>Writes the report as JSON, its folder too if need be.</summary>
    public void Save(FileInfo file)
    {
        file.Directory?.Create();
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(this, Json) + "\n");
    }
}

/// <summary>What one workload reached.</summary>
/// <param name="Name">Model, kernel and batch size.</param>
/// <param name="Us">The median time of a call, in microseconds.</param>
/// <param name="BestUs">The shortest.</param>
/// <param name="Gflops">10⁹ floating-point operations a second, by the median time.</param>
/// <param name="FractionOfCeiling">The same, 1 being the ceiling.</param>
/// <param name="AllocatedBytes">Managed memory that a call allocates.</param>
internal sealed record WorkloadResult(string Name, double Us, double BestUs, double Gflops, double FractionOfCeiling, long AllocatedBytes)
{
    public static WorkloadResult Create(Workload workload, Timing timing, double ceiling)
    {
        double gflops = workload.Flops / timing.Seconds / 1e9;
        return new WorkloadResult(
            workload.Name, timing.Seconds * 1e6, timing.BestSeconds * 1e6, gflops, gflops / ceiling, timing.AllocatedBytes);
    }
}
