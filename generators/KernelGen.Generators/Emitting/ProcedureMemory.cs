using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Emitting;

/// <summary>Where a procedure finds what its kernels read and write.</summary>
internal sealed class ProcedureMemory(KernelPlan plan, Procedure procedure, ElementType type, ProcedureNames names)
{
    private readonly Graph graph = plan.Graph;

    /// <summary>References into inputs, targets, parameters and workspace, for what the kernels name.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="text">The calls of the kernels.</param>
    public void Write(CodeWriter writer, string text)
    {
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
}
