using System.Collections.Immutable;
using KernelGen.Generators.Diagnostics;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>What the analyzer says of a source, as a build runs it: together with what the generator wrote.</summary>
internal static class DeclarationAnalysis
{
    /// <summary>The analyzer's diagnostics that are not suppressed, in source order.</summary>
    /// <param name="source">What the user wrote.</param>
    /// <param name="editorConfig">An .editorconfig beside it.</param>
    public static Task<ImmutableArray<Diagnostic>> Of(string source, string? editorConfig = null) =>
        Of(TrackedRun.Start(SourceCompilation.Of(source)), editorConfig);

    public static Task<ImmutableArray<Diagnostic>> Of(TrackedRun run, string? editorConfig = null) => Of(run.Complete, editorConfig);

    public static async Task<ImmutableArray<Diagnostic>> Of(Compilation compilation, string? editorConfig = null)
    {
        if (editorConfig is not null)
        {
            compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(editorConfig)));
        }

        using UnusualCulture culture = new();
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Asserts that exactly the marked squiggles are reported, each with its part of a message (in source order), and that the
    /// generator, without throwing, writes nothing.
    /// </summary>
    public static async Task Refuses(string marked, params string[] messageParts)
    {
        Markup expected = Markup.Parse("using KernelGen;\n\n" + marked);
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of(expected.Source));
        ImmutableArray<Diagnostic> diagnostics = await Of(run);
        Assert.Equal(expected.Squiggles, diagnostics.Select(d => Squiggle(d, expected.Source)));
        Assert.Equal(messageParts.Length, diagnostics.Length);
        Assert.All(diagnostics, (d, i) => Assert.Contains(messageParts[i], d.GetMessage(null), StringComparison.Ordinal));
        AssertSilent(run);
    }

    /// <summary>Asserts that nothing is reported of a source, and that with what is generated it compiles.</summary>
    public static async Task Accepts(string source)
    {
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of("using KernelGen;\n\n" + source));
        Assert.Empty(await Of(run));
        Assert.Null(run.Result.Exception);
        Assert.NotEmpty(run.Result.GeneratedSources);
        Assert.Empty(run.Complete.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>Asserts that the generator neither threw nor wrote anything nor reported anything itself.</summary>
    public static void AssertSilent(TrackedRun run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.Result.GeneratedSources);
    }

    private static Squiggle Squiggle(Diagnostic diagnostic, string source) => new(
        diagnostic.Id,
        diagnostic.Location.SourceSpan.Start,
        source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));

    /// <summary>Severities as the compiler takes them from an .editorconfig.</summary>
    private sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet configuration =
            AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/.editorconfig")));

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration.GetOptionsForSourcePath("/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
