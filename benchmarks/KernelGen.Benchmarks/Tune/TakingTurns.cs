using System.Diagnostics;
using KernelGen.Benchmarks.Roofline;

namespace KernelGen.Benchmarks.Tune;

/// <summary>Times many kernels in turns, so that a clock that drifts, or a neighbour, disturbs all of them alike.</summary>
internal static class TakingTurns
{
    private const int Rounds = 40;
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(1);

    /// <summary>The shortest sample of each kernel, in seconds a call.</summary>
    public static double[] Time(IReadOnlyList<IKernelLoop> kernels)
    {
        Sampling.WarmUp([.. kernels]);
        int[] calls = [.. kernels.Select(static k => CallsOfASample(k))];
        double[] best = [.. kernels.Select(static _ => double.PositiveInfinity)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < kernels.Count; i++)
            {
                best[i] = Math.Min(best[i], Seconds(kernels[i], calls[i]) / calls[i]);
            }
        }

        return best;
    }

    private static int CallsOfASample(IKernelLoop kernel)
    {
        int calls = 1;
        while (Seconds(kernel, calls) < SampleTime.TotalSeconds)
        {
            calls *= 2;
        }

        return calls;
    }

    private static double Seconds(IKernelLoop kernel, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        kernel.Run(calls);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
