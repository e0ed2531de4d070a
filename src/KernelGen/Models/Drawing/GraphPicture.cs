using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Drawing;

/// <summary>What is drawn of a graph: constants stand in the operations that use them, and what only repeats a value is left out.</summary>
internal sealed class GraphPicture
{
    private readonly ModelGraph graph;

    public GraphPicture(ModelGraph graph)
    {
        this.graph = graph;
        ImmutableArray<ModelGraphNode> nodes = graph.Nodes;
        bool[] forward = NeededForCost();
        int[] places = new int[nodes.Length];
        List<Shape> shapes = [];
        List<Line> lines = [];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (IsNumber(nodes[i]))
            {
                places[i] = -1;
            }
            else if (nodes[i] is { Operation: "Broadcast", Name: null })
            {
                places[i] = places[nodes[i].Operands[0]];
            }
            else
            {
                places[i] = shapes.Count;
                shapes.Add(Draw(i, isBackward: !forward[i] && !nodes[i].Operands.IsEmpty));
                for (int operand = 0; operand < nodes[i].Operands.Length; operand++)
                {
                    int from = places[nodes[i].Operands[operand]];
                    if (from >= 0)
                    {
                        lines.Add(new Line(from, places[i], Mark(nodes[i], operand)));
                    }
                }
            }
        }

        Shapes = [.. shapes];
        Lines = [.. lines];
    }

    /// <summary>A value, of the way forward to the cost or of the way back. One without a name is only its sign.</summary>
    internal sealed record Shape(ModelGraphNode Node, string Title, string Detail, bool IsNamed, bool IsBackward);

    /// <summary>A value's way into another, with a mark where operands differ.</summary>
    internal sealed record Line(int From, int To, string Mark);

    public ImmutableArray<Shape> Shapes { get; }

    public ImmutableArray<Line> Lines { get; }

    private Shape Draw(int i, bool isBackward)
    {
        ModelGraphNode node = graph.Nodes[i];
        string sign = IsFrozen(i) ? "frozen parameter" : Sign(node);
        string shape = node.Shape.Length == 0 ? "" : " [" + node.Shape + "]";
        string roles = string.Concat(graph.Roots.Where(r => r.Node == i && r.Role is ModelGraphRole.Output or ModelGraphRole.Scores)
            .Select(static r => ", " + r.Role.ToString().ToLowerInvariant()));
        return node.Symbol is { } symbol
            ? new Shape(node, symbol, sign + shape + roles, IsNamed: true, isBackward)
            : new Shape(node, sign, shape.TrimStart(), IsNamed: false, isBackward);
    }

    private bool[] NeededForCost()
    {
        bool[] needed = new bool[graph.Nodes.Length];
        foreach (ModelGraphRoot root in graph.Roots.Where(static r => r.Role is not (ModelGraphRole.Gradient or ModelGraphRole.InputGradient)))
        {
            needed[root.Node] = true;
        }

        for (int i = needed.Length - 1; i >= 0; i--)
        {
            foreach (int operand in needed[i] ? graph.Nodes[i].Operands : [])
            {
                needed[operand] = true;
            }
        }

        return needed;
    }

    /// <summary>An operation as it is written, with a dot where an operand comes in that has a place of its own.</summary>
    private string Sign(ModelGraphNode node)
    {
        string Operand(int index) => Number(node.Operands[index]) ?? "·";
        return node.Operation switch
        {
            "Hyperparameter" => "hyperparameter " + node.Value.ToString(CultureInfo.InvariantCulture),
            _ when node.Operands.IsEmpty => node.Operation.ToLowerInvariant(),
            "Add" => Between(" + "),
            "Subtract" => Between(" − "),
            "Multiply" => Between(" × "),
            "Divide" => Between(" / "),
            "Negate" => "−·",
            "Concat" when node.Operands.Length < 5 => $"({string.Join(", ", Enumerable.Range(0, node.Operands.Length).Select(Operand))})",
            "Square" => "·²",
            "Logistic" => "σ",
            "Exp" => "eˣ",
            "Sqrt" => "√",
            "Abs" => "|·|",
            "Sum" => "Σ",
            "BatchSum" => "Σₙ",
            "SumOfSquares" => "‖·‖²",
            "Norm1" => "‖·‖₁",
            "Relu" => "max(·, 0)",
            "Minimum" => $"min({Operand(0)}, {Operand(1)})",
            "Maximum" => $"max({Operand(0)}, {Operand(1)})",
            "WherePositive" => $"{Operand(1)} if > 0",
            "Select" => $"{Operand(1)} if > 0, else {Operand(2)}",
            "MatrixVector" => "matrix · vector",
            "TransposedMatrixVector" => "matrixᵀ · vector",
            "Outer" => "outer product",
            "Transpose" => "transposed",
            "Slice" when node.Rows == 1 => string.Create(CultureInfo.InvariantCulture, $"·[{node.Start}]"),
            "Slice" => string.Create(CultureInfo.InvariantCulture, $"·[{node.Start}..{node.Start + node.Rows}]"),
            _ => Words(node.Operation),
        };

        string Between(string sign) => Operand(0) == "·" && Operand(1) == "·" ? sign.Trim() : Operand(0) + sign + Operand(1);
    }

    /// <summary>What tells an operand from the others; nothing where the sign itself says it, with a number on the other side.</summary>
    private string Mark(ModelGraphNode node, int operand) => (node.Operation, operand) switch
    {
        ("Subtract", 1) when Number(node.Operands[0]) is null => "−",
        ("Divide", 1) when Number(node.Operands[0]) is null => "÷",
        ("WherePositive" or "Select", 0) => "> 0?",
        ("Select", 2) when Number(node.Operands[1]) is null => "else",
        _ => "",
    };

    private bool IsFrozen(int i) => graph.Nodes[i].Operation == "Parameter"
        && graph.Roots.Any(static r => r.Role == ModelGraphRole.Gradient)
        && !graph.Roots.Any(r => r.Role == ModelGraphRole.Gradient && r.Of == i);

    private static bool IsNumber(ModelGraphNode node) => node.Operation is "Constant" or "BatchSizeReciprocal";

    private string? Number(int i) => graph.Nodes[i] switch
    {
        { Operation: "Constant" } node => node.Value.ToString(CultureInfo.InvariantCulture),
        { Operation: "BatchSizeReciprocal" } => "1/n",
        { Operation: "Broadcast", Name: null } node => Number(node.Operands[0]),
        _ => null,
    };

    private static string Words(string operation) =>
        string.Concat(operation.Select(static (c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
