using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Chooses layouts, and plans each public operation on its own part of the graph.</summary>
internal static class Planner
{
    public static KernelPlan Plan(ModelSpec spec, Graph story, Graph graph)
    {
        EquatableArray<ParameterPlan> parameters = LayOut(graph);
        List<Procedure> procedures = [ProcedurePlanner.Plan(graph, parameters, ProcedureKind.Predict)];
        if (graph.Find(Role.Scores) >= 0)
        {
            procedures.Add(ProcedurePlanner.Plan(graph, parameters, ProcedureKind.Classify));
        }

        if (graph.Find(Role.Cost) >= 0)
        {
            procedures.Add(ProcedurePlanner.Plan(graph, parameters, ProcedureKind.Differentiate));
        }

        return new KernelPlan(spec, story, graph, parameters, procedures.ToEquatableArray());
    }

    private static EquatableArray<ParameterPlan> LayOut(Graph graph)
    {
        ImmutableArray<ParameterPlan>.Builder plans = ImmutableArray.CreateBuilder<ParameterPlan>();
        int offset = 0;
        foreach (int node in graph.Parameters)
        {
            Shape shape = graph[node].Shape;
            bool isMatrix = graph.Nodes.Any(n => n.Operation == Operation.MatrixVector && n.Operands[0] == node);
            WeightLayout layout = isMatrix ? CostModel.ChooseLayout(shape) : WeightLayout.Flat;
            int stride = Padding.Up(layout == WeightLayout.OutputMajor ? shape.Columns : shape.Rows);
            ParameterPlan plan = new(node, graph[node].Name!, shape, layout, offset, stride);
            plans.Add(plan);
            offset += plan.Length;
        }

        return plans.ToImmutable();
    }
}
