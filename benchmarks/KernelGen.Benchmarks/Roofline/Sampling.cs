using System.Diagnostics;
using System.Runtime;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>Times a kernel: warm it up, size a sample, take the median of many.</summary>
internal static class Sampling
{
    private const int Samples = 201;
    private const int WarmUpRuns = 40;
    private const int MinWarmUpRounds = 5;
    private const int QuietRounds = 3;
    private const int MaxWarmUpRounds = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(130);
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(1.2);

    /// <exception cref="InvalidOperationException">The kernel computed something that is not finite.</exception>
    public static Timing Time(IKernelLoop kernel)
    {
        WarmUp(kernel);
        int calls = CallsOfASample(kernel);
        double[] samples = new double[Samples];
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref double sample in samples.AsSpan())
        {
            sample = Seconds(kernel, calls) / calls;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(samples);
        return new Timing(samples[Samples / 2], samples[0], (long)Math.Ceiling(allocated / ((double)Samples * calls)));
    }

    // Optimised code replaces the first one in the background, a tenth of a second after calls stop being new. Warm-up ends
    // when nothing was compiled during three rounds in a row.
    private static void WarmUp(IKernelLoop kernel)
    {
        int quiet = 0;
        for (int round = 0; round < MaxWarmUpRounds && (round < MinWarmUpRounds || quiet < QuietRounds); round++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            for (int run = 0; run < WarmUpRuns; run++)
            {
                Seconds(kernel, calls: 10);
            }

            Thread.Sleep(Pause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }

    private static int CallsOfASample(IKernelLoop kernel)
    {
        const int attempts = 5;
        int calls = 1;
        while (true)
        {
            double shortest = Enumerable.Range(0, attempts).Min(_ => Seconds(kernel, calls));
            if (shortest >= SampleTime.TotalSeconds)
            {
                return calls;
            }

            calls = shortest > 0.1 * SampleTime.TotalSeconds ? (int)Math.Ceiling(calls * 1.02 * SampleTime.TotalSeconds / shortest) : 4 * calls;
        }
    }

    private static double Seconds(IKernelLoop kernel, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        float sum = kernel.Run(calls);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return float.IsFinite(sum)
            ? seconds
            : throw new InvalidOperationException($"The kernel's results added up to {sum}: figures of such arithmetic mean nothing.");
    }
}
