using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelGen.Numerics;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>Measures how fast one core reads from each level of memory.</summary>
internal static class Reading
{
    private const long BytesOfASample = 16 << 20;
    private const int Samples = 60;
    private const int Unroll = 8;

    public static Bandwidths Measure(CacheSizes caches) =>
        new(Measure(caches.WithinL1), Measure(caches.WithinL2), Measure(caches.WithinL3), Measure(caches.BeyondCaches));

    private static double Measure(long bytes)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Measure<SingleLanes16>(bytes);
        }

        return Vector256.IsHardwareAccelerated ? Measure<SingleLanes8>(bytes) : Measure<SingleLanes4>(bytes);
    }

    private static double Measure<TLanes>(long bytes)
        where TLanes : unmanaged, ILanes<TLanes, float>
    {
        int step = Unroll * TLanes.Count;
        int length = (int)(bytes / sizeof(float)) / step * step;
        var buffer = new AlignedBuffer<float>(length);
        buffer.Span.Fill(1e-6f);
        int passes = (int)Math.Max(1, BytesOfASample / bytes);
        int samples = (int)Math.Max(5, Samples * BytesOfASample / Math.Max(bytes, BytesOfASample));

        TimeSpan best = TimeSpan.MaxValue;
        float sum = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            long start = Stopwatch.GetTimestamp();
            sum += Read<TLanes>(buffer.Span, passes);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }

        return sum > 0
            ? (double)length * sizeof(float) * passes / best.TotalSeconds / 1e9
            : throw new InvalidOperationException("The buffer of positive numbers added up to nothing: it was not read.");
    }

    // One sum would wait for itself four cycles at every load: eight keep the loads coming.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Read<TLanes>(ReadOnlySpan<float> values, int passes)
        where TLanes : unmanaged, ILanes<TLanes, float>
    {
        ref readonly float first = ref MemoryMarshal.GetReference(values);
        nuint length = (nuint)values.Length;
        nuint width = (nuint)TLanes.Count;
        TLanes s0 = TLanes.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (nuint i = 0; i < length; i += Unroll * width)
            {
                s0 += TLanes.Load(in first, i);
                s1 += TLanes.Load(in first, i + width);
                s2 += TLanes.Load(in first, i + 2 * width);
                s3 += TLanes.Load(in first, i + 3 * width);
                s4 += TLanes.Load(in first, i + 4 * width);
                s5 += TLanes.Load(in first, i + 5 * width);
                s6 += TLanes.Load(in first, i + 6 * width);
                s7 += TLanes.Load(in first, i + 7 * width);
            }
        }

        return TLanes.Sum(s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7));
    }
}
