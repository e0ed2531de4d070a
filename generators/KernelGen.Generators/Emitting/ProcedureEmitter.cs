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

    /// <summary>What the target of an example is in C#: labels are int.</summary>
    public static string TargetType(KernelPlan plan, ElementType type) =>
        plan.Graph.Find(Operation.Label) >= 0 ? "int" : type.Keyword;

    /// <summary>What the rows of a procedure are about.</summary>
    public static string Subject(ProcedureKind kind) => kind switch
    {
        ProcedureKind.Predict => "Output",
        ProcedureKind.Classify => "Score",
        _ => "Loss",
    };

    public static bool UsesTargets(ProcedureKind kind) => kind == ProcedureKind.Differentiate;

    public static IEnumerable<string> Parameters(KernelPlan plan, ProcedureKind kind, ElementType type)
    {
        yield return $"Sys::ReadOnlySpan<{type.Keyword}> inputs";
        if (UsesTargets(kind))
        {
            yield return $"Sys::ReadOnlySpan<{TargetType(plan, type)}> targets";
        }

        yield return $"Sys::Span<{type.Keyword}> parameters";
        if (kind == ProcedureKind.Predict)
        {
            yield return $"Sys::Span<{type.Keyword}> predictions";
        }
        else if (kind == ProcedureKind.Classify)
        {
            yield return "Sys::Span<int> classes";
        }
        else
        {
            yield return $"Sys::Span<{type.Keyword}> destination";
            yield return $"{type.Keyword} rate";
        }

        yield return $"Sys::Span<{type.Keyword}> workspace";
        yield return "nuint n";
    }

    public void Write(CodeWriter writer)
    {
        WriteScalarsAfter(-1);
        for (int k = 0; k < procedure.Kernels.Count; k++)
        {
            WriteKernel(procedure.Kernels[k]);
            WriteScalarsAfter(k);
        }

        bool hasCost = UsesTargets(procedure.Kind);
        if (hasCost)
        {
            body.Line($"return {names.Scalar(graph.Find(Role.Cost))};");
        }

        writer.Line($"/// <summary>{Summary()}</summary>");
        using (MethodText.Method(
            writer, hasCost ? type.Keyword : "void", procedure.Kind.ToString(), Parameters(plan, procedure.Kind, type),
            procedure.Kind == ProcedureKind.Differentiate, "internal"))
        {
            WriteMemory(writer);
            writer.Line();
            writer.Line(body.ToString().TrimEnd('\n'));
        }
    }

    private string Summary() => procedure.Kind switch
    {
        ProcedureKind.Predict => "The outputs of n examples.",
        ProcedureKind.Classify => "The classes of n examples.",
        _ => "The cost of n examples, and its gradient, which U stores in the destination or descends along in place, or does without.",
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
            case KernelKind.Outer or KernelKind.ColumnSum or KernelKind.ParameterMap:
                new GradientEmitter(plan, kernel, type, names).Emit(library, body);
                break;
            case KernelKind.Rows:
                new RowsEmitter(plan, kernel, type, names, procedure.Kind).Emit(library, body);
                break;
            case KernelKind.Examples:
                new ExamplesEmitter(plan, kernel, type, names, procedure.Kind).Emit(library, body);
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
        int input = graph.Find(Operation.Input);
        Refer(writer, text, names.Array(input), "Interop::MemoryMarshal.GetReference(inputs)", $"[n × {graph[input].Shape.Size.Text()}]");
        int label = graph.Find(Operation.Label);
        int target = graph.Find(Operation.Target);
        if (label >= 0 && Uses(text, names.Array(label)))
        {
            writer.Line($"Sys::ReadOnlySpan<int> {names.Array(label)} = targets;");
        }
        else if (target >= 0)
        {
            Refer(writer, text, names.Array(target), "Interop::MemoryMarshal.GetReference(targets)", $"[n × {graph[target].Shape.Size.Text()}]");
        }

        foreach (ParameterPlan parameter in plan.Parameters)
        {
            Refer(writer, text, names.Array(parameter.Node), Within("parameters", parameter.Offset.Text()), Describe(parameter));
        }

        Refer(writer, text, "outputs", "Interop::MemoryMarshal.GetReference(predictions)", null);
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            Refer(writer, text, names.Gradient(parameter.Node), Within("destination", parameter.Offset.Text()), null);
        }

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
        foreach (int node in names.Stored)
        {
            Location location = names.LocationOf(node);
            string name = graph[node].Operation == Operation.Parameter ? names.Transposed(node) : names.Array(node);
            string offset = location.Place switch
            {
                Place.Vectors => $"n * {location.Offset.Text()}",
                Place.Scalars => $"{scalars}rows{(location.Offset == 1 ? "" : $" * {location.Offset.Text()}")}",
                _ => rest + location.Offset.Text(),
            };
            string shape = location.Place switch
            {
                Place.Vectors => $"[n × {graph[node].Shape.Size.Text()}], {location.Stride.Text()} apart",
                Place.Scalars => "[n]",
                _ => graph[node].Operation == Operation.Parameter
                    ? $"[{graph[node].Shape.Rows.Text()} × {graph[node].Shape.Columns.Text()}]"
                    : $"[{graph[node].Shape.Size.Text()}], one row at a time",
            };
            Refer(references, text, name, Within("workspace", Simplify(offset)), shape);
        }

        string written = references.ToString().TrimEnd('\n');
        if (written.Contains("rows ") || written.Contains("rows)"))
        {
            writer.Line("nuint rows = (n + 15) / 16 * 16; // room for whole registers");
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
            bool starts = at > 0 && text[at - 1] is (' ' or '(');
            bool ends = at + name.Length < text.Length && text[at + name.Length] is (',' or ')' or ';' or ' ');
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
        _ => parameter.Shape.IsScalar ? "[1]" : parameter.Shape.ToString(),
    };

    /// <summary>Numbers of the batch that are known once kernel <paramref name="k"/> has run.</summary>
    private void WriteScalarsAfter(int k)
    {
        HashSet<int> needed = NeededScalars();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            if (!needed.Contains(i) || node.Operation is Operation.Constant or Operation.Parameter || KnownAfter(i) != k || IsKernelResult(node))
            {
                continue;
            }

            if (!IsTerm(i))
            {
                body.Line($"{type.Keyword} {names.Scalar(i)} = {Formula(node)};");
                if (i == graph.Find(Role.Cost))
                {
                    body.Line($"if (!U.WantsGradient) return {names.Scalar(i)};");
                }
            }
        }
    }

    private string Formula(Node node) => node.Operation switch
    {
        Operation.BatchSizeReciprocal => $"{type.Literal(1)} / n",
        Operation.Add => $"{Number(node, 0, inProduct: false)} + {Number(node, 1, inProduct: false)}",
        Operation.Subtract => $"{Number(node, 0, inProduct: false)} - {Number(node, 1, inProduct: true)}",
        Operation.Multiply => $"{Number(node, 0, inProduct: true)} * {Number(node, 1, inProduct: true)}",
        Operation.Divide => $"{Number(node, 0, inProduct: true)} / ({Number(node, 1, inProduct: false)})",
        Operation.Negate => $"-{Number(node, 0, inProduct: true)}",
        Operation.Sign => $"({Number(node, 0, inProduct: false)}) switch {{ > 0 => 1, < 0 => -1, _ => 0 }}",
        Operation.Broadcast => Number(node, 0, inProduct: false),
        _ => throw new InvalidOperationException($"{node.Operation} is not computed for the batch as a whole."),
    };

    /// <summary>A number by its name, or as it is computed where it is used only once and has no name.</summary>
    private string Number(Node node, int operand, bool inProduct)
    {
        int i = node.Operands[operand];
        if (!IsTerm(i))
        {
            return names.Scalar(i);
        }

        bool isSum = graph[i].Operation is not Operation.Multiply;
        return inProduct && isSum ? $"({Formula(graph[i])})" : Formula(graph[i]);
    }

    private bool IsTerm(int node)
    {
        Node n = graph[node];
        return n.Name is null && n.IsBatchScalar() && !n.IsFree() && !IsKernelResult(n)
            && graph.Nodes.Count(user => user.Operands.Contains(node)) == 1
            && graph.Nodes.Any(user => user.Operands.Contains(node) && user.IsBatchScalar() && !IsKernelResult(user) && user.Operation != Operation.Sign)
            && !procedure.Kernels.Any(k => k.Nodes.Any(user => graph[user].Operands.Contains(node)));
    }

    private static bool IsKernelResult(Node node) => node.Operation is Operation.BatchSum or Operation.SumOfSquares or Operation.Norm1;

    private int KnownAfter(int node)
    {
        for (int k = 0; k < procedure.Kernels.Count; k++)
        {
            if (IsKernelResult(graph[node]) && procedure.Kernels[k].Nodes.Contains(node))
            {
                return k;
            }
        }

        return graph[node].Operands.Count == 0 ? -1 : graph[node].Operands.Max(KnownAfter);
    }

    /// <summary>Numbers of the batch that the result or a kernel asks for, and what they are made of.</summary>
    private HashSet<int> NeededScalars()
    {
        HashSet<int> needed = [];
        Stack<int> open = new();
        if (UsesTargets(procedure.Kind))
        {
            open.Push(graph.Find(Role.Cost));
        }

        foreach (int node in procedure.Kernels.SelectMany(static k => k.Root >= 0 ? k.Nodes.Append(k.Root) : k.Nodes))
        {
            foreach (int operand in graph[node].Operands.Append(node).Where(o => graph[o].IsBatchScalar() && graph[o].Operation != Operation.Parameter))
            {
                open.Push(operand);
            }
        }

        while (open.Count > 0)
        {
            int node = open.Pop();
            bool insideKernel = procedure.Kernels.Any(k => k.Root >= 0 && k.Nodes.Contains(node));
            if (!insideKernel && graph[node].IsBatchScalar() && needed.Add(node) && !IsKernelResult(graph[node]))
            {
                foreach (int operand in graph[node].Operands)
                {
                    open.Push(operand);
                }
            }
        }

        return needed;
    }
}
