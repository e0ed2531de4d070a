using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Compare;

/// <summary>All peers, and which of them work here.</summary>
internal static class PeerCatalog
{
    public static IReadOnlyList<Peer> All { get; } =
    [
        new("plain C", "apt: gcc", [new CompiledProgram("plain.c"), new CompiledProgram("plain.c", "-DDOUBLE")]),
        new("libmvec", "apt: libc6-dev", [new CompiledProgram("libmvec.c", "-lmvec")]),
        new("libxsmm", "apt: libxsmm-dev", [Products("xsmm", "-lxsmm", "-lxsmmnoblas", "-lpthread", "-lrt", "-ldl")]),
        new("oneDNN", "apt: libdnnl-dev", [Products("onednn", "-ldnnl")]),
        new("OpenBLAS", "apt: libopenblas-dev", [Products("openblas", "-lopenblas"), Products("openblas", "-DDOUBLE", "-lopenblas")]),
        new("FANN", "apt: libfann-dev", [new CompiledProgram("fann.c", "-lfloatfann")]),
        new("onnxruntime", "npm: onnxruntime-node", [new CompiledProgram("onnxruntime.c", "-ldl")]),
        new("PyTorch", "apt: python3-torch", [new PythonProgram("peer_torch.py")]),
        new("PyTorch by hand", "apt: python3-torch", [new PythonProgram("peer_torch_by_hand.py")]),
        new("NumPy", "apt: python3-numpy", [new PythonProgram("peer_numpy.py")]),
        new("scikit-learn", "apt: python3-sklearn", [new PythonProgram("peer_sklearn.py")]),
    ];

    /// <summary>Builds peers and asks each what it does.</summary>
    /// <param name="peers">Those to look for.</param>
    /// <param name="sources">The folder of their sources.</param>
    /// <param name="output">A folder for what is built.</param>
    public static (List<FoundPeer> Found, List<MissingPeer> Missing) Find(IEnumerable<Peer> peers, string sources, string output)
    {
        List<FoundPeer> found = [];
        List<MissingPeer> missing = [];
        foreach (Peer peer in peers)
        {
            Dictionary<string, string[]> workloads = [];
            string version = "";
            string? failure = null;
            foreach (IPeerProgram program in peer.Programs)
            {
                if (FirstThatWorks(program.Prepare(sources, output, out string? unbuilt), out string? unusable) is not { } listing)
                {
                    failure = unbuilt ?? unusable;
                    break;
                }

                version = listing.Version;
                foreach (string workload in listing.Workloads)
                {
                    workloads.Add(workload, [.. listing.Command, workload]);
                }
            }

            if (failure is null)
            {
                found.Add(new FoundPeer(peer.Name, version, workloads));
            }
            else
            {
                missing.Add(new MissingPeer(peer.Name, peer.Package, failure));
            }
        }

        return (found, missing);
    }

    private static Listing? FirstThatWorks(IEnumerable<string[]> commands, out string? failure)
    {
        failure = null;
        foreach (string[] command in commands)
        {
            ChildResult result = ChildProgram.Run([.. command, "list"]);
            string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (result.Failure is null && lines is [var version, .. var workloads])
            {
                return new Listing(command, version, workloads);
            }

            failure = result.Failure ?? "it lists no workloads";
        }

        return null;
    }

    private static CompiledProgram Products(string library, params string[] arguments) =>
        new("mlp.c", [$"-DPRODUCTS=\"gemm_{library}.c\"", .. arguments]);

    private sealed record Listing(string[] Command, string Version, string[] Workloads);
}
