using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Writes one public operation as the sequence of its kernels, with the memory they share.</summary>
internal sealed class ProcedureEmitter(KernelPlan plan, Procedure procedure, ElementType type, KernelLibrary library)
{
    private readonly Graph graph = plan.Graph;
    private readonly ProcedureNames names = new(plan, procedure, type);
    private readonly CodeWriter body = new();

    public void Write(CodeWriter writer)
    {
        WriteScalarsAfter(-1);
        for (int k = 0; k < procedure.Kernels.Count; k++)
        {
            if (procedure.Alone is { } alone && k != alone)
            {
                continue;
            }

            WriteKernel(procedure.Kernels[k]);
            if (procedure.Alone is null)
            {
                WriteScalarsAfter(k);
            }
        }

        bool hasCost = procedure.Kind == ProcedureKind.Differentiate;
        if (hasCost)
        {
            body.Line($"return {(procedure.Alone is null ? names.Scalar(graph.Find(Role.Cost)) : "0")};");
        }

        writer.Line($"/// <summary>{Summary()}</summary>");
        using (MethodText.Method(
            writer, hasCost ? type.Keyword : "void", Name, ProcedureSignature.Parameters(plan, procedure.Kind, type),
            hasCost ? type : null, procedure.InRowBlocks ? "private" : "internal"))
        {
            WriteWayInBlocks(writer);
            new ProcedureMemory(plan, procedure, type, names).Write(writer, body.ToString());
            writer.Line();
            writer.Line(body.ToString().TrimEnd('\n'));
        }
    }

    private string Name => procedure.InRowBlocks ? $"{procedure.Kind}InBlocks" : procedure.Kind.ToString();

    /// <summary>Where there is a second way for whole blocks of rows, takes it.</summary>
    private void WriteWayInBlocks(CodeWriter writer)
    {
        if (procedure.InRowBlocks || plan.Procedures.FirstOrDefault(p => p.Kind == procedure.Kind && p.InRowBlocks) is null)
        {
            return;
        }

        string rows = CostModel.BlockRows.Text();
        IEnumerable<string> arguments = ProcedureSignature.Parameters(plan, procedure.Kind, type).Select(static p => p.Substring(p.LastIndexOf(' ') + 1));
        writer.Line($"if (n > {rows} && n % {rows} == 0) return {procedure.Kind}InBlocks({string.Join(", ", arguments)});");
        writer.Line();
    }

    private string Summary() => procedure.InRowBlocks ? $"The same of whole blocks of {CostModel.BlockRows.Text()} examples." : procedure.Kind switch
    {
        ProcedureKind.Predict => "The outputs of n examples.",
        ProcedureKind.Classify => "The classes of n examples.",
        ProcedureKind.InputGradient => "The derivative of the cost of n examples with respect to their inputs.",
        _ => "The cost of n examples, and its gradient, which the update stores, descends along, or does without.",
    };

    private void WriteKernel(Kernel kernel)
    {
        switch (kernel.Kind)
        {
            case KernelKind.Product:
                new ProductEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            case KernelKind.DotProduct:
                new DotProductEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            case KernelKind.Outer or KernelKind.ColumnSum or KernelKind.Map:
                new GradientEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            case KernelKind.Rows:
                new RowsEmitter(plan, kernel, type, names, procedure.Kind).Emit(library, body);
                break;
            case KernelKind.ShortRows:
                new ShortRowsEmitter(plan, kernel, type, names, procedure.Kind).Emit(library, body);
                break;
            case KernelKind.Examples:
                new ExamplesEmitter(plan, kernel, type, names, procedure.Kind).Emit(library, body);
                break;
            case KernelKind.RowBlocks:
                new RowBlocksEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            case KernelKind.Reduction:
                new ReductionEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            case KernelKind.Concatenation:
                new ConcatenationEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            default:
                new SmallKernels(plan, kernel, type, names).Emit(library, body);
                break;
        }
    }

    /// <summary>Numbers of the batch that are known once kernel <paramref name="k"/> has run.</summary>
    private void WriteScalarsAfter(int k)
    {
        BatchFormulas formulas = new(graph, procedure, type, names);
        foreach (int node in procedure.Numbers.Where(n => n.After == k).Select(static n => n.Node).Where(n => !formulas.IsTerm(n)))
        {
            body.Line($"{type.Keyword} {names.Scalar(node)} = {formulas.Of(graph[node])};");
        }

        if (procedure.Kind == ProcedureKind.Differentiate && CostIsKnownAfter(k))
        {
            body.Line($"if (!update.WantsGradient) return {names.Scalar(graph.Find(Role.Cost))};");
        }
    }

    private bool CostIsKnownAfter(int k)
    {
        int cost = graph.Find(Role.Cost);
        BatchNumber? number = procedure.Numbers.FirstOrDefault(n => n.Node == cost);
        return number is not null ? number.After == k
            : k < 0 ? graph[cost].IsGiven()
            : procedure.Kernels[k].Anchor == cost || procedure.Kernels[k].Nodes.Contains(cost);
    }
}
