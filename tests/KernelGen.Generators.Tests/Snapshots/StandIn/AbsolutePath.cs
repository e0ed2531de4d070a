using System.Text.RegularExpressions;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>Finds absolute paths: a text that holds one is right on one machine only.</summary>
internal static partial class AbsolutePath
{
    /// <summary>The first absolute path in a text, or null.</summary>
    public static string? Find(string text) => Pattern.Match(text) is { Success: true } match ? match.Value : null;

    // A Unix path starts where a token may start (so neither in a quotient, a closing tag, a comment's slashes nor a URL) and has
    // two segments; the first has two characters unless a third segment follows, since /n/2 is arithmetic.
    [GeneratedRegex("""
        file:/+[^\s"'<>]+
        | (?<= ^ | [\s"'`(\[{=,;:>|] ) / (?: [\w.+\-]{2,} | [\w.+\-]/[\w.+\-]+ ) / [\w.+\-] [^\s"'<>]*
        | (?<! \w ) [A-Za-z]: (?: \\{1,2} | / ) [\w.\-]{2,} [^\s"'<>]*
        | (?<! [\w\\] ) (?: \\{4} | \\{2} ) [\w.\-]{2,} \\{1,2} \w [^\s"'<>]*
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Pattern { get; }
}
