using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Emitting;

/// <summary>Headers of generated methods, broken where a line would grow too long.</summary>
internal static class MethodText
{
    private const int LineLength = 150;

    /// <summary>For the part of a loop body that stands in a method of its own.</summary>
    public const string Inline = "[Memory::MethodImpl(Inline)]";

    /// <summary>For methods with loops.</summary>
    public const string Hot = "[Memory::MethodImpl(Hot)]";

    /// <summary>For methods that are one block of a loop.</summary>
    public const string HotBlock = "[Memory::MethodImpl(Block)]";

    /// <summary>For methods that stay out of their caller, so that what they name is loaded only when they are called.</summary>
    public const string Apart = "[Memory::MethodImpl(Hot | Memory::MethodImplOptions.NoInlining)]";

    /// <summary>Declares what the attributes stand for.</summary>
    public static void DeclareOptions(CodeWriter writer, bool hasBlocks)
    {
        writer.Line("// Loops are compiled once and fully: the quick first compilation would call every vector operation.");
        writer.Line("private const Memory::MethodImplOptions Hot = Memory::MethodImplOptions.AggressiveOptimization;");
        writer.Line("private const Memory::MethodImplOptions Inline = Memory::MethodImplOptions.AggressiveInlining;");
        if (hasBlocks)
        {
            writer.Line("// Blocks stay methods of their own: inlined into the loop over them, they would keep numbers in memory.");
            writer.Line("private const Memory::MethodImplOptions Block = Hot | Memory::MethodImplOptions.NoInlining;");
        }

        writer.Line("private static nuint Count => (nuint)V.Count; // elements in a register");
        writer.Line();
    }

    /// <summary>A summary of one equation a line.</summary>
    public static void Document(CodeWriter writer, IEnumerable<string> equations)
    {
        string[] lines = equations.Select(static e => e.Replace("&", "&amp;").Replace("<", "&lt;")).ToArray();
        if (lines.Length <= 1)
        {
            writer.Line($"/// <summary>{string.Concat(lines)}</summary>");
            return;
        }

        writer.Line("/// <summary>");
        foreach (string line in lines)
        {
            writer.Line($"/// {line}");
        }

        writer.Line("/// </summary>");
    }

    /// <summary>What an update of parameters is: it refers to memory, so it lives on the stack.</summary>
    public static string IsUpdate(ElementType type) => $"where U : struct, Lanes::IUpdate<U, {type.Keyword}>, allows ref struct";

    /// <summary>Opens a method of the kernels; one that updates parameters, of the type given, is generic over how.</summary>
    public static CodeWriter.Block Method(
        CodeWriter writer, string result, string name, IEnumerable<string> parameters, ElementType? updated = null, string access = "private")
    {
        return Method(writer, $"{access} static {result} {name}{(updated is null ? "" : "<U>")}(", parameters.ToArray(), updated is null ? "" : IsUpdate(updated));
    }

    /// <summary>Opens a method, its head broken where it would grow too long.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="start">All up to its parameters.</param>
    /// <param name="parameters">Types and names.</param>
    /// <param name="constraint">What its type arguments are; empty for nothing.</param>
    public static CodeWriter.Block Method(CodeWriter writer, string start, string[] parameters, string constraint = "")
    {
        string all = string.Join(", ", parameters) + ")";
        string end = constraint.Length == 0 ? "" : " " + constraint;
        if (start.Length + all.Length + end.Length <= LineLength)
        {
            writer.Line(start + all + end);
        }
        else
        {
            writer.Line(start);
            using (writer.Indent())
            {
                string wrapped = Wrap([.. parameters]) + ")";
                bool fits = wrapped.Length - wrapped.LastIndexOf('\n') + end.Length <= LineLength;
                writer.Line(fits ? wrapped + end : $"{wrapped}\n{constraint}");
            }
        }

        writer.Line("{");
        return writer.Opened();
    }

    /// <summary>A call after which the method ends, if a condition holds: on one line if it is short.</summary>
    public static void CallAndReturn(CodeWriter writer, string condition, string name, IReadOnlyList<string> arguments)
    {
        string line = $"if ({condition}) {{ {name}({string.Join(", ", arguments)}); return; }}";
        if (line.Length <= LineLength)
        {
            writer.Line(line);
            return;
        }

        using (writer.Braces($"if ({condition})"))
        {
            Call(writer, name, arguments);
            writer.Line("return;");
        }
    }

    /// <summary>Writes a call, broken where it would grow too long.</summary>
    public static void Call(CodeWriter writer, string start, IEnumerable<string> arguments)
    {
        string all = string.Join(", ", arguments);
        if (start.Length + all.Length + 3 <= LineLength)
        {
            writer.Line($"{start}({all});");
            return;
        }

        writer.Line(start + "(");
        using (writer.Indent())
        {
            writer.Line(Wrap(arguments.ToList()) + ");");
        }
    }

    private static string Wrap(List<string> items)
    {
        List<string> lines = [""];
        foreach (string item in items.Select((p, i) => i < items.Count - 1 ? p + ", " : p))
        {
            if (lines[lines.Count - 1].Length + item.Length > LineLength)
            {
                lines.Add("");
            }

            lines[lines.Count - 1] += item;
        }

        return string.Join("\n", lines.Select(static l => l.TrimEnd()));
    }
}
