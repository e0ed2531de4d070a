using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The limit that a call meets first, and how long the call takes at that limit.</summary>
/// <param name="Name"><c>fma</c>, or the memory that is read: <c>l1</c>, <c>l2</c>, <c>l3</c>, <c>dram</c>.</param>
/// <param name="Seconds">No call of this demand takes less.</param>
internal sealed record Bound(string Name, double Seconds)
{
    /// <summary>
    /// A call does all its multiply-adds, and every level of memory delivers whatever lives there or further away; the longest of
    /// these times is the bound. Parameters live in the first level that holds all that stays from call to call, inputs in the first
    /// one that holds the whole pool, too.
    /// </summary>
    /// <param name="demand">What a call asks for.</param>
    /// <param name="limits">Of one core.</param>
    /// <param name="threads">Cores that share the work evenly, each as fast as that one.</param>
    public static Bound Of(Demand demand, Limits limits, int threads = 1)
    {
        (CacheSizes caches, Bandwidths speed) = (limits.Caches, limits.Bandwidths);
        Bound[] bounds =
        [
            new("fma", demand.Flops / limits.Ceiling(demand.Precision)),
            new("l1", demand.Loads / speed.L1),
            new("l2", BytesBeyond(caches.L1) / speed.L2),
            new("l3", BytesBeyond(caches.L2) / speed.L3),
            new("dram", BytesBeyond(caches.L3) / speed.Dram),
        ];
        Bound first = bounds.MaxBy(static b => b.Seconds)!;
        return first with { Seconds = first.Seconds / 1e9 / threads };

        long BytesBeyond(long cache) =>
            (demand.Resident > cache ? demand.ParameterReads : 0) + (demand.Pool > cache ? demand.InputReads : 0);
    }
}
