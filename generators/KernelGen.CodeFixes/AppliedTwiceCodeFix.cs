using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>Leaves one of a logistic or softmax and a loss that applies it itself (KG0046): a loss of probabilities, or a linear layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AppliedTwiceCodeFix))]
[Shared]
public sealed class AppliedTwiceCodeFix : LearningCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KG0046"];

    private protected override (string Title, IReadOnlyList<TextChange> Changes)? Fix(
        SyntaxNode root, SourceText text, Diagnostic diagnostic, string remedy)
    {
        SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (place.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } activation)
        {
            return ("Leave the layer linear", [SourceEdits.Remove(activation)]);
        }

        return SourceEdits.LastName(place, "LogisticCrossEntropy", "SoftmaxCrossEntropy") is { } name && SourceEdits.TakesByPlace(name)
            ? ($"Use {remedy}", [SourceEdits.Rename(name, remedy)])
            : null;
    }
}
