using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using KernelGen.Generators.Emitting;
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
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!);

        IncrementalValuesProvider<Model> graphs = specs
            .Select(static (spec, _) => ModelCompiler.Lower(spec))
            .WithTrackingName("Graphs")
            .Where(static model => model is { IsRefused: false })
            .Select(static (model, _) => model!);

        IncrementalValuesProvider<Model> rewritten = graphs
            .Select(static (model, _) => model with { Graph = ModelCompiler.Prepare(model.Graph) })
            .WithTrackingName("Rewriting");

        IncrementalValuesProvider<Model> differentiated = rewritten
            .Select(static (model, _) => model with { Graph = ModelCompiler.Differentiate(model.Graph) })
            .WithTrackingName("Differentiation");

        IncrementalValuesProvider<KernelPlan> plans = differentiated
            .Select(static (model, _) => ModelCompiler.Plan(model, model.Graph, ModelCompiler.Finish(model.Graph)))
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
