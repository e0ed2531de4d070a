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
    public static Timing Time(IKernelLoop kernel) => TimeInTurn([kernel])[0];

    /// <summary>Times warm kernels that are to be compared: a sample of each in turn, so that a clock that drifts drifts for all.</summary>
    /// <exception cref="InvalidOperationException">A kernel computed something that is not finite.</exception>
    public static Timing[] TimeInTurn(IReadOnlyList<IKernelLoop> kernels)
    {
        Series[] series = [.. kernels.Select(static k => new Series(k, CallsOfASample(k, SampleTime)))];
        for (int sample = 0; sample < Samples; sample++)
        {
            foreach (Series one in series)
            {
                if (series.Length > 1)
                {
                    // Meanwhile the caches were another kernel's, and the threads of a team fell asleep.
                    one.Kernel.Run(calls: 1);
                }

                long before = GC.GetAllocatedBytesForCurrentThread();
                one.Samples[sample] = Seconds(one.Kernel, one.Calls) / one.Calls;
                one.AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        return [.. series.Select(static s => s.ToTiming())];
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

    /// <summary>The samples of one kernel.</summary>
    private sealed class Series(IKernelLoop kernel, int calls)
    {
        public IKernelLoop Kernel => kernel;

        public int Calls => calls;

        public double[] Samples { get; } = new double[Sampling.Samples];

        public long AllocatedBytes { get; set; }

        public Timing ToTiming()
        {
            double[] sorted = [.. Samples.Order()];
            return new Timing(
                sorted[sorted.Length / 2], sorted[0], (long)Math.Ceiling(AllocatedBytes / ((double)sorted.Length * calls)));
        }
    }
}
