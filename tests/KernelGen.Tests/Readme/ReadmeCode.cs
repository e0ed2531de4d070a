using System.Text.RegularExpressions;

namespace KernelGen.Tests.Readme;

/// <summary>The code that the README shows, and the same code in tests that run it.</summary>
internal static class ReadmeCode
{
    private const string Dashes = "        // ---\n";

    /// <summary>The blocks of C#, in their order, without directives and comments.</summary>
    public static IReadOnlyList<string> Blocks { get; } =
        [.. Regex.Matches(Text("README.md"), @"```csharp\n(?<code>.*?)```", RegexOptions.Singleline).Select(static m => Plain(m.Groups["code"].Value))];

    /// <summary>What a file of these tests has between lines of dashes, as the README would have it.</summary>
    public static IReadOnlyList<string> ShownIn(string file) =>
    [
        .. FileOf(file).Split(Dashes).Where(static (_, index) => index % 2 == 1)
            .Select(static block => Regex.Replace(block, "^        ", "", RegexOptions.Multiline))
            .Select(static block => Plain(Regex.Replace(block, @"pathOf\((""[^""]*"")\)", "$1"))),
    ];

    /// <summary>A file of this project.</summary>
    public static string FileOf(string file) => Text($"tests/KernelGen.Tests/{file}");

    /// <summary>Code without the directives above it and without what follows two slashes.</summary>
    public static string Plain(string code) =>
        Regex.Replace(Regex.Replace(code, @"^using [A-Z][\w.]*;\n", "", RegexOptions.Multiline), @" *// [^\n]*", "").Trim('\n');

    private static string Text(string path)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KernelGen.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, path)).ReplaceLineEndings("\n");
    }
}
