namespace KernelGen.Benchmarks.Measuring;

/// <summary>What keeps a program on as many cores as it has threads.</summary>
/// <param name="Processors">One of each core; none where the system chooses.</param>
internal sealed record Pin(IReadOnlyList<int> Processors)
{
    private const string Folder = "/sys/devices/system/cpu";

    /// <summary>The words before the program's command.</summary>
    public IReadOnlyList<string> Command =>
        Processors.Count == 0 ? [] : ["taskset", "-c", ProcessorList.Format(Processors)];

    /// <summary>Looks for as many cores as a program has threads, beyond those that this process was confined to.</summary>
    /// <param name="threads">Of the program.</param>
    /// <param name="first">A processor that must be among them, or null for those that this process may use.</param>
    /// <param name="failure">Why there are not so many.</param>
    public static Pin? Find(int threads, int? first, out string? failure)
    {
        failure = null;
        if (!OperatingSystem.IsLinux())
        {
            return WhereverThereIsRoom(threads, "programs cannot be kept on cores here", out failure);
        }

        // What was inherited from taskset may be widened; what a container allows may not.
        ChildResult widened = ChildProgram.Run(
            ["taskset", "-c", File.ReadAllText(Path.Combine(Folder, "online")).Trim(), "cat", "/proc/self/status"]);
        if (widened.Failure is { } reason)
        {
            failure = reason;
            return first is null ? WhereverThereIsRoom(threads, reason, out failure) : null;
        }

        int[] allowed = Allowed(widened.Output);
        if (first is { } processor && !allowed.Contains(processor))
        {
            failure = $"processor {processor} is not one of {ProcessorList.Format(allowed)}";
            return null;
        }

        int[] wanted = first is null ? Allowed(File.ReadAllText("/proc/self/status")) : [first.Value];
        int[] cores = OneOfEachCore([.. wanted, .. allowed], SiblingsOf);
        failure = cores.Length < threads ? $"{threads} threads need as many cores, and there are {cores.Length}" : null;
        return failure is null ? new Pin(cores[..threads]) : null;
    }

    /// <summary>The first processor of each core, in the order given.</summary>
    /// <param name="processors">Those that may be used.</param>
    /// <param name="siblings">All processors of the core that one belongs to: they share its arithmetic units.</param>
    public static int[] OneOfEachCore(IEnumerable<int> processors, Func<int, IEnumerable<int>> siblings)
    {
        HashSet<int> taken = [];
        List<int> cores = [];
        foreach (int processor in processors)
        {
            if (taken.Add(processor))
            {
                cores.Add(processor);
                taken.UnionWith(siblings(processor));
            }
        }

        return [.. cores];
    }

    private static Pin? WhereverThereIsRoom(int threads, string otherwise, out string? failure)
    {
        int processors = Environment.ProcessorCount;
        failure = processors < threads ? $"{threads} threads need as many cores, this process may use {processors}, and {otherwise}" : null;
        return failure is null ? new Pin([]) : null;
    }

    private static int[] Allowed(string status)
    {
        const string key = "Cpus_allowed_list:";
        return ProcessorList.Parse(status.Split('\n').First(static line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..]);
    }

    private static IEnumerable<int> SiblingsOf(int processor)
    {
        string path = Path.Combine(Folder, $"cpu{processor}", "topology", "thread_siblings_list");
        return File.Exists(path) ? ProcessorList.Parse(File.ReadAllText(path)) : [processor];
    }
}
