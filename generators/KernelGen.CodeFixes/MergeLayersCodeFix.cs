using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>Merges a linear layer with the one after it (KG0047), where one layer can compute what both do: attributes, or products of equations.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergeLayersCodeFix))]
[Shared]
public sealed class MergeLayersCodeFix : LearningCodeFix
{
    /// <summary>The remedy where the second layer takes over the bias of the first; the analyzer calls it so.</summary>
    private const string MergeWithBias = "MergeWithBias";

    private const string Title = "Merge with the next layer";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KG0047"];

    /// <summary>None: after one merger, which others are possible is another question.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override (string Title, IReadOnlyList<TextChange> Changes)? Fix(
        SyntaxNode root, SourceText text, Diagnostic diagnostic, string remedy)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan) is not AttributeSyntax first || OtherPlace(root, diagnostic) is not AttributeSyntax second)
        {
            return null;
        }

        List<TextChange> changes = [SourceEdits.Remove(first, text)];
        if (remedy == MergeWithBias && SourceEdits.PropertyOf(second, "Bias") is { } bias)
        {
            changes.Add(SourceEdits.Remove(bias));
        }

        return (Title, changes);
    }

    private protected override async Task<(string Title, IReadOnlyList<TextChange> Changes)?> FixAsync(
        Document document, SyntaxNode root, SourceText text, Diagnostic diagnostic, string remedy, CancellationToken cancellation)
    {
        if (Fix(root, text, diagnostic, remedy) is { } layers)
        {
            return layers;
        }

        SyntaxNode first = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return OtherPlace(root, diagnostic) is { } second
            && await MergedProducts.FindAsync(document, first, second, remedy == MergeWithBias, cancellation).ConfigureAwait(false) is { } changes
            ? (Title, changes)
            : null;
    }
}
