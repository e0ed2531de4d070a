using System.Collections.Immutable;
using KernelGen.Generators.Diagnostics;
using KernelGen.Generators.Tests.Equations;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>A source in a workspace, as an editor holds it, and what code fixes make of it.</summary>
internal static class FixedSource
{
    /// <summary>Asserts what one fix makes of a source, and that there is nothing left to fix.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="before">After the usings of equations.</param>
    /// <param name="after">To the letter.</param>
    /// <param name="title">What an editor offers.</param>
    public static async Task Becomes(CodeFixProvider fix, string before, string after, string title)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, EquationSource.Usings + before);
        (Diagnostic diagnostic, CodeAction action) = Assert.Single(await ActionsOf(fix, document));
        Assert.Equal(title, action.Title);
        Document changed = await Apply(action, document);
        Assert.Equal(EquationSource.Usings + after, (await changed.GetTextAsync()).ToString());
        Assert.Empty((await changed.Project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.DoesNotContain(await DiagnosticsOf(changed, fix), d => d.Id == diagnostic.Id);
    }

    /// <summary>Asserts what a source is after the first thing to fix has been fixed until there was none.</summary>
    public static async Task BecomesStepByStep(CodeFixProvider fix, string before, string after)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, EquationSource.Usings + before);
        while (await ActionsOf(fix, document) is [var (_, action), ..])
        {
            document = await Apply(action, document);
        }

        Assert.Equal(EquationSource.Usings + after, (await document.GetTextAsync()).ToString());
    }

    /// <summary>Asserts that all of a source's diagnostics of the fix are fixed at once.</summary>
    public static async Task AllBecome(CodeFixProvider fix, string before, string after)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, EquationSource.Usings + before);
        string key = (await ActionsOf(fix, document))[0].Action.EquivalenceKey!;
        FixAllContext context = new(
            document, fix, FixAllScope.Document, key, fix.FixableDiagnosticIds, new Diagnostics(fix), CancellationToken.None);
        CodeAction action = (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
        Assert.Equal(EquationSource.Usings + after, (await (await Apply(action, document)).GetTextAsync()).ToString());
    }

    /// <summary>Asserts that a source has a diagnostic of the fix, which offers nothing.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="source">After the usings of equations.</param>
    /// <param name="other">Another file of the project, if any, after the same.</param>
    public static async Task StaysAsItIs(CodeFixProvider fix, string source, string? other = null)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, EquationSource.Usings + source);
        if (other is not null)
        {
            document = document.Project.AddDocument("Other.cs", EquationSource.Usings + other).Project.GetDocument(document.Id)!;
        }

        Assert.Empty((await document.Project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(await DiagnosticsOf(document, fix));
        Assert.Empty(await ActionsOf(fix, document));
    }

    private static Document Open(AdhocWorkspace workspace, string source)
    {
        CSharpCompilation like = SourceCompilation.Of(source);
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Models", "Models", LanguageNames.CSharp,
            compilationOptions: like.Options, parseOptions: like.SyntaxTrees[0].Options, metadataReferences: like.References,
            analyzerReferences: [new Generator()]));
        return project.AddDocument(SourceCompilation.Path, SourceText.From(source));
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Document document, CodeFixProvider fix)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. all.Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    private static async Task<List<(Diagnostic Diagnostic, CodeAction Action)>> ActionsOf(CodeFixProvider fix, Document document)
    {
        List<(Diagnostic, CodeAction)> actions = [];
        foreach (Diagnostic diagnostic in await DiagnosticsOf(document, fix))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((diagnostic, action)), CancellationToken.None));
        }

        return actions;
    }

    private static async Task<Document> Apply(CodeAction action, Document document)
    {
        ApplyChangesOperation changes = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return changes.ChangedSolution.GetDocument(document.Id)!;
    }

    /// <summary>As in an editor, what is generated is part of the project: it calls the equations, and must fit to what a fix leaves.</summary>
    private sealed class Generator : AnalyzerReference
    {
        // A project tells generators apart by what they are, not by what they say.
        private readonly ImmutableArray<ISourceGenerator> generators = [new ModelGenerator().AsSourceGenerator()];

        public override string FullPath => typeof(ModelGenerator).Assembly.Location;

        public override object Id => nameof(ModelGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => generators;
    }

    private sealed class Diagnostics(CodeFixProvider fix) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            await DiagnosticsOf(document, fix);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            GetDocumentDiagnosticsAsync(project.Documents.Single(), cancellationToken);
    }
}
