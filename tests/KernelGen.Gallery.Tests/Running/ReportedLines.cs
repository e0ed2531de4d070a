using System.Globalization;
using System.Text.RegularExpressions;

namespace KernelGen.Gallery.Tests.Running;

/// <summary>What every run of a classifier prints.</summary>
internal static partial class ReportedLines
{
    private static readonly string[] Parts =
    [
        "model: ", "data: ", "gradient check: passed", "settings: epochs ", "epoch ", "learning", "test accuracy: ", "confusion matrix",
        "speed: ", " examples/s (", " GFLOP/s", "memory: 0 bytes allocated per step", "generated source: ",
    ];

    /// <summary>All parts are there, each after the one before.</summary>
    public static void AreAllIn(string output)
    {
        int place = 0;
        foreach (string part in Parts)
        {
            int next = output.IndexOf(part, place, StringComparison.Ordinal);
            Assert.True(next >= 0, $"No \"{part}\" after character {place} of:\n{output}");
            place = next;
        }
    }

    /// <summary>The test accuracy in percent.</summary>
    public static double AccuracyIn(string output)
    {
        Match accuracy = Assert.Single(Accuracy().Matches(output));
        return double.Parse(accuracy.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^test accuracy: (\d+\.\d\d) %\r?$", RegexOptions.Multiline)]
    private static partial Regex Accuracy();
}
