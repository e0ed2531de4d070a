using System.Text.Json;

namespace KernelGen.Gallery.Tests.RealSets;

/// <summary>What Reference/real_sets.py found of one model.</summary>
/// <param name="Scores">The accuracy on the test, or R², for each of <see cref="Seeds"/>.</param>
/// <param name="FirstTestRows">For each seed the first rows of the file that were kept for the test.</param>
internal sealed record RealSetReference(double[] Scores, int[][] FirstTestRows)
{
    private static readonly JsonDocument Table = JsonDocument.Parse(typeof(RealSetReference).Assembly.GetManifestResourceStream("real_sets.json")!);

    /// <summary>What the examples were divided by.</summary>
    public static int[] Seeds { get; } = [.. Table.RootElement.GetProperty("seeds").EnumerateArray().Select(static seed => seed.GetInt32())];

    public double Mean => Scores.Average();

    /// <summary>How far the mean is expected to be from that of further seeds.</summary>
    public double StandardError => StandardErrorOf(Scores);

    public static double StandardErrorOf(double[] scores) =>
        Math.Sqrt(scores.Sum(score => Math.Pow(score - scores.Average(), 2)) / (scores.Length - 1) / scores.Length);

    public static RealSetReference Of(string model)
    {
        JsonElement found = Table.RootElement.GetProperty("models").GetProperty(model);
        return new(
            [.. found.GetProperty("scores").EnumerateArray().Select(static score => score.GetDouble())],
            [.. found.GetProperty("firstTestRows").EnumerateArray().Select(static rows => rows.EnumerateArray().Select(static row => row.GetInt32()).ToArray())]);
    }
}
