namespace KernelGen.Generators.Tests.Running;

/// <summary>What holds for every generated file as a text.</summary>
internal static class GeneratedText
{
    /// <summary>Longer lines make a reader scroll; equations in documentation may be longer.</summary>
    public const int LongestLine = 180;

    /// <summary>The first fault with its line, or null.</summary>
    public static string? FindFault(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            string? fault =
                line.Contains('\r', StringComparison.Ordinal) ? "a carriage return" :
                line.Contains('\t', StringComparison.Ordinal) ? "a tab" :
                line.EndsWith(' ') ? "a space at its end" :
                null;
            if (fault is not null)
            {
                return $"line {i + 1} has {fault}: {line}";
            }
        }

        return text.EndsWith('\n') ? null : "the last line does not end";
    }

    /// <summary>The lines of code that are too long, with their numbers.</summary>
    public static IEnumerable<string> LongLines(string text) => text.Split('\n')
        .Select(static (line, index) => (line, index))
        .Where(static l => l.line.Length > LongestLine && !IsDocumentation(l.line))
        .Select(static l => $"line {l.index + 1} has {l.line.Length} characters: {l.line.TrimStart()}");

    private static bool IsDocumentation(string line) => line.AsSpan().TrimStart().StartsWith("///", StringComparison.Ordinal);
}
