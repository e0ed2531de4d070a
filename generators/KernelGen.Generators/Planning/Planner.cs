using System.Collections.Generic;
using System.Collections.Immutable;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Chooses layouts, and plans each public operation on its own part of the graph.</summary>
internal static class Planner
{
    /// <param name="spec">The declaration.</param>
    /// <param name="facts">What the outside sees of the model.</param>
    /// <param name="story">The graph as a reader knows it.</param>
    /// <param name="graph">The graph that the kernels compute.</param>
    /// <param name="forced">What is not left to the cost model; null for nothing.</param>
    public static KernelPlan Plan(ModelSpec spec, ModelFacts facts, Graph story, Graph graph, ForcedChoices? forced = null)
    {
        forced ??= ForcedChoices.None;
        Choices choices = new();
        (EquatableArray<Storage> storages, EquatableArray<MatrixPlan> matrices) = LayoutPlanner.Plan(graph, choices, forced);
        List<Procedure> procedures = [];
        foreach ((ProcedureKind kind, Role role) in Asked)
        {
            if (graph.Find(role) >= 0)
            {
                Procedure drafted = ProcedurePlanner.Plan(graph, storages, matrices, kind);
                Procedure procedure = TilingPlanner.Apply(graph, storages, choices, drafted);
                procedures.Add(procedure);
                if (RowBlockPlanner.Apply(graph, storages, drafted) is { } fused)
                {
                    Procedure inBlocks = TilingPlanner.Apply(graph, storages, choices, fused);
                    if (forced.InRowBlocks ?? Choices.PrefersRowBlocks(procedure.Kernels, inBlocks.Kernels))
                    {
                        procedures.Add(inBlocks);
                    }
                }
            }
        }

        return new KernelPlan(spec, facts, story, graph, storages, LayOut(graph, storages), procedures.ToEquatableArray()) { Matrices = matrices };
    }

    private static (ProcedureKind Kind, Role Role)[] Asked =>
    [
        (ProcedureKind.Predict, Role.Output), (ProcedureKind.Classify, Role.Scores), (ProcedureKind.Differentiate, Role.Cost),
        (ProcedureKind.InputGradient, Role.InputGradient),
    ];

    private static EquatableArray<ParameterPlan> LayOut(Graph graph, EquatableArray<Storage> storages)
    {
        ImmutableArray<ParameterPlan>.Builder plans = ImmutableArray.CreateBuilder<ParameterPlan>();
        int offset = 0;
        foreach (int node in graph.Parameters)
        {
            ParameterPlan plan = new(node, graph[node].Name!, storages[node], offset);
            plans.Add(plan);
            offset += plan.Length;
        }

        return plans.ToImmutable();
    }
}
