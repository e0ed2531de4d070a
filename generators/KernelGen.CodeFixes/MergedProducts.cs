using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.CodeFixes;

/// <summary>
/// W₂(W₁x + b₁) + b₂ of equations as W₁x + b₁, with the shapes that W₁ and b₁ then have, and without W₂ and b₂. Where W₂ is a vector, so
/// that the result is a number, it is W₂ that stays.
/// </summary>
internal static class MergedProducts
{
    /// <param name="document">Of the equations.</param>
    /// <param name="first">The place of the first product.</param>
    /// <param name="second">The place of the second product.</param>
    /// <param name="movesBias">Whether the first layer has a bias that the second cannot take over.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The changes in order; null where the layers are not written in a way that can be changed safely.</returns>
    public static async Task<IReadOnlyList<TextChange>?> FindAsync(
        Document document, SyntaxNode first, SyntaxNode second, bool movesBias, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || LinearProduct.At(first, model) is not { IsDot: false } inner || LinearProduct.At(second, model) is not { } outer
            || LinearLayer.Of(outer.Value, inner, model) is not { } layer || (movesBias && layer.Bias is null))
        {
            return null;
        }

        // Of two biases the one goes whose layer goes, if both are at hand.
        LinearLayer around = LinearLayer.Around(outer, model);
        bool replacesBias = layer.Bias is not null && !movesBias && !outer.IsDot && around.Bias is not null;
        IdentifierNameSyntax? moved = movesBias || replacesBias ? layer.Bias : null;
        IdentifierNameSyntax? removed = replacesBias ? around.Bias : movesBias ? null : layer.Bias;
        List<ArgumentPath> paths = [];
        foreach (IdentifierNameSyntax? use in new[] { inner.Weights, outer.Weights, moved, removed })
        {
            if (use is not null)
            {
                if (await ArgumentPath.ToAsync(use, model, document, cancellation).ConfigureAwait(false) is not { } path)
                {
                    return null;
                }

                paths.Add(path);
            }
        }

        (ArgumentPath kept, ArgumentPath superfluous) = outer.IsDot ? (paths[1], paths[0]) : (paths[0], paths[1]);
        if (DeclaredShape.SizesOf(paths[0]) is not { Count: 2 } innerSizes || DeclaredShape.SizesOf(paths[1]) is not { } outerSizes
            || outerSizes.Count != (outer.IsDot ? 1 : 2))
        {
            return null;
        }

        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        Change change = new(root, text);
        change.Write(layer, outer, replacesBias ? around.Sum! : outer.Syntax, movesBias || replacesBias);
        change.Replace(DeclaredShape.SizesOf(kept)![0], outer.IsDot ? innerSizes[1] : outerSizes[0]);
        if (moved is not null)
        {
            change.Add(DeclaredShape.Changed(paths[2], outer.IsDot ? null : outerSizes[0].ToString()));
        }

        change.Remove(removed is null ? [superfluous] : [superfluous, paths[paths.Count - 1]]);
        return change.Complete();
    }

    /// <summary>Changes as they are gathered; none of them loses a comment.</summary>
    private sealed class Change(SyntaxNode root, SourceText text)
    {
        private readonly List<TextChange> changes = [];
        private bool failed;

        public IReadOnlyList<TextChange>? Complete() => failed ? null : [.. changes.OrderBy(static c => c.Span.Start)];

        public void Add(IEnumerable<TextChange>? some)
        {
            failed |= some is null || some.Any(c => SourceEdits.LosesComments(root, c.Span));
            changes.AddRange(some ?? []);
        }

        public void Replace(SyntaxNode old, SyntaxNode by) => Add([new TextChange(old.Span, by.ToString())]);

        /// <summary>One product in the place of both.</summary>
        /// <param name="layer">The first.</param>
        /// <param name="outer">The second.</param>
        /// <param name="place">What of the second is replaced.</param>
        /// <param name="withBias">Whether the bias of the first layer stays.</param>
        public void Write(LinearLayer layer, LinearProduct outer, ExpressionSyntax place, bool withBias)
        {
            TextSpan[] product = outer.IsDot
                ? [TextSpan.FromBounds(outer.Syntax.SpanStart, outer.Value.SpanStart), layer.Product.Value.Span, TextSpan.FromBounds(outer.Value.Span.End, outer.Syntax.Span.End)]
                : [layer.Product.Syntax.Span];
            TextSpan[] pieces = withBias ? [.. layer.With(product)] : product;
            string written = string.Concat(pieces.Select(text.ToString));
            bool needsBrackets = withBias && place.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax;
            failed |= SourceEdits.LosesComments(root, place.Span, pieces);
            changes.Add(new TextChange(place.Span, needsBrackets ? $"({written})" : written));
            foreach (LocalDeclarationStatementSyntax local in layer.Locals)
            {
                failed |= SourceEdits.LosesComments(root, local.Span, pieces);
                changes.Add(SourceEdits.Remove(local, text));
            }
        }

        /// <summary>Parameters of the model go, wherever they are declared, passed and described.</summary>
        public void Remove(IReadOnlyList<ArgumentPath> paths)
        {
            HashSet<SyntaxNode> gone = [.. paths.SelectMany(static p => p.Parameters), .. paths.SelectMany(static p => p.Arguments)];
            foreach (SyntaxNode list in gone.Select(static g => g.Parent!).Distinct())
            {
                Add(list is ParameterListSyntax declared
                    ? SourceEdits.Remove(declared.Parameters, gone.Contains, text)
                    : SourceEdits.Remove(((ArgumentListSyntax)list).Arguments, gone.Contains, text));
            }

            foreach (ParameterSyntax parameter in gone.OfType<ParameterSyntax>())
            {
                IReadOnlyList<TextChange>? descriptions = ParameterDescription.Removed(parameter, text);
                failed |= descriptions is null;
                changes.AddRange(descriptions ?? []);
            }
        }
    }
}
