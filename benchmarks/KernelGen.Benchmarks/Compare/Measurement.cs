using System.Text.Json;

namespace KernelGen.Benchmarks.Compare;

/// <summary>What a program says of one workload: a line of JSON, the names in snake_case.</summary>
/// <param name="Workload">Model, kernel and batch size.</param>
/// <param name="Peer">Who measured.</param>
/// <param name="MedianNs">The median time of a call.</param>
/// <param name="MinNs">The shortest.</param>
internal sealed record Measurement(string Workload, string Peer, double MedianNs, double MinNs)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="FormatException">The text is no measurement.</exception>
    public static Measurement Parse(string text)
    {
        try
        {
            Measurement? measurement = JsonSerializer.Deserialize<Measurement>(text, Json);
            return measurement is { MedianNs: > 0 } ? measurement : throw new FormatException($"No time was measured: {text}");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"No measurement: {text}", exception);
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
