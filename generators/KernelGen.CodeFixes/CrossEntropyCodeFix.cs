using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>Writes the matching cross-entropy in the place of a squared error of probabilities (KG0045).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CrossEntropyCodeFix))]
[Shared]
public sealed class CrossEntropyCodeFix : LearningCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KG0045"];

    private protected override (string Title, IReadOnlyList<TextChange> Changes)? Fix(
        SyntaxNode root, SourceText text, Diagnostic diagnostic, string remedy)
    {
        SyntaxNode loss = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (SourceEdits.LastName(loss, "SquaredError") is not { } name)
        {
            return null;
        }

        string title = $"Use {remedy}";
        if (loss.FirstAncestorOrSelf<AttributeArgumentSyntax>() is null)
        {
            return SourceEdits.TakesByPlace(name) ? (title, [SourceEdits.Rename(name, remedy)]) : null;
        }

        // The loss applies the logistic itself.
        return OtherPlace(root, diagnostic)?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } activation
            ? (title, [SourceEdits.Remove(activation), SourceEdits.Rename(name, remedy)])
            : null;
    }
}
