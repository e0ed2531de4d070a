using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>A fix of what the compiler says about learning. The diagnostic itself tells what there is to do, if anything.</summary>
public abstract class LearningCodeFix : CodeFixProvider
{
    /// <summary>The property of a diagnostic that tells what to do; the analyzer calls it so.</summary>
    private const string RemedyProperty = "Remedy";

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SourceText text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root is not null && diagnostic.Properties.TryGetValue(RemedyProperty, out string? remedy) && remedy is not null
                && await FixAsync(context.Document, root, text, diagnostic, remedy, context.CancellationToken).ConfigureAwait(false) is var (title, changes))
            {
                context.RegisterCodeFix(CodeAction.Create(title, Apply, equivalenceKey: title), diagnostic);

                Task<Document> Apply(CancellationToken cancellation) => Task.FromResult(context.Document.WithText(text.WithChanges(changes)));
            }
        }
    }

    /// <summary>What to change, or null where the code is not written in a way that can be changed safely.</summary>
    /// <param name="root">Of the document.</param>
    /// <param name="text">Of the document.</param>
    /// <param name="diagnostic">Its location is in the document.</param>
    /// <param name="remedy">What the diagnostic says to do.</param>
    private protected abstract (string Title, IReadOnlyList<TextChange> Changes)? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic, string remedy);

    /// <summary>The same where other places than those of the diagnostic have to be looked at.</summary>
    private protected virtual Task<(string Title, IReadOnlyList<TextChange> Changes)?> FixAsync(
        Document document, SyntaxNode root, SourceText text, Diagnostic diagnostic, string remedy, CancellationToken cancellation) =>
        Task.FromResult(Fix(root, text, diagnostic, remedy));

    /// <summary>The other place that a diagnostic speaks of, in the same document; null without one.</summary>
    private protected static SyntaxNode? OtherPlace(SyntaxNode root, Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Count == 1 && diagnostic.AdditionalLocations[0].SourceTree == root.SyntaxTree
            ? root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
            : null;
}
