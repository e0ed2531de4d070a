using System;
using System.Linq;
using KernelGen.Generators.Analysis;
using KernelGen.Generators.Differentiation;
using KernelGen.Generators.Emitting;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators;

/// <summary>A model on its way through the compiler.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Facts">What the outside sees of it.</param>
/// <param name="Graph">What it computes, as far as it has come.</param>
/// <param name="Learning">What is known of finding its least cost.</param>
internal sealed record Model(ModelSpec Spec, ModelFacts Facts, Graph Graph, LearningFacts Learning)
{
    /// <summary>Whether the analyzer has an error for it that only the computation as a whole shows.</summary>
    public bool IsRefused => ZeroGradients.Of(Graph).Any()
        || (Spec.Equations is { MustBeConvex: true } && Learning.Convexity is { Status: not ConvexityStatus.Proved });
}

/// <summary>The way through the house, from a declaration to text.</summary>
internal static class ModelCompiler
{
    /// <param name="spec">The declaration.</param>
    /// <param name="injectFault">A pass between differentiation and planning: the tests break graphs here to see the checks catch it.</param>
    public static string Compile(ModelSpec spec, Func<Graph, Graph>? injectFault = null)
    {
        Model model = Lower(spec) ?? throw new ArgumentException("The shapes of the equations do not fit.", nameof(spec));
        Graph story = Differentiate(Prepare(model.Graph));
        return ModelEmitter.Emit(Plan(model, story, Finish(injectFault is null ? story : injectFault(story))));
    }

    /// <summary>Either form as a graph; null where shapes do not fit.</summary>
    public static Model? Lower(ModelSpec spec)
    {
        Graph? graph = spec.Equations is null ? LayerLowering.Lower(spec) : EquationLowering.Lower(spec.Equations);
        return graph is null ? null : new Model(spec, ModelFacts.Of(graph), Inference.Split(graph), Learn(graph));
    }

    /// <param name="model">The declaration and what is known of it.</param>
    /// <param name="story">The graph as a reader knows it.</param>
    /// <param name="graph">The graph that the kernels compute.</param>
    /// <param name="forced">What is not left to the cost model; null for nothing.</param>
    public static KernelPlan Plan(Model model, Graph story, Graph graph, ForcedChoices? forced = null) =>
        Planner.Plan(model.Spec, model.Facts, story, graph, forced) with { Learning = model.Learning };

    private static LearningFacts Learn(Graph lowered)
    {
        ConvexityFacts? convexity = ConvexityProof.Of(lowered);
        string? responsible = convexity is { Responsible: >= 0 } ? new EquationPrinter(lowered).Describe(convexity.Responsible) : null;
        return new LearningFacts(convexity, responsible, LeastSquaresSearch.Of(lowered));
    }

    /// <summary>Before differentiation: forms that stay finite, and nothing that has no derivative rule.</summary>
    public static Graph Prepare(Graph graph) => ReductionDefinitions.Apply(
        StableLogarithms.Apply(LossDefinitions.Apply(StableForms.Apply(RecognizedForms.Apply(graph)))));

    public static Graph Differentiate(Graph graph) => Clean(
        OuterProducts.Apply(ScaledProducts.Apply(Transpositions.Apply(BatchSums.Apply(ReverseMode.Differentiate(graph))))));

    /// <summary>After it: softmax taken apart, everything computed once, nothing computed in vain.</summary>
    public static Graph Finish(Graph graph) => OwnGradients.Apply(Clean(ScalarProducts.Apply(SoftmaxDefinition.Apply(graph))));

    private static Graph Clean(Graph graph) => DeadCode.Apply(CommonSubexpressions.Apply(
        Simplification.Apply(ConstantFolding.Apply(Broadcasts.Apply(PartsOfVectors.Apply(graph))))));
}
