using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using KernelGen.Numerics;

namespace KernelGen.Gallery.Reporting;

/// <summary>Measures the multiply-adds that one core does when nothing but registers is involved.</summary>
public static class MultiplyAdds
{
    private const int Chains = 12;
    private const int Rounds = 20_000;
    private const int Samples = 60;

    /// <summary>In single precision, in some milliseconds.</summary>
    public static Ceilings MeasureSingle() => new(
        Vector512.IsHardwareAccelerated ? Measure<SingleLanes16, float>() : null,
        Vector256.IsHardwareAccelerated ? Measure<SingleLanes8, float>() : null,
        Measure<SingleLanes4, float>());

    /// <summary>In double precision, in some milliseconds.</summary>
    public static Ceilings MeasureDouble() => new(
        Vector512.IsHardwareAccelerated ? Measure<DoubleLanes8, double>() : null,
        Vector256.IsHardwareAccelerated ? Measure<DoubleLanes4, double>() : null,
        Measure<DoubleLanes2, double>());

    private static double Measure<TLanes, T>()
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int sample = 0; sample < Samples; sample++)
        {
            long start = Stopwatch.GetTimestamp();
            T sum = Run<TLanes, T>();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (!T.IsFinite(sum))
            {
                throw new InvalidOperationException($"The multiply-adds ended at {sum}; a chain that converges to 1 was expected.");
            }

            best = elapsed < best ? elapsed : best;
        }

        return 2.0 * Chains * Rounds * TLanes.Count / best.TotalSeconds / 1e9;
    }

    // x ← 0.75·x + 0.25 converges to 1, so no value becomes special. Twelve chains cover a latency of four to six cycles of
    // two multiply-adds each, and with the two constants still fit the sixteen registers of processors without AVX-512.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Run<TLanes, T>()
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var a = TLanes.Create(T.CreateTruncating(0.75));
        var b = TLanes.Create(T.CreateTruncating(0.25));
        TLanes x0 = b, x1 = b, x2 = b, x3 = b, x4 = b, x5 = b, x6 = b, x7 = b, x8 = b, x9 = b, x10 = b, x11 = b;
        for (int round = 0; round < Rounds; round++)
        {
            x0 = TLanes.MultiplyAdd(x0, a, b);
            x1 = TLanes.MultiplyAdd(x1, a, b);
            x2 = TLanes.MultiplyAdd(x2, a, b);
            x3 = TLanes.MultiplyAdd(x3, a, b);
            x4 = TLanes.MultiplyAdd(x4, a, b);
            x5 = TLanes.MultiplyAdd(x5, a, b);
            x6 = TLanes.MultiplyAdd(x6, a, b);
            x7 = TLanes.MultiplyAdd(x7, a, b);
            x8 = TLanes.MultiplyAdd(x8, a, b);
            x9 = TLanes.MultiplyAdd(x9, a, b);
            x10 = TLanes.MultiplyAdd(x10, a, b);
            x11 = TLanes.MultiplyAdd(x11, a, b);
        }

        return TLanes.Sum(x0 + x1 + x2 + x3 + (x4 + x5 + x6 + x7) + (x8 + x9 + x10 + x11));
    }
}

/// <summary>Multiply-adds that one core does in its registers, in 10⁹ floating-point operations a second.</summary>
/// <param name="Bits512">Of 512-bit registers, or null where the processor has none that .NET uses.</param>
/// <param name="Bits256">Of 256-bit registers, or null likewise.</param>
/// <param name="Bits128">Of 128-bit registers.</param>
public sealed record Ceilings(double? Bits512, double? Bits256, double Bits128)
{
    /// <summary>The best that kernels can reach: they may use every width there is.</summary>
    public double Usable => Math.Max(Math.Max(Bits512 ?? 0, Bits256 ?? 0), Bits128);

    /// <summary>The better of two measurements of one machine.</summary>
    public Ceilings Max(Ceilings other) => new(
        Bits512 is null ? null : Math.Max(Bits512.Value, other.Bits512 ?? 0),
        Bits256 is null ? null : Math.Max(Bits256.Value, other.Bits256 ?? 0),
        Math.Max(Bits128, other.Bits128));
}
