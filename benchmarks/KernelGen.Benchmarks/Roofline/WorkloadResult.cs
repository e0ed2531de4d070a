using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>What one workload reached.</summary>
/// <param name="Name">Model, kernel and batch size; <c>/avx2</c> after it where 512-bit registers were switched off.</param>
/// <param name="Us">The median time of a call, in microseconds.</param>
/// <param name="BestUs">The shortest.</param>
/// <param name="Gflops">10⁹ floating-point operations a second, by the median time; null for functions.</param>
/// <param name="FractionOfCeiling">The same, 1 being the ceiling.</param>
/// <param name="AllocatedBytes">Managed memory that a call allocates.</param>
/// <param name="Bound">
/// The limit that a call meets first: <c>fma</c>, <c>l1</c>, <c>l2</c>, <c>l3</c>, <c>dram</c>; <c>latency</c> where results wait for
/// each other, <c>instructions</c> where other work than multiply-adds counts.
/// </param>
/// <param name="BoundUs">The time at that limit; with <c>latency</c> the time at the highest other limit; null where none is known.</param>
/// <param name="BoundFraction">The time at that limit by the median time, or null where the limit has no time.</param>
/// <param name="Threads">Threads that the kernel used.</param>
/// <param name="Isa">Bits of the widest registers that kernels used: 512, 256 or 128.</param>
/// <param name="CeilingGflops">The ceiling of this precision and these registers.</param>
/// <param name="NsPerElement">For functions the time of one number, in nanoseconds, by the median.</param>
/// <param name="Note">What a call waits for where the bound is <c>latency</c>.</param>
internal sealed record WorkloadResult(
    string Name,
    double Us,
    double BestUs,
    double? Gflops,
    double? FractionOfCeiling,
    long AllocatedBytes,
    string Bound,
    double? BoundUs,
    double? BoundFraction,
    int Threads,
    int Isa,
    double? CeilingGflops,
    double? NsPerElement,
    string? Note)
{
    public static WorkloadResult Create(Workload workload, Timing timing, Limits limits, int isa)
    {
        var result = new WorkloadResult(
            workload.Name, timing.Seconds * 1e6, timing.BestSeconds * 1e6, null, null, timing.AllocatedBytes, "instructions", null, null,
            workload.Threads, isa, null, null, workload.Chain);
        if (workload.Demand is not { } demand)
        {
            return result with { NsPerElement = timing.Seconds * 1e9 / workload.Elements };
        }

        double ceiling = limits.Ceiling(demand.Precision) * workload.Threads;
        double gflops = demand.Flops / timing.Seconds / 1e9;
        Bound bound = Roofline.Bound.Of(demand, limits, workload.Threads);
        return result with
        {
            Gflops = gflops,
            FractionOfCeiling = gflops / ceiling,
            Bound = workload.Chain is null ? bound.Name : "latency",
            BoundUs = bound.Seconds * 1e6,
            BoundFraction = workload.Chain is null ? bound.Seconds / timing.Seconds : null,
            CeilingGflops = ceiling,
        };
    }
}
