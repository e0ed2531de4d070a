using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using KernelGen.Generators.Emitting;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Generators;

/// <summary>Writes the kernels of every class with <c>[Model]</c>. Wrong declarations it passes over: the analyzer reports them.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelReader.AttributeNamespace + ".ModelAttribute",
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, cancellation) =>
                    ModelReader.Read((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation, report: null, cancellation)?.Spec)
            .WithTrackingName("Reading")
            .Where(static spec => spec is { Equations: null })
            .Select(static (spec, _) => spec!);

        IncrementalValuesProvider<(ModelSpec Spec, Graph Graph)> graphs = specs
            .Select(static (spec, _) => (Spec: spec, Graph: LayerLowering.Lower(spec)))
            .WithTrackingName("Graphs")
            .Where(static item => !ZeroGradients.Of(item.Graph).Any());

        IncrementalValuesProvider<(ModelSpec Spec, Graph Graph)> rewritten = graphs
            .Select(static (item, _) => (item.Spec, ModelCompiler.Prepare(item.Graph)))
            .WithTrackingName("Rewriting");

        IncrementalValuesProvider<(ModelSpec Spec, Graph Graph)> differentiated = rewritten
            .Select(static (item, _) => (item.Spec, ModelCompiler.Differentiate(item.Graph)))
            .WithTrackingName("Differentiation");

        IncrementalValuesProvider<KernelPlan> plans = differentiated
            .Select(static (item, _) => Planner.Plan(item.Spec, item.Graph, ModelCompiler.Finish(item.Graph)))
            .WithTrackingName("Planning");

        IncrementalValuesProvider<(string Name, string Text)> texts = plans
            .Select(static (plan, _) => (plan.Spec.Type.FullName, ModelEmitter.Emit(plan)))
            .WithTrackingName("Emitting");

        // Names of generated files are compared without case: classes that differ only in case get a number.
        IncrementalValueProvider<EquatableArray<string>> names = specs
            .Select(static (spec, _) => spec.Type.FullName)
            .Collect()
            .Select(static (all, _) => Ambiguous(all))
            .WithTrackingName("Names");

        context.RegisterSourceOutput(texts.Combine(names), static (output, item) =>
            output.AddSource(FileName(item.Left.Name, item.Right), SourceText.From(item.Left.Text, Encoding.UTF8)));
    }

    private static EquatableArray<string> Ambiguous(ImmutableArray<string> names) => names
        .GroupBy(static n => n.ToUpperInvariant())
        .Where(static g => g.Count() > 1)
        .SelectMany(static g => g.OrderBy(static n => n, System.StringComparer.Ordinal))
        .ToEquatableArray();

    private static string FileName(string name, IReadOnlyList<string> ambiguous)
    {
        int index = ambiguous.ToList().IndexOf(name);
        return index < 0 ? name + ".g.cs" : name + "." + index.ToString(CultureInfo.InvariantCulture) + ".g.cs";
    }
}
