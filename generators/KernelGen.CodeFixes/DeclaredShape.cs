using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>The shape of a parameter as it is declared: <c>[Parameter(3, 4)] Matrix w</c>.</summary>
internal static class DeclaredShape
{
    /// <summary>None of a scalar, the length of a vector, rows and columns of a matrix; null where they are not written in this order.</summary>
    public static IReadOnlyList<ExpressionSyntax>? SizesOf(ArgumentPath path)
    {
        AttributeArgumentSyntax[] sizes = [.. (path.Role.ArgumentList?.Arguments ?? []).Where(static a => a.NameEquals is null)];
        return sizes.Any(static a => a.NameColon is not null) ? null : [.. sizes.Select(static a => a.Expression)];
    }

    /// <summary>A vector of another length, or a scalar.</summary>
    /// <param name="path">A vector or scalar.</param>
    /// <param name="length">Of the vector; null for a scalar.</param>
    /// <returns>The changes; null where it is not declared in a way that can be changed safely.</returns>
    public static IEnumerable<TextChange>? Changed(ArgumentPath path, string? length)
    {
        string kind = length is null ? "Scalar" : "Vector";
        if (SizesOf(path) is not { } sizes || path.Parameters.Any(p => SourceEdits.LastName(NameOf(p.Type), path.Kind) is null))
        {
            return null;
        }

        IEnumerable<TextChange> types = path.Kind == kind ? [] : path.Parameters.Select(p => SourceEdits.Rename(SourceEdits.LastName(NameOf(p.Type), path.Kind)!.Value, kind));
        AttributeArgumentListSyntax? list = path.Role.ArgumentList;
        TextChange? size =
            sizes.Count > 0 && length is not null ? new TextChange(sizes[0].Span, length) :
            sizes.Count > 0 && list!.Arguments.Count == 1 ? new TextChange(list.Span, "") :
            sizes.Count > 0 ? SourceEdits.Remove((AttributeArgumentSyntax)sizes[0].Parent!) :
            length is null ? null :
            list is null ? new TextChange(new TextSpan(path.Role.Span.End, 0), $"({length})") :
            new TextChange(new TextSpan(list.OpenParenToken.Span.End, 0), list.Arguments.Count == 0 ? length : length + ", ");
        return size is { } change ? types.Append(change) : types;
    }

    private static SyntaxNode? NameOf(TypeSyntax? type) => type is QualifiedNameSyntax qualified ? qualified.Right : type;
}
