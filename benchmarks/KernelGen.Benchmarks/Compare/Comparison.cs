using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Compare;

/// <summary>Measures workloads on both sides, one program after the other, round by round.</summary>
/// <param name="Ours">Our own program.</param>
/// <param name="Peers">The peers that were found.</param>
/// <param name="Pins">For each number of threads what keeps a program on as many cores.</param>
/// <param name="Rounds">How often each program measures a workload.</param>
internal sealed record Comparison(FoundPeer Ours, IReadOnlyList<FoundPeer> Peers, IReadOnlyDictionary<int, Pin> Pins, int Rounds)
{
    /// <summary>Ours in their order, then what only peers do; none that there are not enough cores for.</summary>
    public IEnumerable<string> Workloads => Ours.Workloads.Keys
        .Union(Peers.SelectMany(static p => p.Workloads.Keys))
        .Where(name => Pins.ContainsKey(ThreadSuffix.Threads(name)));

    /// <summary>Measures one workload: A B C, A B C, so that a clock that drifts drifts for all.</summary>
    public ComparedWorkload Measure(string workload)
    {
        FoundPeer[] programs = [.. Peers.Prepend(Ours).Where(p => p.Workloads.ContainsKey(workload))];
        Dictionary<string, List<double>> times = programs.ToDictionary(static p => p.Name, static _ => new List<double>());
        List<string> failures = [];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (FoundPeer program in programs)
            {
                if (Time(program.Workloads[workload], ThreadSuffix.Threads(workload), out string? failure) is { } nanoseconds)
                {
                    times[program.Name].Add(nanoseconds);
                }
                else
                {
                    failures.Add($"{program.Name}, {workload}: {failure}");
                }
            }
        }

        return new ComparedWorkload(
            workload,
            times.Where(static t => t.Value.Count > 0).ToDictionary(static t => t.Key, static t => Median(t.Value)),
            [.. failures.Distinct()]);
    }

    /// <summary>The middle of the values, or the mean of the two in the middle.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private double? Time(string[] command, int threads, out string? failure)
    {
        ChildResult result = ChildProgram.Run([.. Pins[threads].Command, .. command], threads: threads);
        failure = result.Failure;
        try
        {
            return failure is null ? Measurement.Parse(result.Output).MedianNs : null;
        }
        catch (FormatException exception)
        {
            failure = exception.Message;
            return null;
        }
    }
}

/// <summary>One workload's times.</summary>
/// <param name="Name">Model, kernel and batch size.</param>
/// <param name="Nanoseconds">For each program that did it the time of a call.</param>
/// <param name="Failures">What went wrong.</param>
internal sealed record ComparedWorkload(string Name, IReadOnlyDictionary<string, double> Nanoseconds, IReadOnlyList<string> Failures);
