using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>What the documentation of a method says of a parameter.</summary>
internal static class ParameterDescription
{
    /// <summary>It goes with its lines.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="text">Of the document.</param>
    /// <returns>The changes; null where the documentation speaks of the parameter in another place, or on a line with something else.</returns>
    public static IReadOnlyList<TextChange>? Removed(ParameterSyntax parameter, SourceText text)
    {
        List<TextChange> changes = [];
        IEnumerable<XmlNameAttributeSyntax> mentions = parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>()!.GetLeadingTrivia()
            .Select(static t => t.GetStructure()).OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(static d => d.DescendantNodes().OfType<XmlNameAttributeSyntax>())
            .Where(a => a.Identifier.Identifier.ValueText == parameter.Identifier.ValueText);
        foreach (XmlNameAttributeSyntax mention in mentions)
        {
            if (mention.Parent is not XmlElementStartTagSyntax { Name.LocalName.ValueText: "param", Parent: XmlElementSyntax element })
            {
                return null;
            }

            TextLine first = text.Lines.GetLineFromPosition(element.SpanStart), last = text.Lines.GetLineFromPosition(element.Span.End);
            string before = text.ToString(TextSpan.FromBounds(first.Start, element.SpanStart)), after = text.ToString(TextSpan.FromBounds(element.Span.End, last.End));
            if (before.Trim() != "///" || after.Trim().Length > 0)
            {
                return null;
            }

            changes.Add(new TextChange(TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak), ""));
        }

        return changes;
    }
}
