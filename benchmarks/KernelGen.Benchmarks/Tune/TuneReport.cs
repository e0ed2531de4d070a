using System.Text.Json;

namespace KernelGen.Benchmarks.Tune;

/// <summary>What was predicted and measured of every choice.</summary>
/// <param name="CyclesPerNanosecond">Multiply-adds of 512 bits in a nanosecond: what makes predicted cycles comparable with measured times.</param>
/// <param name="Choices">One for each kernel, and each matrix, with a choice.</param>
internal sealed record TuneReport(double CyclesPerNanosecond, IReadOnlyList<TunedChoice> Choices)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report as JSON, its folder too if need be.</summary>
    public void Save(FileInfo file)
    {
        file.Directory?.Create();
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(this, Json) + "\n");
    }
}

/// <summary>The ways to do something.</summary>
/// <param name="Workload">Model, kernel and batch size.</param>
/// <param name="Operation">What is done, by one kernel or by all.</param>
/// <param name="Candidates">The first is what the cost model chose.</param>
internal sealed record TunedChoice(string Workload, string Operation, IReadOnlyList<TunedCandidate> Candidates)
{
    /// <summary>So much slower than the best may a choice be.</summary>
    public const double Tolerance = 1.05;

    public TunedCandidate Chosen => Candidates[0];

    public TunedCandidate Best => Candidates.MinBy(static c => c.MeasuredNs)!;

    /// <summary>Whether the cost model chose wrong.</summary>
    public bool IsWrong => Chosen.MeasuredNs > Tolerance * Best.MeasuredNs;
}

/// <summary>One way.</summary>
/// <param name="Way">Blocks as <see cref="Generators.Emitting.TilingText"/> writes them, how a matrix lies, or the way of a batch.</param>
/// <param name="PredictedNs">By the cost model, at this core's clock.</param>
/// <param name="MeasuredNs">The shortest sample of a call of the one kernel, or of all, less that of a call in which no kernel runs.</param>
internal sealed record TunedCandidate(string Way, double PredictedNs, double MeasuredNs);
