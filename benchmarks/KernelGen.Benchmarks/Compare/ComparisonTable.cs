using System.Globalization;
using System.Text;

namespace KernelGen.Benchmarks.Compare;

/// <summary>A comparison as Markdown.</summary>
/// <param name="Heading">Machine, date and command.</param>
/// <param name="Ours">Our own program.</param>
/// <param name="Peers">The peers that were found, a column each.</param>
/// <param name="Missing">Those that were not.</param>
/// <param name="Workloads">A row each.</param>
internal sealed record ComparisonTable(
    string Heading,
    FoundPeer Ours,
    IReadOnlyList<FoundPeer> Peers,
    IReadOnlyList<MissingPeer> Missing,
    IReadOnlyList<ComparedWorkload> Workloads)
{
    private const string Nothing = "–";

    public override string ToString()
    {
        FoundPeer[] columns = [.. Peers.Where(p => Workloads.Any(w => w.Nanoseconds.ContainsKey(p.Name)))];
        var text = new StringBuilder();
        Line(text, Heading);
        Line(text, "");
        Line(text, Row("workload", ["ours", .. columns.Select(static c => c.Name), "best peer", "ours / best"]));
        Line(text, Row("---", Enumerable.Repeat("---:", columns.Length + 3)));
        foreach (ComparedWorkload workload in Workloads)
        {
            Line(text, Row(workload.Name, Cells(workload, columns)));
        }

        Line(text, "");
        Line(text, $"Versions: {string.Join("; ", Peers.Prepend(Ours).Select(static p => $"{p.Name} {p.Version}"))}.");
        List("Missing", text, Missing.Select(static m => $"{m.Name} ({m.Package}): {m.Reason}"));
        List("Failed", text, Workloads.SelectMany(static w => w.Failures));
        return text.ToString();
    }

    private IEnumerable<string> Cells(ComparedWorkload workload, FoundPeer[] columns)
    {
        double? ours = Time(workload, Ours);
        (string Name, double Time)[] peers =
        [
            .. columns.Where(c => workload.Nanoseconds.ContainsKey(c.Name)).Select(c => (c.Name, workload.Nanoseconds[c.Name])),
        ];
        (string Name, double Time)? best = peers.Length == 0 ? null : peers.MinBy(static p => p.Time);
        return
        [
            Duration(ours),
            .. columns.Select(c => Duration(Time(workload, c))),
            best?.Name ?? Nothing,
            ours / best?.Time is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : Nothing,
        ];
    }

    private static double? Time(ComparedWorkload workload, FoundPeer peer) =>
        workload.Nanoseconds.TryGetValue(peer.Name, out double time) ? time : null;

    /// <summary>Three digits and a unit.</summary>
    private static string Duration(double? nanoseconds)
    {
        (double value, string unit) = nanoseconds switch
        {
            null => (0, ""),
            < 999.5 => (nanoseconds.Value, "ns"),
            < 999.5e3 => (nanoseconds.Value / 1e3, "µs"),
            _ => (nanoseconds.Value / 1e6, "ms"),
        };
        string format = value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0";
        return nanoseconds is null ? Nothing : $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }

    private static string Row(string first, IEnumerable<string> cells) => $"| {first} | {string.Join(" | ", cells)} |";

    private static void List(string title, StringBuilder text, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            Line(text, "");
            Line(text, $"{title}:");
            foreach (string line in all)
            {
                Line(text, $"- {line}");
            }
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
