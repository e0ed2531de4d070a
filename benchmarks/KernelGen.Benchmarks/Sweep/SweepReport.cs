using System.Text.Json;
using System.Text.Json.Serialization;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Roofline;

namespace KernelGen.Benchmarks.Sweep;

/// <summary>What a sweep measured. Its JSON has the same names in snake_case.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Limits">Of the core.</param>
/// <param name="Series">The curves.</param>
internal sealed record SweepReport(MachineFacts Machine, Limits Limits, IReadOnlyList<SweepResult> Series)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes the report as JSON.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");
}

/// <summary>One curve, column by column.</summary>
/// <param name="Name">Of the series.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Kind">What is varied.</param>
/// <param name="X">Its values.</param>
/// <param name="Us">The shortest time of a call, in microseconds.</param>
/// <param name="Bound">The limit that the call meets first.</param>
/// <param name="BoundUs">The time at that limit.</param>
/// <param name="Cliffs">With batches, sizes that fall out of their neighbourhood.</param>
internal sealed record SweepResult(
    string Name, string Title, SweepKind Kind, int[] X, double[] Us, string[] Bound, double[] BoundUs, IReadOnlyList<Cliff> Cliffs)
{
    public static SweepResult Create(SweepSeries series, double[] seconds, IReadOnlyList<Cliff> cliffs, Limits limits)
    {
        Bound[] bounds = [.. series.Points.Select(p => Roofline.Bound.Of(p.Workload.Demand!, limits, p.Workload.Threads))];
        return new SweepResult(
            series.Name,
            series.Title,
            series.Kind,
            [.. series.Points.Select(static p => p.X)],
            [.. seconds.Select(static s => s * 1e6)],
            [.. bounds.Select(static b => b.Name)],
            [.. bounds.Select(static b => b.Seconds * 1e6)],
            cliffs);
    }
}
