using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KernelGen.Persistence;

/// <summary>What a model's declaration says, as files carry it: a model takes up what was saved of one declared alike.</summary>
/// <remarks>
/// The name of the class is not part of it, nor is what can change between two trainings of one model: regularisation, frozen parameters.
/// </remarks>
internal static class Declaration
{
    /// <summary>What predictions depend on: precision, inputs, layers or equations, loss, names and shapes of parameters.</summary>
    public static string Of(ModelInfo info)
    {
        string layers = info.Layers.Length > 0
            ? $"{string.Join(", ", info.Layers)}, loss {info.Loss?.ToString() ?? "none"}"
            : $"equations {Fingerprint(info.Graph, ModelGraphRole.Output, ModelGraphRole.Scores)}";
        IEnumerable<string> parameters = info.Parameters.Select(p => $"{p.Name} [{string.Join(", ", ParameterTensors.ShapeOf(info, p))}]");
        return $"{info.Precision}, {info.InputCount} inputs, {layers}; {string.Join(", ", parameters)}";
    }

    /// <summary>What the cost depends on, constants included.</summary>
    public static string ObjectiveOf(ModelInfo info) => Fingerprint(info.Graph, ModelGraphRole.Cost);

    /// <summary>
    /// 16 hexadecimal digits that tell equations from others. Names count where they are declared, and not of local values;
    /// hyperparameters count by name, since their values are set at run time.
    /// </summary>
    private static string Fingerprint(ModelGraph graph, params ReadOnlySpan<ModelGraphRole> roles)
    {
        // Operands stand before what uses them: one way back through the list finds all that is needed.
        bool[] isNeeded = new bool[graph.Nodes.Length];
        StringBuilder text = new();
        foreach (ModelGraphRoot root in graph.Roots)
        {
            isNeeded[root.Node] |= roles.Contains(root.Role);
        }

        for (int i = isNeeded.Length - 1; i >= 0; i--)
        {
            foreach (int operand in graph.Nodes[i].Operands)
            {
                isNeeded[operand] |= isNeeded[i];
            }
        }

        int[] numbers = new int[isNeeded.Length];
        for (int i = 0, number = 0; i < isNeeded.Length; i++)
        {
            if (isNeeded[i])
            {
                ModelGraphNode node = graph.Nodes[i];
                numbers[i] = number++;
                string name = node.Operands.IsEmpty ? node.Name ?? "" : "";
                double value = node.Operation == "Hyperparameter" ? 0 : node.Value;
                string operands = string.Join(',', node.Operands.Select(o => numbers[o]));
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{node.Operation}({operands})[{node.Rows}x{node.Columns}]@{node.Start}={value:R} {name};");
            }
        }

        foreach (ModelGraphRoot root in graph.Roots)
        {
            if (roles.Contains(root.Role))
            {
                text.Append(CultureInfo.InvariantCulture, $"|{root.Role}:{numbers[root.Node]}");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
