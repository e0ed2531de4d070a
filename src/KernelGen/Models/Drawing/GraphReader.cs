using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Drawing;

/// <summary>Reads the text of a <see cref="ModelGraph"/>.</summary>
internal static class GraphReader
{
    private static readonly char[] AfterOperation = ['(', '[', '@', '=', ' '];

    /// <exception cref="FormatException">The text is no graph.</exception>
    public static GraphContent Read(string text)
    {
        string[] parts = text.Split('|');
        ImmutableArray<ModelGraphNode>.Builder nodes = ImmutableArray.CreateBuilder<ModelGraphNode>();
        foreach (string part in parts[0].Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            nodes.Add(ReadNode(part, nodes));
        }

        return new GraphContent(nodes.ToImmutable(), [.. parts.Skip(1).Select(part => ReadRoot(part, nodes.Count))]);
    }

    private static ModelGraphNode ReadNode(string text, ImmutableArray<ModelGraphNode>.Builder before)
    {
        (string head, string name) = Split(text, ' ');
        (string ofEntry, string value) = Split(head, '=');
        (string shaped, string start) = Split(ofEntry, '@');
        (string applied, string shape) = Split(shaped, '[');
        (string operation, string operands) = Split(applied, '(');
        if (operation.Length == 0 || operation.IndexOfAny(AfterOperation) >= 0)
        {
            throw new FormatException($"'{text}' is no node of a graph.");
        }

        (string rows, string columns) = Split(shape.TrimEnd(']'), 'x');
        (string own, string adjointOf) = Split(name, '\'');
        ImmutableArray<int> indices = [.. operands.TrimEnd(')').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => Index(o, before.Count))];
        ModelGraphNode node = new(operation, indices, Number(rows, 1), Number(columns, 1), IsPerExample: false)
        {
            Name = own.Length == 0 ? null : own,
            AdjointOf = adjointOf.Length == 0 ? null : adjointOf,
            Value = value.Length == 0 ? 0 : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
            Start = Number(start, 0),
        };
        return node with { IsPerExample = IsPerExample(node, before) };
    }

    private static bool IsPerExample(ModelGraphNode node, ImmutableArray<ModelGraphNode>.Builder before) => node.Operation switch
    {
        "Input" or "Target" or "Label" or "Weight" or "DropoutKey" => true,
        "BatchSum" => false,

        // A scalar for every entry, or else a value of the batch for every example.
        "Broadcast" when (before[node.Operands[0]].Rows, before[node.Operands[0]].Columns) == (node.Rows, node.Columns) => true,
        _ => node.Operands.Any(o => before[o].IsPerExample),
    };

    private static ModelGraphRoot ReadRoot(string text, int count)
    {
        (string role, string rest) = Split(text, ':');
        (string node, string of) = Split(rest, ':');
        return Enum.TryParse(role, out ModelGraphRole asked)
            ? new ModelGraphRoot(asked, Index(node, count), of.Length == 0 ? -1 : Index(of, count))
            : throw new FormatException($"'{role}' is nothing that a graph can be asked for.");
    }

    private static int Index(string text, int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < count
            ? index
            : throw new FormatException($"'{text}' is not one of the {count} nodes before it.");

    private static int Number(string text, int otherwise) =>
        text.Length == 0 ? otherwise : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What stands before and after the first separator; nothing after where there is none.</summary>
    private static (string Before, string After) Split(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}

/// <summary>What a graph's text says.</summary>
internal sealed record GraphContent(ImmutableArray<ModelGraphNode> Nodes, ImmutableArray<ModelGraphRoot> Roots);
