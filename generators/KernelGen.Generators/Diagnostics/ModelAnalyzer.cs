using System;
using System.Collections.Immutable;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        Descriptors.UnknownValue, Descriptors.LayersSpread, Descriptors.HardThresholdBeforeLoss, Descriptors.NeedsTwoOutputs,
        Descriptors.NeedsOneOutput, Descriptors.MemberCollision, Descriptors.DistributionWithoutSoftmax, Descriptors.BadFactor,
        Descriptors.RegularizeWithoutLoss, Descriptors.NotAClass, Descriptors.ContainerNotPartial, Descriptors.TooLarge,
        Descriptors.NoParameterlessConstructor, Descriptors.LayersWithoutModel,
        Descriptors.LayersAndEquations, Descriptors.SeveralEquations, Descriptors.NotAnEquationMethod, Descriptors.WrongResult,
        Descriptors.RoleMissing, Descriptors.RoleMisplaced, Descriptors.SeveralRoles, Descriptors.OutputUnbound, Descriptors.WrongSize,
        Descriptors.WrongRole, Descriptors.SeveralTargets, Descriptors.NoInput, Descriptors.OutputMissing,
        Descriptors.GradientWithoutObjective, Descriptors.NotFinite, Descriptors.BranchOnData, Descriptors.UnknownCall,
        Descriptors.OutsideValue, Descriptors.Recursion, Descriptors.TooLong, Descriptors.HidesVocabulary,
        Descriptors.NotPartOfEquations, Descriptors.IndexOutside, Descriptors.BadConstant, Descriptors.WrongShape,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    /// <summary>What only the computation as a whole shows.</summary>
    private static void AnalyzeLayers(SymbolAnalysisContext context, INamedTypeSymbol type, ModelSpec spec)
    {
        Graph graph = LayerLowering.Lower(spec);
        foreach (int node in ZeroGradients.Of(graph))
        {
            int layer = Enumerable.Range(0, spec.Layers.Count).First(i => spec.ResultName(i) == graph[node].Name);
            Location where = ModelReader.ActivationOf(type, layer, context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.HardThresholdBeforeLoss, where));
        }
    }

    private static void AnalyzeEquations(SymbolAnalysisContext context, EquationForm form, ImmutableArray<SyntaxNode> origins)
    {
        Graph? graph = EquationLowering.Lower(
            form, (step, message) => context.ReportDiagnostic(Diagnostic.Create(Descriptors.WrongShape, Token(origins[step]), message)), out int[] nodes);
        if (graph is null)
        {
            return;
        }

        foreach (int node in ZeroGradients.Of(graph))
        {
            int step = Array.IndexOf(nodes, node);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.HardThresholdBeforeLoss, Token(origins[step])));
        }
    }

    /// <summary>The operator or the name of the function, rather than all of its operands.</summary>
    private static Location Token(SyntaxNode step) => step switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        PrefixUnaryExpressionSyntax prefix => prefix.OperatorToken.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        _ => step.GetLocation(),
    };

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
                    AnalyzeEquations(context, form, reading.Origins);
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
