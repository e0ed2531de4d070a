using System.Globalization;
using System.Text;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>
/// A random model as a person might write it: locals and nested expressions, spec methods of its own, loops, indices from either
/// end, the output called by the objective.
/// </summary>
internal sealed class RandomModelSource
{
    /// <summary>The namespaces that declarations use.</summary>
    public const string Usings = "using KernelGen;\nusing KernelGen.Equations;\nusing static KernelGen.Equations.Functions;\n";

    private readonly RandomModel model;
    private readonly RandomValue[] values;
    private readonly StringBuilder methods = new();
    private readonly HashSet<int> written = [];

    private RandomModelSource(RandomModel model)
    {
        this.model = model;
        values = model.Infer() ?? throw new ArgumentException("The equations are not legal.", nameof(model));
    }

    /// <summary>A file that declares the model in both precisions.</summary>
    public static string Of(RandomModel model, string name) => Usings + "\n" + Declare(model, name);

    /// <summary>The declaration alone.</summary>
    public static string Declare(RandomModel model, string name) => new RandomModelSource(model).Declare(name);

    private string Declare(string name)
    {
        string roots = model.Objective < 0 ? Method("Output", "Output", model.Output, all: true, calls: -1)
            : model.Output < 0 ? Method("Objective", "Objective", model.Objective, all: true, calls: -1)
            : Method("Objective", "Objective", model.Objective, all: true, calls: Chance(-1, 2) ? model.Output : -1)
                + "\n" + Method("Output", "Output", model.Output, all: false, calls: -1);
        return $"[Model(Precision = Precision.Both)]\ninternal sealed partial class {name}\n{{\n{roots}{methods}}}\n";
    }

    private string Method(string attribute, string name, int root, bool all, int calls)
    {
        ValueKind kind = values[root].Kind;
        int[] arguments = all ? [.. Enumerable.Range(0, model.Arguments.Length)] : ArgumentsOf(root);
        string parameters = string.Join(", ", arguments.Select(a => (all ? Role(model.Arguments[a]) : "") + $"{model.Arguments[a].Kind} {model.Arguments[a].Name}"));
        StringBuilder text = new($"    [{attribute}]\n    static {kind} {name}({parameters})\n    {{\n");
        bool[] needed = Needed(root, calls);
        Dictionary<int, string> names = [];
        for (int i = 0; i < model.Count; i++)
        {
            if (i < model.Arguments.Length)
            {
                names[i] = model.Arguments[i].Name;
            }
            else if (i == calls && needed[i])
            {
                names[i] = $"prediction";
                text.Append($"        {values[i].Kind} prediction = Output({string.Join(", ", ArgumentsOf(i).Select(a => names[a]))});\n");
            }
            else if (needed[i])
            {
                string expression = Expression(i, names);
                bool nested = i != root && (model.StepOf(i).Function == "Constant" || (Chance(i, 3) && Uses(i, needed) == 1));
                names[i] = nested ? expression : $"v{i}";
                string type = Chance(i, 2) && model.StepOf(i).Function != "Constant" && !IsNumber(i) ? "var" : $"{values[i].Kind}";
                text.Append(nested ? "" : $"        {type} {names[i]} = {expression};\n");
            }
        }

        return text.Append($"        return {names[root]};\n    }}\n").ToString();
    }

    /// <summary>Whether C# computes a step with numbers of its own.</summary>
    private bool IsNumber(int i) => i >= model.Arguments.Length
        && (model.StepOf(i).Function == "Constant" || model.StepOf(i).Operands.All(IsNumber));

    private int Uses(int i, bool[] needed) =>
        Enumerable.Range(model.Arguments.Length, model.Steps.Length).Where(u => needed[u]).Sum(u => model.StepOf(u).Operands.Count(o => o == i));

    private int[] ArgumentsOf(int root)
    {
        bool[] needed = Needed(root, -1);
        int[] arguments = [.. Enumerable.Range(0, model.Arguments.Length).Where(a => needed[a])];
        return Chance(root, 2) ? arguments : [.. arguments.Reverse()];
    }

    private bool[] Needed(int root, int calls)
    {
        var needed = new bool[model.Count];
        needed[root] = true;
        for (int i = root; i >= model.Arguments.Length; i--)
        {
            foreach (int operand in needed[i] && i != calls ? [.. model.StepOf(i).Operands] : Array.Empty<int>())
            {
                needed[operand] = true;
            }
        }

        return needed;
    }

    private string Expression(int i, Dictionary<int, string> names)
    {
        RandomStep step = model.StepOf(i);
        string[] operands = [.. step.Operands.Select(o => names[o])];
        bool isLoop = step.Function is "Recurrence" or "WeightedSum";
        if (!isLoop && (step.Operands.IsEmpty || !Chance(i, 8) || step.Function == "Concat" || IsNumber(i)))
        {
            return Call(i, operands);
        }

        if (written.Add(i))
        {
            string[] own = ["a", "b", "c"];
            string parameters = string.Join(", ", step.Operands.Select((o, k) => $"{values[o].Kind} {own[k]}"));
            string body = step.Function switch
            {
                "Recurrence" => $"\n    {{\n        for (int i = 0; i < {step.Length}; i++)\n        {{\n            b = Tanh(a * b + c);\n        }}\n\n        return b;\n    }}\n",
                "WeightedSum" => $"\n    {{\n        Scalar sum = 0;\n        for (int i = 0; i < {step.Length}; i++)\n        {{\n            sum += Sin(a[i]) * b[{step.Length - 1} - i];\n        }}\n\n        return sum;\n    }}\n",
                _ => $" => {Call(i, own[..operands.Length])};\n",
            };
            methods.Append($"\n    static {values[i].Kind} Step{i}({parameters}){body}");
        }

        return $"Step{i}({string.Join(", ", operands)})";
    }

    private string Call(int i, string[] o)
    {
        RandomStep step = model.StepOf(i);
        int length = step.Operands.IsEmpty ? 0 : values[step.Operands[0]].Rows;
        int end = step.Start + step.Length;
        return step.Function switch
        {
            "Constant" => step.Number.ToString("0.0###############", CultureInfo.InvariantCulture),
            "Add" => $"({o[0]} + {o[1]})",
            "Subtract" => $"({o[0]} - {o[1]})",
            "Multiply" => $"({o[0]} * {o[1]})",
            "Divide" => $"({o[0]} / {o[1]})",
            "Negate" => $"(-{o[0]})",
            "Entry" => Chance(i, 2) ? $"{o[0]}[{step.Start}]" : $"{o[0]}[^{length - step.Start}]",
            "Slice" => $"{o[0]}[{(step.Start == 0 && Chance(i, 2) ? "" : step.Start)}..{(end < length ? end : Chance(i, 5) ? "" : $"^{length - end}")}]",
            _ => $"{step.Function}({string.Join(", ", o)})",
        };
    }

    private static string Role(ArgumentSpec a)
    {
        string size = a.Kind switch
        {
            ValueKind.Vector => $"{a.Rows}",
            ValueKind.Matrix => $"{a.Rows}, {a.Columns}",
            _ => "",
        };
        string trait = a.Frozen ? "Frozen = true" : a.WantsGradient ? "Gradient = true"
            : a.Role == ArgumentRole.Hyperparameter ? $"Value = {a.Value.ToString(CultureInfo.InvariantCulture)}" : "";
        string[] all = [.. new[] { size, trait }.Where(static t => t.Length > 0)];
        return $"[{a.Role}{(all.Length == 0 ? "" : $"({string.Join(", ", all)})")}] ";
    }

    /// <summary>Once in so many times; the same for the same step of the same model.</summary>
    private bool Chance(int step, int times) => (uint)((model.Style * 31 + step + 7) * 2654435761L >> 7) % (uint)times == 0;
}
