using KernelGen.Gallery.Reporting;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>What one core can do, measured: no call can be faster than these allow.</summary>
/// <param name="Single">Multiply-adds in single precision.</param>
/// <param name="Double">Multiply-adds in double precision.</param>
/// <param name="Bandwidths">Reading.</param>
/// <param name="Caches">How much is read from where.</param>
internal sealed record Limits(Ceilings Single, Ceilings Double, Bandwidths Bandwidths, CacheSizes Caches)
{
    /// <summary>The highest rate of multiply-adds that kernels of this precision can reach, in 10⁹ operations a second.</summary>
    public double Ceiling(Precision precision) => (precision == Precision.Double ? Double : Single).Usable;
}

/// <summary>How fast one core reads from each level of memory, in 10⁹ bytes a second.</summary>
/// <param name="L1">From a buffer that fits the first level.</param>
/// <param name="L2">From a buffer that fits the second level only.</param>
/// <param name="L3">From a buffer that fits the third level only.</param>
/// <param name="Dram">From a buffer that fits no cache.</param>
internal sealed record Bandwidths(double L1, double L2, double L3, double Dram)
{
    public Bandwidths Max(Bandwidths other) =>
        new(Math.Max(L1, other.L1), Math.Max(L2, other.L2), Math.Max(L3, other.L3), Math.Max(Dram, other.Dram));
}
