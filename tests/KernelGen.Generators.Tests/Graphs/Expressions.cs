using System.Globalization;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>
/// Graphs as text, both ways: <c>Log(Softmax(z))</c>. Of each example: vectors x, y, z [4], a scalar s, a target t [4], a target p
/// and a label. Of the batch: parameters w [4×4], a [2×4], u, v [4], b and a hyperparameter rate. <c>n⁻¹</c> is 1/n.
/// </summary>
internal sealed class Expressions
{
    private readonly GraphBuilder builder = new();
    private readonly Dictionary<string, int> leaves = [];
    private readonly string text;
    private int position;

    private Expressions(string text) => this.text = text;

    /// <summary>The graph of an expression, as its output.</summary>
    public static Graph Parse(string text) => new Expressions(text).Parse(Role.Output);

    /// <summary>The graph with an expression of one example as its objective.</summary>
    public static Graph Objective(string text) => BatchObjective.Of(new Expressions(text).Parse(Role.Cost));

    /// <summary>The output of a graph.</summary>
    public static string Show(Graph graph) => Show(graph, graph.Find(Role.Output));

    public static string Show(Graph graph, int node)
    {
        Node n = graph[node];
        string[] operands = [.. n.Operands.Select(o => Show(graph, o))];
        return n.Operation switch
        {
            Operation.Constant => n.Value.ToString(CultureInfo.InvariantCulture),
            Operation.BatchSizeReciprocal => "n⁻¹",
            Operation.Slice or Operation.Embed => $"{n.Operation}({operands[0]}, {n.Start}, {n.Shape.Rows})",
            Operation.Broadcast => $"Broadcast({operands[0]}, {n.Shape.Rows}, {n.Shape.Columns})",
            Operation.OneHot => $"OneHot({operands[0]}, {n.Shape.Rows})",
            _ when n.Operation.IsSurface() => n.Name!,
            _ => $"{n.Operation}({string.Join(", ", operands)})",
        };
    }

    private Graph Parse(Role role)
    {
        int node = Node();
        Assert.Equal(text.Length, position);
        builder.Ask(Role.Output, node);
        if (role != Role.Output)
        {
            builder.Ask(role, node);
        }

        return builder.Build();
    }

    private int Node()
    {
        string word = Word();
        if (position >= text.Length || text[position] != '(')
        {
            return Leaf(word);
        }

        position++;
        List<int> operands = [Node()];
        bool isSized = word is "Slice" or "Embed" or "Broadcast" or "OneHot";
        List<int> numbers = [];
        while (text[position] == ',')
        {
            position += 2;
            if (isSized)
            {
                numbers.Add(int.Parse(Word(), CultureInfo.InvariantCulture));
            }
            else
            {
                operands.Add(Node());
            }
        }

        Assert.Equal(')', text[position++]);
        return word switch
        {
            "Slice" => builder.Slice(operands[0], numbers[0], numbers[1]),
            "Embed" => builder.Embed(operands[0], numbers[0], numbers[1]),
            "Broadcast" => builder.Broadcast(operands[0], Shape.Matrix(numbers[0], numbers[1])),
            "OneHot" => builder.OneHot(operands[0], numbers[0]),
            _ => builder.Apply(Enum.Parse<Operation>(word), [.. operands]),
        };
    }

    private string Word()
    {
        int start = position;
        while (position < text.Length && text[position] is not ('(' or ')' or ','))
        {
            position++;
        }

        return text[start..position];
    }

    private int Leaf(string name)
    {
        if (!leaves.TryGetValue(name, out int leaf))
        {
            leaf = name switch
            {
                "x" or "y" or "z" => builder.Input(Shape.Vector(4), name, wantsGradient: true),
                "s" => builder.Input(Shape.Scalar, name, wantsGradient: true),
                "t" => builder.Target(4, name),
                "p" => builder.Target(1, name),
                "label" => builder.Label(name),
                "w" => builder.Parameter(Shape.Matrix(4, 4), name),
                "a" => builder.Parameter(Shape.Matrix(2, 4), name),
                "u" or "v" => builder.Parameter(Shape.Vector(4), name),
                "b" => builder.Parameter(Shape.Scalar, name),
                "rate" => builder.Hyperparameter(name, 0.5),
                "n⁻¹" => builder.BatchSizeReciprocal(),
                _ => builder.Constant(double.Parse(name, CultureInfo.InvariantCulture)),
            };
            leaves[name] = leaf;
        }

        return leaf;
    }
}
