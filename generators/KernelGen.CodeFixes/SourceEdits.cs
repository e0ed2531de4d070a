using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>Changes of a text that leave everything else of it as it is, comments and layout included.</summary>
internal static class SourceEdits
{
    /// <summary>Another name in the place of one.</summary>
    public static TextChange Rename(SyntaxToken token, string name) => new(token.Span, name);

    /// <summary>An argument of an attribute goes, with the comma that it makes superfluous.</summary>
    public static TextChange Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return list.Arguments.Count == 1 ? new TextChange(argument.Span, "") : Remove(list.Arguments, argument);
    }

    /// <summary>An attribute goes; if it was alone, with its brackets, and with the line that they leave empty.</summary>
    public static TextChange Remove(AttributeSyntax attribute, SourceText text)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return list.Attributes.Count == 1 ? new TextChange(WithEmptyLine(list.Span, text), "") : Remove(list.Attributes, attribute);
    }

    /// <summary>A statement goes, with the line that it leaves empty.</summary>
    public static TextChange Remove(StatementSyntax statement, SourceText text) => new(WithEmptyLine(statement.Span, text), "");

    /// <summary>Some items of a list go, with the commas that they make superfluous. Those that stay keep their lines.</summary>
    /// <param name="items">The list.</param>
    /// <param name="goes">Whether an item goes.</param>
    /// <param name="text">Of the document.</param>
    public static IEnumerable<TextChange> Remove<T>(SeparatedSyntaxList<T> items, Func<T, bool> goes, SourceText text)
        where T : SyntaxNode
    {
        for (int first = 0; first < items.Count; first++)
        {
            int next = first;
            while (next < items.Count && goes(items[next]))
            {
                next++;
            }

            if (next > first)
            {
                yield return new TextChange(SpanOf(first, next), "");
                first = next;
            }
        }

        TextSpan SpanOf(int first, int next)
        {
            if (next == items.Count)
            {
                return TextSpan.FromBounds(first > 0 ? items.GetSeparator(first - 1).SpanStart : items[first].SpanStart, items[next - 1].Span.End);
            }

            bool endsLine = first > 0 && !AreOnOneLine(items.GetSeparator(next - 1).Span.End, items[next].SpanStart)
                && AreOnOneLine(items.GetSeparator(first - 1).Span.End, items[first].SpanStart);
            return endsLine
                ? TextSpan.FromBounds(items.GetSeparator(first - 1).Span.End, items.GetSeparator(next - 1).Span.End)
                : TextSpan.FromBounds(items[first].SpanStart, items[next].SpanStart);
        }

        bool AreOnOneLine(int start, int end) => text.Lines.IndexOf(start) == text.Lines.IndexOf(end);
    }

    /// <summary>Whether a change removes comments or directives that it does not write again.</summary>
    /// <param name="root">Of the document.</param>
    /// <param name="removed">What goes.</param>
    /// <param name="kept">What of it is written again.</param>
    public static bool LosesComments(SyntaxNode root, TextSpan removed, params TextSpan[] kept) => root
        .DescendantTrivia(removed, descendIntoTrivia: false)
        .Any(t => removed.Contains(t.Span) && !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)
            && !kept.Any(k => k.Contains(t.Span)));

    private static TextChange Remove<T>(SeparatedSyntaxList<T> items, T item)
        where T : SyntaxNode
    {
        int index = items.IndexOf(item);
        TextSpan span = index > 0
            ? TextSpan.FromBounds(items.GetSeparator(index - 1).SpanStart, item.Span.End)
            : TextSpan.FromBounds(item.SpanStart, items[1].SpanStart);
        return new TextChange(span, "");
    }

    /// <summary>A span, extended over its line if nothing else stands there, or over the blanks that follow.</summary>
    private static TextSpan WithEmptyLine(TextSpan span, SourceText text)
    {
        TextLine first = text.Lines.GetLineFromPosition(span.Start), last = text.Lines.GetLineFromPosition(span.End);
        bool isAlone = IsBlank(text, TextSpan.FromBounds(first.Start, span.Start)) && IsBlank(text, TextSpan.FromBounds(span.End, last.End));
        if (isAlone)
        {
            return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        }

        int end = span.End;
        while (end < last.End && text[end] == ' ')
        {
            end++;
        }

        return TextSpan.FromBounds(span.Start, end);
    }

    private static bool IsBlank(SourceText text, TextSpan span) => text.ToString(span).All(char.IsWhiteSpace);

    /// <summary>The argument of an attribute that gives a property its value, or null.</summary>
    public static AttributeArgumentSyntax? PropertyOf(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The name at the end of <c>Loss.SquaredError</c> or of <c>SquaredError</c> alone, if it is that one; else null.</summary>
    public static SyntaxToken? LastName(SyntaxNode? expression, params string[] names)
    {
        SimpleNameSyntax? name = expression as SimpleNameSyntax ?? (expression as MemberAccessExpressionSyntax)?.Name;
        return name is not null && names.Contains(name.Identifier.ValueText, StringComparer.Ordinal) ? name.Identifier : null;
    }

    /// <summary>Whether the arguments of a call are told apart by place alone, so that another function can take them.</summary>
    public static bool TakesByPlace(SyntaxToken name) =>
        name.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && call.Expression.Span.End == name.Span.End
        && !call.ArgumentList.Arguments.Any(static a => a.NameColon is not null);
}
