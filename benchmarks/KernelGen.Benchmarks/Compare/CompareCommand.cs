using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Compare;

/// <summary>The verb <c>compare</c>: our kernels and the peers that are installed here, side by side.</summary>
internal static class CompareCommand
{
    /// <summary>The most that a workload takes.</summary>
    private const int Threads = 2;

    public static RootCommand Create()
    {
        var workload = new Option<string>("--workload")
        {
            Description = "Compares only the workloads whose name contains this text.",
            DefaultValueFactory = static _ => "",
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each program measures a workload; medians are printed.",
            DefaultValueFactory = static _ => 3,
        };
        rounds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be at least 1.");
            }
        });
        var cpu = new Option<int>("--cpu")
        {
            Description = "The core that all programs run on, one at a time; those of two threads take another one, too.",
            DefaultValueFactory = static _ => 1,
        };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Writes the table to this file, too." };
        var command = new RootCommand("Builds the peers that are installed, and measures the same workloads in turn with ours.")
        {
            workload, rounds, cpu, markdown,
        };
        command.SetAction(parsed => Compare(
            parsed.GetValue(workload)!,
            parsed.GetValue(rounds),
            parsed.GetValue(cpu),
            parsed.GetValue(markdown),
            string.Join(' ', ["compare", .. parsed.Tokens.Select(static t => t.Value)])));
        return command;
    }

    private static int Compare(string text, int rounds, int cpu, FileInfo? markdown, string command)
    {
        if (Pin.Find(threads: 1, cpu, out string? failure) is not { } pin)
        {
            Console.Error.WriteLine($"Nothing can be kept on core {cpu}: {failure}");
            return 1;
        }

        var pins = new Dictionary<int, Pin> { [1] = pin };
        if (Pin.Find(Threads, cpu, out string? tooFew) is { } several)
        {
            pins.Add(Threads, several);
        }
        else
        {
            Console.Error.WriteLine($"Workloads with {Threads} threads are left out: {tooFew}");
        }

        DirectoryInfo output = Directory.CreateTempSubdirectory("kernelgen-peers-");
        try
        {
            FoundPeer ours = FindOurs(output.FullName);
            OnnxRuntime.Locate();
            (List<FoundPeer> peers, List<MissingPeer> missing) = PeerCatalog.Find(
                PeerCatalog.All, Path.Combine(AppContext.BaseDirectory, "peers"), output.FullName);
            var comparison = new Comparison(ours, peers, pins, rounds);
            List<ComparedWorkload> compared = [];
            foreach (string name in comparison.Workloads.Where(w => w.Contains(text, StringComparison.Ordinal)))
            {
                long start = Stopwatch.GetTimestamp();
                compared.Add(comparison.Measure(name));
                Console.Error.WriteLine(Invariant($"{name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
            }

            string table = new ComparisonTable(Heading(rounds, pins, command), ours, peers, missing, compared).ToString();
            Console.Write(table);
            markdown?.Directory?.Create();
            if (markdown is not null)
            {
                File.WriteAllText(markdown.FullName, table);
            }

            return 0;
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static FoundPeer FindOurs(string output)
    {
        var program = new Peer("ours", "this program", [new MeasuringProgram()]);
        (List<FoundPeer> found, List<MissingPeer> missing) = PeerCatalog.Find([program], "", output);
        return found is [var ours] ? ours : throw new InvalidOperationException($"This program cannot start itself: {missing[0].Reason}");
    }

    private static string Heading(int rounds, Dictionary<int, Pin> pins, string command)
    {
        MachineFacts machine = MachineFacts.Read();
        string core = pins[1].Processors is [var one] ? $"all on core {one}" : "on whichever core";
        if (pins.TryGetValue(Threads, out Pin? several) && several.Processors.Count > 0)
        {
            core += $", those of {Threads} threads on {string.Join(" and ", several.Processors)}";
        }

        return Invariant(
            $"""
            {machine.MeasuredAt:d MMMM yyyy}, {machine.Processor}, {machine.System}; kernels use {machine.VectorBits} bits.
            Medians of {rounds} {(rounds == 1 ? "round" : "rounds")}, one program after the other, {core}:
            `dotnet run -c Release --project benchmarks/KernelGen.Benchmarks -- {command}`
            """);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>This program, with the verb that measures one workload.</summary>
    private sealed class MeasuringProgram : IPeerProgram
    {
        public IReadOnlyList<string[]> Prepare(string sources, string output, out string? failure)
        {
            failure = null;
            return [OwnProgram.Command("measure")];
        }
    }
}
