using System.Collections.Generic;
using System.Collections.Immutable;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Chooses layouts, and plans each public operation on its own part of the graph.</summary>
internal static class Planner
{
    public static KernelPlan Plan(ModelSpec spec, ModelFacts facts, Graph story, Graph graph)
    {
        EquatableArray<Storage> storages = LayoutPlanner.Plan(graph);
        List<Procedure> procedures = [];
        foreach ((ProcedureKind kind, Role role) in Asked)
        {
            if (graph.Find(role) >= 0)
            {
                Procedure procedure = ProcedurePlanner.Plan(graph, storages, kind);
                procedures.Add(TilingPlanner.Apply(graph, storages, procedure));
                if (RowBlockPlanner.Apply(graph, storages, procedure) is { } inBlocks)
                {
                    procedures.Add(TilingPlanner.Apply(graph, storages, inBlocks));
                }
            }
        }

        return new KernelPlan(spec, facts, story, graph, storages, LayOut(graph, storages), procedures.ToEquatableArray());
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
