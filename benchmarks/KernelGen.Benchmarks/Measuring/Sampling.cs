using System.Diagnostics;
using System.Runtime;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>Times kernels: warm them up, size a sample, take the median of many.</summary>
internal static class Sampling
{
    private const int Samples = 201;
    private const int ShortSamples = 12;
    private const int ShortRounds = 5;
    private const int WarmUpRuns = 40;
    private const int MinWarmUpRounds = 5;
    private const int QuietRounds = 2;
    private const int MaxWarmUpRounds = 40;

    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(1.2);

    private static readonly TimeSpan ShortSampleTime = TimeSpan.FromMilliseconds(0.4);

    // Optimised code replaces the first one in the background, a tenth of a second after calls stop being new: a whole second
    // where the process has a single core, unless this variable says that it is to be as quick there.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(
        Environment.ProcessorCount == 1 && Environment.GetEnvironmentVariable("DOTNET_TC_DelaySingleProcMultiplier") != "1" ? 1100 : 150);

    /// <summary>Calls all kernels, pauses and begins again, until nothing was compiled for two rounds.</summary>
    public static void WarmUp(IReadOnlyCollection<IKernelLoop> kernels)
    {
        int quiet = 0;
        for (int round = 0; round < MaxWarmUpRounds && (round < MinWarmUpRounds || quiet < QuietRounds); round++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (IKernelLoop kernel in kernels)
            {
                for (int run = 0; run < WarmUpRuns; run++)
                {
                    Seconds(kernel, calls: 2);
                }
            }

            Thread.Sleep(Pause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }

    /// <summary>Times a kernel that is warm.</summary>
    /// <exception cref="InvalidOperationException">The kernel computed something that is not finite.</exception>
    public static Timing Time(IKernelLoop kernel)
    {
        int calls = CallsOfASample(kernel, SampleTime);
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

    /// <summary>Times many warm kernels in turn, round by round, so that a disturbance hits no kernel in every round.</summary>
    /// <returns>For each the shortest sample, in seconds a call.</returns>
    /// <exception cref="InvalidOperationException">A kernel computed something that is not finite.</exception>
    public static double[] Shortest(IReadOnlyList<IKernelLoop> kernels)
    {
        int[] calls = [.. kernels.Select(static k => CallsOfASample(k, ShortSampleTime))];
        double[] shortest = new double[kernels.Count];
        Array.Fill(shortest, double.PositiveInfinity);
        for (int round = 0; round < ShortRounds; round++)
        {
            for (int i = 0; i < shortest.Length; i++)
            {
                for (int sample = 0; sample < ShortSamples; sample++)
                {
                    shortest[i] = Math.Min(shortest[i], Seconds(kernels[i], calls[i]) / calls[i]);
                }
            }
        }

        return shortest;
    }

    private static int CallsOfASample(IKernelLoop kernel, TimeSpan sampleTime)
    {
        const int attempts = 5;
        int calls = 1;
        while (true)
        {
            double shortest = double.PositiveInfinity;
            for (int attempt = 0; attempt < attempts; attempt++)
            {
                shortest = Math.Min(shortest, Seconds(kernel, calls));
            }

            double missing = sampleTime.TotalSeconds / shortest;
            if (missing <= 1)
            {
                return calls;
            }

            // A time of a few clock ticks says little about how many calls fill a sample.
            calls = missing < 10 ? (int)Math.Ceiling(1.02 * missing * calls) : 4 * calls;
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
