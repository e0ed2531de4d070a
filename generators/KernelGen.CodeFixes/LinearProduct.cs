using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>Weights times a value, as a spec method writes it: <c>w * x</c> or <c>Dot(w, x)</c>.</summary>
/// <param name="syntax">All of it.</param>
/// <param name="weights">A parameter of the method.</param>
/// <param name="value">What it is multiplied by.</param>
internal sealed class LinearProduct(ExpressionSyntax syntax, IdentifierNameSyntax weights, ExpressionSyntax value)
{
    public ExpressionSyntax Syntax => syntax;

    public IdentifierNameSyntax Weights => weights;

    public ExpressionSyntax Value => value;

    /// <summary>Whether the weights are a vector, so that the product is a number.</summary>
    public bool IsDot => syntax is InvocationExpressionSyntax;

    /// <summary>The product whose operator or function stands at a place; null where its weights are not plainly a parameter.</summary>
    public static LinearProduct? At(SyntaxNode place, SemanticModel model)
    {
        if (place is BinaryExpressionSyntax product)
        {
            return product.IsKind(SyntaxKind.MultiplyExpression) && ParameterOf(product.Left, model) is { } left ? new LinearProduct(product, left, product.Right) : null;
        }

        return place.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: { Count: 2 } arguments } dot
            && arguments.Select(a => ParameterOf(a.Expression, model)).FirstOrDefault(static p => p is not null) is { } vector
            ? new LinearProduct(dot, vector, arguments.Select(static a => a.Expression).First(e => e != vector))
            : null;
    }

    /// <summary>An expression without brackets around it.</summary>
    public static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax brackets)
        {
            expression = brackets.Expression;
        }

        return expression;
    }

    /// <summary>The expression as the name of a parameter, or null.</summary>
    public static IdentifierNameSyntax? ParameterOf(ExpressionSyntax expression, SemanticModel model) =>
        Bare(expression) is IdentifierNameSyntax name && model.GetSymbolInfo(name).Symbol is IParameterSymbol ? name : null;
}
