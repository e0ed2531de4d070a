using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using KernelGen.Generators.Analysis;
using KernelGen.Generators.Diagnostics.Learning;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generators.Diagnostics;

/// <summary>Reports what is wrong with a declaration, where it is wrong.</summary>
/// <remarks>An analyzer, not the generator, so that <c>#pragma</c> and .editorconfig work and a moved squiggle writes no code again.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotPartial, Descriptors.Generic, Descriptors.NoLayers, Descriptors.NotPositive, Descriptors.InputsMissing,
        Descriptors.UnknownValue, Descriptors.LayersSpread, Descriptors.ZeroGradient, Descriptors.NeedsTwoOutputs,
        Descriptors.NeedsOneOutput, Descriptors.MemberCollision, Descriptors.DistributionWithoutSoftmax, Descriptors.BadFactor,
        Descriptors.RegularizeWithoutLoss, Descriptors.NotAClass, Descriptors.ContainerNotPartial, Descriptors.TooLarge,
        Descriptors.NoParameterlessConstructor, Descriptors.LayersWithoutModel,
        Descriptors.LayersAndEquations, Descriptors.SeveralEquations, Descriptors.NotAnEquationMethod, Descriptors.WrongResult,
        Descriptors.RoleMissing, Descriptors.RoleMisplaced, Descriptors.SeveralRoles, Descriptors.OutputUnbound, Descriptors.WrongSize,
        Descriptors.WrongRole, Descriptors.SeveralTargets, Descriptors.NoInput, Descriptors.OutputMissing,
        Descriptors.GradientWithoutObjective, Descriptors.NotFinite, Descriptors.BranchOnData, Descriptors.UnknownCall,
        Descriptors.OutsideValue, Descriptors.Recursion, Descriptors.TooLong, Descriptors.HidesVocabulary,
        Descriptors.NotPartOfEquations, Descriptors.IndexOutside, Descriptors.BadConstant, Descriptors.WrongShape,
        Descriptors.SquaredProbability, Descriptors.AppliedTwice, Descriptors.LinearLayersCollapse, Descriptors.NotADistribution,
        Descriptors.RegularizedBias, Descriptors.UnusedArgument, Descriptors.SingleEntry, Descriptors.ReachableZero,
        Descriptors.BadSmoothing, Descriptors.SmoothingWithoutCrossEntropy, Descriptors.SeveralWeights, Descriptors.BadDropout, Descriptors.MisplacedDropout,
        Descriptors.NotProvedConvex,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void AnalyzeLayers(SymbolAnalysisContext context, INamedTypeSymbol type, ModelSpec spec)
    {
        Graph graph = LayerLowering.Lower(spec);
        Report(context, new AnalyzedGraph(graph, steps: null), new LayerPlaces(graph, type, spec, context.CancellationToken));
    }

    private static void AnalyzeEquations(SymbolAnalysisContext context, INamedTypeSymbol type, EquationForm form, ImmutableArray<SyntaxNode> origins)
    {
        Graph? lowered = EquationLowering.Lower(
            form,
            (step, message) => context.ReportDiagnostic(Diagnostic.Create(Descriptors.WrongShape, EquationPlaces.TokenOf(origins[step]), message)),
            out int[] nodes);
        if (lowered is null)
        {
            return;
        }

        // As it is written: of one example, its sums not yet taken apart into those of examples and of the batch.
        IEnumerable<Root> roots = form.Objective < 0
            ? [new Root(Role.Output, nodes[form.Output])]
            : [new Root(Role.Output, nodes[form.Output]), new Root(Role.Cost, nodes[form.Objective])];
        // A logistic or softmax that is written out has the same to be said of it.
        Graph graph = RecognizedForms.Apply(lowered with { Roots = roots.ToEquatableArray() }, out int[] recognized);
        int[] places = [.. nodes.Select(n => n < 0 ? n : recognized[n])];
        Dictionary<int, StepSpec> steps = [];
        for (int step = places.Length - 1; step >= 0; step--)
        {
            steps[places[step]] = form.Steps[step];
        }

        Report(context, new AnalyzedGraph(graph, steps), new EquationPlaces(graph, type, origins, places));
        ReportConvexity(context, form, lowered, nodes, origins);
    }

    private static void ReportConvexity(SymbolAnalysisContext context, EquationForm form, Graph lowered, int[] nodes, ImmutableArray<SyntaxNode> origins)
    {
        if (!form.MustBeConvex || ConvexityProof.Of(lowered) is not { Status: not ConvexityStatus.Proved } convexity)
        {
            return;
        }

        // What stands nowhere in the source, such as a sum of terms taken apart, is told where its first operand is.
        int node = convexity.Responsible;
        while (!nodes.Contains(node) && lowered[node].Operands.Count > 0)
        {
            node = lowered[node].Operands[0];
        }

        int step = nodes.ToList().IndexOf(node);
        string found = convexity.Status == ConvexityStatus.Refuted
            ? "it is not convex, there are parameters between which the cost is above its chord"
            : "no parameters were found that refute it, but there may be some";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NotProvedConvex, EquationPlaces.TokenOf(origins[step < 0 ? form.Objective : step]), convexity.Reason, found));
    }

    /// <summary>What only the computation as a whole shows.</summary>
    private static void Report(SymbolAnalysisContext context, AnalyzedGraph graph, ModelPlaces places)
    {
        HashSet<(DiagnosticDescriptor, Location)> said = [];
        foreach (Finding finding in LearningRules.FindIn(graph))
        {
            ImmutableDictionary<string, string?> properties = finding.Remedy is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(Finding.RemedyProperty, finding.Remedy);
            IEnumerable<Location> also = finding.Also < 0 ? [] : places.Of(finding.Also);

            // An unrolled loop, or a method called twice, computes many values in one place.
            foreach (Location where in places.Of(finding.Node).Where(where => said.Add((finding.Descriptor, where))))
            {
                context.ReportDiagnostic(Diagnostic.Create(finding.Descriptor, where, also, properties, finding.Arguments));
            }
        }
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        ImmutableArray<AttributeData> attributes = ModelReader.OwnAttributes(type);
        if (attributes.Any(static a => ModelReader.NameOf(a) == "Model"))
        {
            if (ModelReader.Read(type, context.Compilation, context.ReportDiagnostic, context.CancellationToken) is { } reading)
            {
                if (reading.Spec.Equations is { } form)
                {
                    AnalyzeEquations(context, type, form, reading.Origins);
                }
                else
                {
                    AnalyzeLayers(context, type, reading.Spec);
                }
            }

            return;
        }

        bool isLayer = !attributes.IsEmpty;
        if ((isLayer ? attributes[0] : EquationAttributes.MarksOf(type).FirstOrDefault().Mark) is { } stray)
        {
            Location where = stray.ApplicationSyntaxReference!.GetSyntax(context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.LayersWithoutModel, where, ModelReader.ShortNameOf(stray), type.Name, isLayer ? "[Model(Inputs = …)]" : "[Model]"));
        }
    }
}
