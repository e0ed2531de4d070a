using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generators.Diagnostics;

/// <summary>Where the nodes of a model's graph are written.</summary>
/// <param name="graph">The graph.</param>
/// <param name="type">The model: what stands nowhere else stands for all of it.</param>
internal abstract class ModelPlaces(Graph graph, INamedTypeSymbol type)
{
    protected Graph Graph => graph;

    protected INamedTypeSymbol Type => type;

    /// <summary>Every place that computes a node; of one that is written nowhere, the places of what uses it.</summary>
    public ImmutableArray<Location> Of(int node)
    {
        for (int i = node; i < graph.Nodes.Count; i++)
        {
            if (i == node || graph[i].Operands.Contains(node))
            {
                ImmutableArray<Location> own = Own(i);
                if (!own.IsEmpty)
                {
                    return own;
                }
            }
        }

        return [type.Locations[0]];
    }

    /// <summary>The places where a node itself is written.</summary>
    protected abstract ImmutableArray<Location> Own(int node);
}

/// <summary>Nodes of layers stand on the attributes.</summary>
internal sealed class LayerPlaces(Graph graph, INamedTypeSymbol type, ModelSpec spec, CancellationToken cancellation) : ModelPlaces(graph, type)
{
    private readonly AttributeValues values = new(type, new Complaints(report: null), cancellation);

    protected override ImmutableArray<Location> Own(int node)
    {
        Node n = Graph[node];
        int layer = n.Operation == Operation.MatrixVector
            ? WithName(static (_, i) => "w" + ModelSpec.Number(i), Graph[n.Operands[0]].Name)
            : WithName(static (spec, i) => spec.ResultName(i), n.Name);
        if (layer >= 0)
        {
            AttributeData dense = Attributes("Dense").ElementAt(layer);
            return [(n.Operation == Operation.MatrixVector ? values.Syntax(dense) : values.Argument(dense, 1)).GetLocation()];
        }

        return n.Name is "L" or "p" ? [values.Argument(Attributes("Loss").Single(), 0).GetLocation()] : [];
    }

    private int WithName(System.Func<ModelSpec, int, string> nameOf, string? name) =>
        Enumerable.Range(0, spec.Layers.Count).Where(i => nameOf(spec, i) == name).DefaultIfEmpty(-1).First();

    private IEnumerable<AttributeData> Attributes(string name) => ModelReader.OwnAttributes(Type).Where(a => ModelReader.NameOf(a) == name);
}

/// <summary>Nodes of equations stand at the operator or the function that computes them.</summary>
/// <param name="graph">The graph.</param>
/// <param name="type">The model.</param>
/// <param name="origins">The syntax of each step.</param>
/// <param name="nodes">The node of each step.</param>
internal sealed class EquationPlaces(Graph graph, INamedTypeSymbol type, ImmutableArray<SyntaxNode> origins, int[] nodes) : ModelPlaces(graph, type)
{
    /// <summary>The operator or the name of the function, rather than all of its operands.</summary>
    public static Location TokenOf(SyntaxNode step) => step switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        PrefixUnaryExpressionSyntax prefix => prefix.OperatorToken.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        ParameterSyntax parameter => parameter.Identifier.GetLocation(),
        _ => step.GetLocation(),
    };

    protected override ImmutableArray<Location> Own(int node)
    {
        IEnumerable<int> steps = Enumerable.Range(0, nodes.Length).Where(i => nodes[i] == node);
        return [.. (Graph[node].Operation.IsSurface() ? steps.Take(1) : steps).Select(i => TokenOf(origins[i])).Distinct()];
    }
}
