using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace KernelGen.CodeFixes;

/// <summary>A parameter of a model on its way from where it has its role, through calls, to the one place that uses it.</summary>
/// <param name="home">Where it has its role.</param>
/// <param name="role">The attribute that gives it.</param>
/// <param name="parameters">It, in every method that it comes through.</param>
/// <param name="arguments">It, in every call.</param>
internal sealed class ArgumentPath(
    IParameterSymbol home, AttributeSyntax role, IReadOnlyCollection<IParameterSymbol> parameters, IReadOnlyCollection<ArgumentSyntax> arguments)
{
    /// <summary>Scalar, Vector or Matrix.</summary>
    public string Kind => home.Type.Name;

    public AttributeSyntax Role => role;

    public IEnumerable<ParameterSyntax> Parameters => parameters.Select(static p => (ParameterSyntax)p.DeclaringSyntaxReferences[0].GetSyntax());

    public IEnumerable<ArgumentSyntax> Arguments => arguments;

    /// <summary>The path to a use; null where anything else becomes of the parameter, or the way cannot be followed.</summary>
    public static async Task<ArgumentPath?> ToAsync(IdentifierNameSyntax use, SemanticModel model, Document document, CancellationToken cancellation)
    {
        HashSet<IParameterSymbol> parameters = new(SymbolEqualityComparer.Default);
        HashSet<ExpressionSyntax> uses = [use];
        List<ArgumentSyntax> arguments = [];
        Stack<IParameterSymbol> open = new([(IParameterSymbol)model.GetSymbolInfo(use, cancellation).Symbol!]);
        while (open.Count > 0)
        {
            IParameterSymbol parameter = open.Pop();
            if (!parameters.Add(parameter))
            {
                continue;
            }

            if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                || method.DeclaringSyntaxReferences.Length != 1 || method.DeclaringSyntaxReferences[0].SyntaxTree != use.SyntaxTree
                || await CallsAsync(method, document, cancellation).ConfigureAwait(false) is not { } calls)
            {
                return null;
            }

            foreach (ArgumentSyntax? argument in calls.Select(c => ArgumentOf(c, parameter)))
            {
                if (argument is null || LinearProduct.ParameterOf(argument.Expression, model) is not { } passed)
                {
                    return null;
                }

                arguments.Add(argument);
                uses.Add(passed);
                open.Push((IParameterSymbol)model.GetSymbolInfo(passed, cancellation).Symbol!);
            }

            foreach (IParameterSymbol bound in BoundByName(method, parameter.Name))
            {
                open.Push(bound);
            }
        }

        HashSet<string> names = [.. parameters.Select(static p => p.Name)];
        bool isUsedElsewhere = use.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(n => names.Contains(n.Identifier.ValueText) && !uses.Contains(n) && n.Parent is not NameColonSyntax && model.GetSymbolInfo(n, cancellation).Symbol is IParameterSymbol p && parameters.Contains(p));
        (IParameterSymbol Parameter, AttributeSyntax Role)[] homes = [.. parameters.SelectMany(static p => RolesOf(p).Select(r => (p, r)))];
        return isUsedElsewhere || homes.Length != 1 ? null : new ArgumentPath(homes[0].Parameter, homes[0].Role, parameters, arguments);
    }

    /// <summary>The calls of a method, but for those of generated code, which is generated again; null if it is mentioned in any other way or elsewhere.</summary>
    private static async Task<IReadOnlyList<InvocationExpressionSyntax>?> CallsAsync(IMethodSymbol method, Document document, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        List<InvocationExpressionSyntax> calls = [];
        IEnumerable<ReferencedSymbol> references = await SymbolFinder.FindReferencesAsync(method, document.Project.Solution, cancellation).ConfigureAwait(false);
        foreach (ReferenceLocation reference in references.SelectMany(static r => r.Locations).Where(static r => r.Document is not SourceGeneratedDocument))
        {
            if (reference.Document.Id != document.Id
                || root.FindNode(reference.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true) is not SimpleNameSyntax name
                || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (SyntaxNode)name).Parent is not InvocationExpressionSyntax call)
            {
                return null;
            }

            calls.Add(call);
        }

        return calls;
    }

    private static ArgumentSyntax? ArgumentOf(InvocationExpressionSyntax call, IParameterSymbol parameter)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        return arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)
            ?? (parameter.Ordinal < arguments.Count && arguments[parameter.Ordinal].NameColon is null ? arguments[parameter.Ordinal] : null);
    }

    /// <summary>The parameters of the same name of the other method that is the model's: the output binds to the objective.</summary>
    private static IEnumerable<IParameterSymbol> BoundByName(IMethodSymbol method, string name) => IsOfModel(method)
        ? method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(IsOfModel).SelectMany(static m => m.Parameters).Where(p => p.Name == name)
        : [];

    private static bool IsOfModel(IMethodSymbol method) => method.GetAttributes().Any(static a => a.AttributeClass?.Name is "ObjectiveAttribute" or "OutputAttribute");

    private static IEnumerable<AttributeSyntax> RolesOf(IParameterSymbol parameter) =>
        parameter.GetAttributes().Where(static a => a.AttributeClass?.Name == "ParameterAttribute")
            .Select(static a => a.ApplicationSyntaxReference?.GetSyntax()).OfType<AttributeSyntax>();
}
