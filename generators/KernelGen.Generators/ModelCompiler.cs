using System;
using KernelGen.Generators.Differentiation;
using KernelGen.Generators.Emitting;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators;

/// <summary>The way through the house, from a declaration to text.</summary>
internal static class ModelCompiler
{
    /// <param name="spec">The declaration.</param>
    /// <param name="injectFault">A pass between differentiation and planning: the tests break graphs here to see the checks catch it.</param>
    public static string Compile(ModelSpec spec, Func<Graph, Graph>? injectFault = null)
    {
        Graph story = Differentiate(Prepare(LayerLowering.Lower(spec)));
        return ModelEmitter.Emit(Planner.Plan(spec, story, Finish(injectFault is null ? story : injectFault(story))));
    }

    /// <summary>Before differentiation: forms that stay finite, and nothing that has no derivative rule.</summary>
    public static Graph Prepare(Graph graph) => ReductionDefinitions.Apply(
        StableLogarithms.Apply(LossDefinitions.Apply(StableForms.Apply(RecognizedForms.Apply(graph)))));

    public static Graph Differentiate(Graph graph) => Clean(
        OuterProducts.Apply(ScaledProducts.Apply(Transpositions.Apply(BatchSums.Apply(ReverseMode.Differentiate(graph))))));

    /// <summary>After it: softmax taken apart, everything computed once, nothing computed in vain.</summary>
    public static Graph Finish(Graph graph) => Clean(ScalarProducts.Apply(SoftmaxDefinition.Apply(graph)));

    private static Graph Clean(Graph graph) => DeadCode.Apply(CommonSubexpressions.Apply(
        Simplification.Apply(ConstantFolding.Apply(Broadcasts.Apply(PartsOfVectors.Apply(graph))))));
}
