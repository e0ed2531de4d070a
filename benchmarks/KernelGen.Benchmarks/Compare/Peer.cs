namespace KernelGen.Benchmarks.Compare;

/// <summary>Another system that does some of our workloads.</summary>
/// <param name="Name">The head of its column.</param>
/// <param name="Package">What brings it, as one would install it.</param>
/// <param name="Programs">The programs that do its workloads, no workload twice.</param>
internal sealed record Peer(string Name, string Package, IReadOnlyList<IPeerProgram> Programs);

/// <summary>A program that lists its workloads, and measures the one that it is asked for.</summary>
internal interface IPeerProgram
{
    /// <summary>Builds the program, if there is something to build.</summary>
    /// <param name="sources">The folder of the peers' sources.</param>
    /// <param name="output">A folder for what is built.</param>
    /// <param name="failure">Why it cannot be built.</param>
    /// <returns>The commands to try, the first that works being the one to use.</returns>
    IReadOnlyList<string[]> Prepare(string sources, string output, out string? failure);
}

/// <summary>A peer that works here.</summary>
/// <param name="Name">The head of its column.</param>
/// <param name="Version">What it says of itself.</param>
/// <param name="Workloads">For each workload the command that measures it.</param>
internal sealed record FoundPeer(string Name, string Version, IReadOnlyDictionary<string, string[]> Workloads);

/// <summary>A peer that does not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Package">What would bring it.</param>
/// <param name="Reason">Why it does not work.</param>
internal sealed record MissingPeer(string Name, string Package, string Reason);
