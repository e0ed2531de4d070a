using System.Text.RegularExpressions;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>A source with its expected squiggles drawn in: <c>class {|KG0001:Digits|}</c> expects KG0001 under <c>Digits</c>.</summary>
/// <param name="Source">Without the marks.</param>
/// <param name="Squiggles">In source order.</param>
internal sealed partial record Markup(string Source, IReadOnlyList<Squiggle> Squiggles)
{
    public static Markup Parse(string marked)
    {
        List<Squiggle> squiggles = [];
        int removed = 0;
        string source = Mark.Replace(marked, match =>
        {
            Group text = match.Groups["text"];
            squiggles.Add(new(match.Groups["id"].Value, match.Index - removed, text.Value));
            removed += match.Length - text.Length;
            return text.Value;
        });
        return new Markup(source, squiggles);
    }

    [GeneratedRegex(@"\{\|(?<id>KG\d{4}):(?<text>.*?)\|\}", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark { get; }
}

/// <param name="Id">Of the diagnostic.</param>
/// <param name="Start">Where the squiggle starts.</param>
/// <param name="Text">What it stands under.</param>
internal sealed record Squiggle(string Id, int Start, string Text);
