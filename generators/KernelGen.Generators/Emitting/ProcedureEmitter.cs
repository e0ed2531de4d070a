using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;

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
            WriteMemory(writer);
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

    /// <summary>References into inputs, targets, parameters and workspace, for what the kernels name.</summary>
    private void WriteMemory(CodeWriter writer)
    {
        string text = body.ToString();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            string size = $"[n × {node.Shape.Size.Text()}]";
            if (node.Operation == Operation.Input)
            {
                bool isPart = node.Shape.Size < plan.Facts.InputCount;
                Refer(writer, text, names.Array(i), Within("inputs", node.Start.Text()), isPart ? $"{size}, {plan.Facts.InputCount.Text()} apart" : size);
            }
            else if (node.Operation == Operation.Label && Uses(text, names.Array(i)))
            {
                writer.Line($"Sys::ReadOnlySpan<int> {names.Array(i)} = targets;");
            }
            else if (node.Operation == Operation.Constant && Uses(text, names.Array(i)))
            {
                // A product reads its vector from memory, and of one entry it may be a number.
                writer.Line($"{type.Keyword} {names.Array(i)} = {type.Literal(node.Value)};");
            }
            else if (node.Operation == Operation.Target)
            {
                Refer(writer, text, names.Array(i), Within("targets", "0"), size);
            }
            else if (node.Operation == Operation.Weight)
            {
                Refer(writer, text, names.Array(i), Within("weights", "0"), "[n]");
            }
        }

        foreach (ParameterPlan parameter in plan.Parameters)
        {
            if (!parameter.Shape.IsScalar)
            {
                Refer(writer, text, names.Array(parameter.Node), Within("parameters", parameter.Offset.Text()), Describe(parameter));
            }
            else if (Uses(text, names.Array(parameter.Node)))
            {
                // By value: an update in place must not change what others still read.
                string place = parameter.Offset == 0 ? "parameters[0]" : $"parameters[{parameter.Offset.Text()}]";
                writer.Line($"{type.Keyword} {names.Array(parameter.Node)} = {place};");
            }
        }

        Refer(writer, text, "outputs", Within("predictions", "0"), null);
        Refer(writer, text, "gradients", Within("inputGradients", "0"), null);
        // Vectors of all examples, then scalars of all examples, then what does not grow with the batch.
        WorkspacePlan memory = procedure.Memory;
        string scalars = memory.VectorsPerExample == 0 ? "" : $"n * {memory.VectorsPerExample.Text()} + ";
        string rest = memory.ScalarsPerExample switch
        {
            0 => scalars,
            1 => $"{scalars}rows + ",
            _ => $"{scalars}rows * {memory.ScalarsPerExample.Text()} + ",
        };
        CodeWriter references = new();
        foreach (int node in names.Addresses.Stored)
        {
            Location location = names.Addresses.LocationOf(node);
            string offset = location.Place switch
            {
                Place.Vectors => $"n * {location.Offset.Text()}",
                Place.Scalars => $"{scalars}rows{(location.Offset == 1 ? "" : $" * {location.Offset.Text()}")}",
                _ => rest + location.Offset.Text(),
            };
            Refer(references, text, names.Stored(node), Within("workspace", Simplify(offset)), DescribeStored(node, location));
        }

        if (memory.Columns >= 0)
        {
            Refer(references, text, "columns", Within("workspace", Simplify(rest + memory.Columns.Text())), "of a block of short rows, examples in lanes");
        }

        if (memory.Panel >= 0)
        {
            Refer(references, text, "panel", Within("workspace", Simplify(rest + memory.Panel.Text())), "columns of a matrix, transposed");
        }

        foreach (int matrix in names.Addresses.Turned)
        {
            Refer(
                references, text, names.TurnedCopy(matrix), Within("workspace", Simplify(rest + names.Addresses.TurnedLocationOf(matrix).Offset.Text())),
                $"[{graph[matrix].Shape.Rows.Text()} × {graph[matrix].Shape.Columns.Text()}]");
        }

        string written = references.ToString().TrimEnd('\n');
        if (written.Contains("rows ") || written.Contains("rows)"))
        {
            writer.Line($"nuint rows = (n + {(Padding.Elements - 1).Text()}) / {Padding.Elements.Text()} * {Padding.Elements.Text()}; // room for whole registers");
        }

        if (written.Length > 0)
        {
            writer.Line(written);
        }
    }

    private static string Simplify(string offset)
    {
        string simpler = offset.EndsWith(" + 0") ? offset.Substring(0, offset.Length - 4) : offset;
        simpler = simpler.EndsWith(" + rows * 0") ? simpler.Substring(0, simpler.Length - 11) : simpler;
        return simpler is "n * 0" or "rows * 0" ? "0" : simpler;
    }

    private static string Within(string span, string offset) => offset == "0"
        ? $"Interop::MemoryMarshal.GetReference({span})"
        : $"Memory::Unsafe.Add(ref Interop::MemoryMarshal.GetReference({span}), {offset})";

    private void Refer(CodeWriter writer, string text, string name, string place, string? comment)
    {
        if (Uses(text, name))
        {
            writer.Line($"ref {type.Keyword} {name} = ref {place};{(comment is null ? "" : " // " + comment)}");
        }
    }

    /// <summary>Whether a call in the body names a value.</summary>
    private static bool Uses(string text, string name)
    {
        for (int at = text.IndexOf(name, System.StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, System.StringComparison.Ordinal))
        {
            bool starts = at == 0 || !(SyntaxFacts.IsIdentifierPartCharacter(text[at - 1]) || text[at - 1] == '.');
            bool ends = at + name.Length == text.Length || !SyntaxFacts.IsIdentifierPartCharacter(text[at + name.Length]);
            if (starts && ends)
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(ParameterPlan parameter) => parameter.Layout switch
    {
        WeightLayout.InputMajor => $"{parameter.Shape}, inputs {parameter.Stride.Text()} apart",
        WeightLayout.OutputMajor => $"{parameter.Shape}, outputs {parameter.Stride.Text()} apart",
        _ => parameter.Shape.ToString(),
    };

    private string DescribeStored(int node, Location location) => location.Place switch
    {
        Place.Vectors => $"[n × {graph[node].Shape.Size.Text()}], {location.Stride.Text()} apart",
        Place.Scalars => "[n]",
        _ when !graph[node].PerExample => graph[node].Shape.ToString(),
        _ => $"[{graph[node].Shape.Size.Text()}], one row at a time",
    };

    /// <summary>Numbers of the batch that are known once kernel <paramref name="k"/> has run.</summary>
    private void WriteScalarsAfter(int k)
    {
        foreach (int node in procedure.Numbers.Where(n => n.After == k).Select(static n => n.Node).Where(n => !IsTerm(n)))
        {
            body.Line($"{type.Keyword} {names.Scalar(node)} = {Formula(graph[node])};");
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

    private string Formula(Node node)
    {
        string A(bool inProduct) => Number(node, 0, inProduct);
        string B(bool inProduct) => Number(node, 1, inProduct);
        string number = type.Keyword;
        return node.Operation switch
        {
            Operation.BatchSizeReciprocal => $"{type.Literal(1)} / n",
            Operation.Add => $"{A(false)} + {B(false)}",
            Operation.Subtract => $"{A(false)} - {B(true)}",
            Operation.Multiply => $"{A(true)} * {B(true)}",
            Operation.Divide => $"{A(true)} / {B(true)}",
            Operation.Negate => $"-{A(true)}",
            Operation.Square or Operation.SumOfSquares => $"{A(true)} * {A(true)}",
            Operation.Broadcast or Operation.Sum or Operation.Largest => A(false),
            Operation.Slice or Operation.Element => EntryOf(node),
            Operation.Sign => $"{A(true)} switch {{ > 0 => 1, < 0 => -1, _ => 0 }}",
            Operation.Relu => $"{number}.Max({A(false)}, 0)",
            Operation.HardThreshold => $"{A(true)} > 0 ? 1 : 0",
            Operation.WherePositive => $"{A(true)} > 0 ? {B(true)} : 0",
            Operation.Select => $"{A(true)} > 0 ? {B(true)} : {Number(node, 2, inProduct: true)}",
            Operation.Minimum => $"{number}.Min({A(false)}, {B(false)})",
            Operation.Maximum => $"{number}.Max({A(false)}, {B(false)})",
            Operation.Abs or Operation.Norm1 => $"{number}.Abs({A(false)})",
            Operation.Exp or Operation.Log or Operation.Sqrt or Operation.Sin or Operation.Cos or Operation.Tanh =>
                $"{number}.{node.Operation}({A(false)})",
            Operation.Logistic or Operation.Softplus => $"V.Sum(V.Where(V.First(1), V.{node.Operation}(V.Create({A(false)})), V.Zero))",
            Operation.LogisticCrossEntropy =>
                $"V.Sum(V.Where(V.First(1), V.LogisticCrossEntropy(V.Create({A(false)}), V.Create({B(false)})), V.Zero))",
            _ => throw new InvalidOperationException($"{node.Operation} is not computed for the batch as a whole."),
        };
    }

    /// <summary>An entry of a vector of the batch.</summary>
    private string EntryOf(Node node)
    {
        Address address = names.Addresses.Of(node.Operands[0]);
        return $"Memory::Unsafe.Add(ref {names.Array(address.Node)}, {(address.Start + node.Start).Text()})";
    }

    /// <summary>A number by its name, or as it is computed where it is used only once and has no name.</summary>
    private string Number(Node node, int operand, bool inProduct)
    {
        int i = node.Operands[operand];
        if (!IsTerm(i))
        {
            return names.Scalar(i);
        }

        bool isSum = graph[i].Operation is not (Operation.Exp or Operation.Log or Operation.Sqrt or Operation.Abs);
        return inProduct && isSum ? $"({Formula(graph[i])})" : Formula(graph[i]);
    }

    /// <summary>Whether a number is written where it is used: once, in arithmetic, under no name.</summary>
    private bool IsTerm(int node)
    {
        Node n = graph[node];
        IReadOnlyList<int> users = graph.UsersOf(node);
        return n.Name is null && n.IsBatchScalar() && procedure.Numbers.Any(known => known.Node == node) && n.Operation != Operation.BatchSizeReciprocal
            && users.Count == 1 && graph[users[0]].Operands.Count(o => o == node) == 1
            && procedure.Numbers.Any(known => known.Node == users[0]) && IsArithmetic(graph[users[0]]) && IsArithmetic(n)
            && !graph.Roots.Any(r => r.Node == node);
    }

    private static bool IsArithmetic(Node node) => node.Operation
        is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Negate or Operation.Broadcast;
}
