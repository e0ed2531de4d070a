using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using KernelGen.Generators.Diagnostics;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Every diagnostic has a page, and what the page says is true.</summary>
public partial class DocumentationTests
{
    private static readonly string Generators = Path.GetFullPath(
        Path.Combine(ThisFolder(), "..", "..", "..", "generators", "KernelGen.Generators"));

    private static readonly ImmutableArray<DiagnosticDescriptor> Descriptors = new ModelAnalyzer().SupportedDiagnostics;

    public static TheoryData<string> Ids => [.. Descriptors.Select(static d => d.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_names_its_diagnostic(string id) =>
        Assert.StartsWith($"# {id}: {Descriptors.Single(d => d.Id == id).Title}\n", Page(id), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_a_page_calls_wrong_is_reported_as_that_and_nothing_else(string id)
    {
        ImmutableArray<Diagnostic> found = await DeclarationAnalysis.Of(Code(id, "Wrong"));
        Assert.Equal([id], found.Select(static d => d.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_a_page_calls_right_is_right(string id)
    {
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of(Code(id, "Right")));
        Assert.Empty(await DeclarationAnalysis.Of(run.Source));
        Assert.Single(run.Result.GeneratedSources);
        Assert.Empty(run.Complete.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_a_page_says_of_suppressing_works(string id)
    {
        string page = Page(id);
        string pragma = Pragma.Match(page).Value;
        string setting = Setting.Match(page).Value;
        string wrong = Code(id, "Wrong");
        Assert.Empty(await DeclarationAnalysis.Of($"{pragma}\n{wrong}"));
        Assert.Empty(await DeclarationAnalysis.Of(wrong, $"root = true\n[*.cs]\n{setting}\n"));
    }

    [Fact]
    public void There_is_no_page_without_a_diagnostic() => Assert.Equal(
        Descriptors.Select(static d => d.Id + ".md").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(PagesFolder()).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_diagnostic_is_listed_in_a_release()
    {
        string releases = File.ReadAllText(Path.Combine(Generators, "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(Generators, "AnalyzerReleases.Unshipped.md"));
        Assert.All(Descriptors, d => Assert.Contains(
            $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}\n", releases.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_descriptor_is_one_that_the_analyzer_reports() => Assert.Equal(
        typeof(Diagnostics.Descriptors).GetFields().Select(static f => ((DiagnosticDescriptor)f.GetValue(null)!).Id).Order(StringComparer.Ordinal),
        Descriptors.Select(static d => d.Id).Order(StringComparer.Ordinal));

    private static string Code(string id, string section)
    {
        Match match = Regex.Match(Page(id), $@"\n## {section}\n\n```csharp\n(?<code>.*?)```\n", RegexOptions.Singleline);
        Assert.True(match.Success, $"{id}.md has no section '{section}' with code.");
        return match.Groups["code"].Value;
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(PagesFolder(), id + ".md")).ReplaceLineEndings("\n");

    private static string PagesFolder() => Path.Combine(Generators, "Diagnostics", "docs");

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"#pragma warning disable KG\d{4}")]
    private static partial Regex Pragma { get; }

    [GeneratedRegex(@"^dotnet_diagnostic\.KG\d{4}\.severity = \w+$", RegexOptions.Multiline)]
    private static partial Regex Setting { get; }
}
