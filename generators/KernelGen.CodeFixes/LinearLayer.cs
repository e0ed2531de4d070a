using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>A product and the bias added to it, as a spec method writes them: in one expression, or with locals between.</summary>
/// <param name="product">The product.</param>
/// <param name="sum">With the bias, or null.</param>
/// <param name="summand">Of the sum, what is the product.</param>
/// <param name="bias">A parameter of the method, or null.</param>
/// <param name="locals">Declared for it, and used nowhere else.</param>
internal sealed class LinearLayer(
    LinearProduct product, BinaryExpressionSyntax? sum, ExpressionSyntax? summand, IdentifierNameSyntax? bias, IReadOnlyList<LocalDeclarationStatementSyntax> locals)
{
    public LinearProduct Product => product;

    public BinaryExpressionSyntax? Sum => sum;

    public IdentifierNameSyntax? Bias => bias;

    public IReadOnlyList<LocalDeclarationStatementSyntax> Locals => locals;

    /// <summary>The text of the layer with another text in the place of its product.</summary>
    /// <param name="product">Pieces of the document, one after the other.</param>
    public IReadOnlyList<TextSpan> With(params TextSpan[] product) => sum is null || summand is null
        ? product
        : [TextSpan.FromBounds(sum.SpanStart, summand.SpanStart), .. product, TextSpan.FromBounds(summand.Span.End, sum.Span.End)];

    /// <summary>The layer of a product that a value is; null where the value is anything else.</summary>
    public static LinearLayer? Of(ExpressionSyntax value, LinearProduct product, SemanticModel model)
    {
        List<LocalDeclarationStatementSyntax> locals = [];
        ExpressionSyntax written = Written(value, model, locals);
        if (written == product.Syntax)
        {
            return new LinearLayer(product, null, null, null, locals);
        }

        return SumOf(written, model) is var (sum, summand, bias) && Written(summand, model, locals) == product.Syntax
            ? new LinearLayer(product, sum, summand, bias, locals)
            : null;
    }

    /// <summary>The layer of a product as far as it is written around it.</summary>
    public static LinearLayer Around(LinearProduct product, SemanticModel model)
    {
        ExpressionSyntax whole = product.Syntax;
        while (whole.Parent is ParenthesizedExpressionSyntax brackets)
        {
            whole = brackets;
        }

        return whole.Parent is BinaryExpressionSyntax around && SumOf(around, model) is var (sum, summand, bias) && summand == whole
            ? new LinearLayer(product, sum, summand, bias, [])
            : new LinearLayer(product, null, null, null, []);
    }

    /// <summary>A sum or difference with a parameter on one side, and the other side.</summary>
    private static (BinaryExpressionSyntax Sum, ExpressionSyntax Summand, IdentifierNameSyntax Bias)? SumOf(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is not BinaryExpressionSyntax sum || !(sum.IsKind(SyntaxKind.AddExpression) || sum.IsKind(SyntaxKind.SubtractExpression)))
        {
            return null;
        }

        return
            LinearProduct.ParameterOf(sum.Right, model) is { } right ? (sum, sum.Left, right) :
            LinearProduct.ParameterOf(sum.Left, model) is { } left ? (sum, sum.Right, left) : null;
    }

    /// <summary>What a value is where it is only the name of a local that is used once.</summary>
    private static ExpressionSyntax Written(ExpressionSyntax value, SemanticModel model, List<LocalDeclarationStatementSyntax> locals)
    {
        ExpressionSyntax bare = LinearProduct.Bare(value);
        while (bare is IdentifierNameSyntax name && DeclarationOf(name, model) is { } declaration)
        {
            locals.Add(declaration);
            bare = LinearProduct.Bare(declaration.Declaration.Variables[0].Initializer!.Value);
        }

        return bare;
    }

    /// <summary>The declaration of a local, if it can be written in the place of this, its only use.</summary>
    private static LocalDeclarationStatementSyntax? DeclarationOf(IdentifierNameSyntax use, SemanticModel model)
    {
        if (model.GetSymbolInfo(use).Symbol is not ILocalSymbol { IsConst: false } local
            || local.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Initializer.Value: { } value, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } declaration },
            }
            || use.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || NamesIn(method).Count(n => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, local)) != 1)
        {
            return null;
        }

        // What it is computed from must still be the same where it is used.
        HashSet<string> sources = [.. NamesIn(value).Select(static n => n.Identifier.ValueText)];
        return NamesIn(method).Any(n => sources.Contains(n.Identifier.ValueText) && IsAssigned(n)) ? null : declaration;
    }

    private static IEnumerable<IdentifierNameSyntax> NamesIn(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>();

    private static bool IsAssigned(IdentifierNameSyntax name) =>
        (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name)
        || name.Parent is PostfixUnaryExpressionSyntax
        || name.Parent.IsKind(SyntaxKind.PreIncrementExpression) || name.Parent.IsKind(SyntaxKind.PreDecrementExpression);
}
