using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>What one workload reached.</summary>
internal sealed record WorkloadResult
{
    /// <summary>Model, kernel and batch size; <c>/avx2</c> after it where 512-bit registers were switched off.</summary>
    public required string Name { get; init; }

    /// <summary>The median time of a call, in microseconds.</summary>
    public required double Us { get; init; }

    /// <summary>The shortest.</summary>
    public required double BestUs { get; init; }

    /// <summary>10⁹ floating-point operations a second, by the median time; null where they are not what counts.</summary>
    public double? Gflops { get; init; }

    /// <summary>The same, 1 being the ceiling.</summary>
    public double? FractionOfCeiling { get; init; }

    /// <summary>Managed memory that a call allocates, or null where the model itself is part of what is timed.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>
    /// The limit that a call meets first: <c>fma</c>, <c>l1</c>, <c>l2</c>, <c>l3</c>, <c>dram</c>; <c>latency</c> where results wait for
    /// each other, <c>instructions</c> where other work than multiply-adds counts, <c>jit</c> where the code is being compiled.
    /// </summary>
    public required string Bound { get; init; }

    /// <summary>The time at that limit; with <c>latency</c> the time at the first other limit; null where none is known.</summary>
    public double? BoundUs { get; init; }

    /// <summary>The time at that limit by the median time, or null where the limit has no time.</summary>
    public double? BoundFraction { get; init; }

    /// <summary>Threads that the kernel used.</summary>
    public required int Threads { get; init; }

    /// <summary>For several threads: the median time of the same workload with one, measured in turn with it, by the median time.</summary>
    public double? SpeedUp { get; init; }

    /// <summary>Bits of the widest registers that kernels used: 512, 256 or 128.</summary>
    public required int Isa { get; init; }

    /// <summary>The ceiling of this precision, these registers and these threads.</summary>
    public double? CeilingGflops { get; init; }

    /// <summary>For functions the time of one number, in nanoseconds, by the median.</summary>
    public double? NsPerElement { get; init; }

    /// <summary>What there is to know beside the bound.</summary>
    public string? Note { get; init; }

    /// <summary>The same rows, with the speed-up of those whose row of one thread is among them.</summary>
    public static IReadOnlyList<WorkloadResult> WithSpeedUps(IReadOnlyList<WorkloadResult> rows) =>
    [
        .. rows.Select(row => row.Threads > 1 && rows.FirstOrDefault(r => r.Name == ThreadSuffix.Without(row.Name)) is { } alone
            ? row with { SpeedUp = alone.Us / row.Us }
            : row),
    ];

    /// <summary>Compares a timing with the limits of the core that it was taken on.</summary>
    public static WorkloadResult Create(Workload workload, Timing timing, Limits limits, int isa)
    {
        var result = new WorkloadResult
        {
            Name = workload.Name,
            Us = timing.Seconds * 1e6,
            BestUs = timing.BestSeconds * 1e6,
            AllocatedBytes = timing.AllocatedBytes,
            Bound = "instructions",
            Threads = workload.Threads,
            Isa = isa,
        };
        if (workload.Demand is not { } demand)
        {
            return result with { NsPerElement = timing.Seconds * 1e9 / workload.Elements };
        }

        double ceiling = limits.Ceiling(demand.Precision) * workload.Threads;
        double gflops = demand.Flops / timing.Seconds / 1e9;
        Bound bound = Roofline.Bound.Of(demand, limits, workload.Threads);
        result = result with
        {
            Gflops = gflops,
            FractionOfCeiling = gflops / ceiling,
            Bound = bound.Name,
            BoundUs = bound.Seconds * 1e6,
            CeilingGflops = ceiling,
        };
        return workload.Chain is { } chain
            ? result with { Bound = "latency", Note = $"waits for {chain}; bound_us is what {bound.Name} would allow" }
            : result with { BoundFraction = bound.Seconds / timing.Seconds };
    }
}
