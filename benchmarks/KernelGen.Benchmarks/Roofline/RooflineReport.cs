using System.Text.Json;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>What one run measured. Its JSON has the same names in snake_case.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Caches">Cache sizes, in bytes.</param>
/// <param name="CeilingGflops">Multiply-adds in registers at the best width that kernels can use, 10⁹ operations a second.</param>
/// <param name="Ceiling512Gflops">The same with 512-bit registers, or null where there are none.</param>
/// <param name="Ceiling256Gflops">The same with 256-bit registers, or null where there are none.</param>
/// <param name="Ceiling128Gflops">The same with 128-bit registers.</param>
/// <param name="CeilingDoubleGflops">In double precision, at the best width.</param>
/// <param name="L1Gbs">Reading from the first-level cache, 10⁹ bytes a second.</param>
/// <param name="L2Gbs">Reading from the second-level cache.</param>
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
    double CeilingDoubleGflops,
    double L1Gbs,
    double L2Gbs,
    double L3Gbs,
    double DramGbs,
    IReadOnlyList<WorkloadResult> Workloads)
{
    /// <summary>Which workloads are missing for want of cores, and why; null where none are.</summary>
    public string? LeftOut { get; init; }

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static RooflineReport Create(MachineFacts machine, Limits limits, IReadOnlyList<WorkloadResult> workloads) => new(
        machine,
        limits.Caches,
        limits.Single.Usable,
        limits.Single.Bits512,
        limits.Single.Bits256,
        limits.Single.Bits128,
        limits.Double.Usable,
        limits.Bandwidths.L1,
        limits.Bandwidths.L2,
        limits.Bandwidths.L3,
        limits.Bandwidths.Dram,
        workloads);

    /// <exception cref="JsonException">The text is no report.</exception>
    public static RooflineReport Parse(string text) => JsonSerializer.Deserialize<RooflineReport>(text, Json)!;

    /// <summary>Writes the report as JSON, its folder too if need be.</summary>
    public void Save(FileInfo file)
    {
        file.Directory?.Create();
        File.WriteAllText(file.FullName, this + "\n");
    }

    /// <summary>As JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
