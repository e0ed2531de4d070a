using System.Globalization;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>How threads stand in the name of a workload: <c>/2-threads</c> at its end, and nothing for one.</summary>
internal static class ThreadSuffix
{
    private const string Unit = "-threads";

    /// <summary>The end of the name of a workload with so many threads.</summary>
    public static string Of(int threads) => threads == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"/{threads}{Unit}");

    /// <summary>The threads that a name speaks of.</summary>
    public static int Threads(string name)
    {
        string end = name[(name.LastIndexOf('/') + 1)..];
        return end.EndsWith(Unit, StringComparison.Ordinal)
            && int.TryParse(end[..^Unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int threads)
                ? threads
                : 1;
    }

    /// <summary>The name of the same workload with one thread.</summary>
    public static string Without(string name) => Threads(name) == 1 ? name : name[..name.LastIndexOf('/')];
}
