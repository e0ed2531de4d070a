using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Emitting;

/// <summary>What the values of a procedure are called in its body, and where they lie.</summary>
internal sealed class ProcedureNames
{
    /// <summary>What every procedure may have in scope, whatever the model.</summary>
    private static readonly string[] Own =
    [
        "inputs", "targets", "predictions", "outputs", "classes", "parameters", "gradients", "inputGradients", "workspace", "update", "n",
        "rows", "V", "U",
    ];

    private readonly KernelPlan plan;
    private readonly ElementType type;
    private readonly Dictionary<int, Location> locations = [];
    private readonly Dictionary<int, Location> turned = [];
    private readonly Dictionary<int, string> arrays = [];

    public ProcedureNames(KernelPlan plan, Procedure procedure, ElementType type)
    {
        this.plan = plan;
        this.type = type;
        HashSet<string> taken = [.. Own];
        foreach (Kernel kernel in procedure.Kernels)
        {
            foreach (Store store in kernel.Stores.Where(static s => s.Location.IsWorkspace))
            {
                (kernel.Kind == KernelKind.Transposition ? turned : locations)[store.Node] = store.Location;
            }
        }

        foreach (KeyValuePair<int, string> hyperparameter in OfHyperparameters(plan.Graph))
        {
            arrays[hyperparameter.Key] = hyperparameter.Value;
            taken.Add(hyperparameter.Value);
        }

        for (int i = 0; i < plan.Graph.Nodes.Count; i++)
        {
            if (!arrays.ContainsKey(i))
            {
                arrays[i] = Distinct(NameOf(plan.Graph, i), taken);
            }
        }
    }

    /// <summary>The stored values in the order of their nodes.</summary>
    public IEnumerable<int> StoredNodes => locations.Keys.OrderBy(static k => k);

    /// <summary>The matrices that are copied with rows and columns exchanged.</summary>
    public IEnumerable<int> Turned => turned.Keys.OrderBy(static k => k);

    /// <summary>What all procedures call the hyperparameters, which are among their parameters, by their nodes in the order they are declared.</summary>
    public static IReadOnlyDictionary<int, string> OfHyperparameters(Graph graph)
    {
        HashSet<string> taken = [.. Own];
        return Enumerable.Range(0, graph.Nodes.Count)
            .Where(i => graph[i].Operation == Operation.Hyperparameter)
            .ToDictionary(static i => i, i => Distinct(NameOf(graph, i), taken));
    }

    public static string NameOf(Graph graph, int node) => graph[node].Name is { } given ? OfUser(given) : graph[node].Operation switch
    {
        Operation.MatrixVector => "products" + NameOf(graph, graph[node].Operands[0]).TrimStart('w'),
        Operation.TransposedMatrixVector => "back",
        Operation.BatchSizeReciprocal => "reciprocal",
        Operation.SumOfSquares => "squares",
        Operation.Norm1 => "norm",
        Operation.BatchSum when graph[graph[node].Operands[0]].Name is { } summed => "sumOf" + char.ToUpperInvariant(summed[0]) + summed.Substring(1),
        Operation.BatchSum => "sum",
        _ => LowerFirst(graph[node].Operation.ToString()),
    };

    public string Array(int node) => arrays[node];

    /// <summary>What a value in the workspace is called: an entry of the caller's rows that is copied there is not that of the caller.</summary>
    public string Stored(int node) => plan.Graph[node].Operation == Operation.Input ? arrays[node] + "Column" : arrays[node];

    /// <summary>The copy of a matrix with rows and columns exchanged.</summary>
    public string TurnedCopy(int matrix) => arrays[plan.Graph.BaseOf(matrix)] + (plan.Graph[matrix].IsView() ? "Turned" : "Transposed");

    public Location TurnedLocationOf(int matrix) => turned[matrix];

    public Location LocationOf(int node) => locations[node];

    /// <summary>Where a value, or the value that it is a view of, is read.</summary>
    /// <param name="node">The value.</param>
    /// <param name="fromCaller">Whether an entry of the caller's rows is read there, although it has been copied.</param>
    public Address AddressOf(int node, bool fromCaller = true)
    {
        int start = 0;
        int at = node;
        while ((plan.Graph[at].IsView() || plan.Graph[at].Operation == Operation.Slice) && (fromCaller || !locations.ContainsKey(at)))
        {
            start += plan.Graph[at].Start;
            at = plan.Graph[at].Operands[0];
        }

        Node source = plan.Graph[at];
        if (source.Operation == Operation.Input && !fromCaller && locations.TryGetValue(at, out Location? copy))
        {
            return new Address(at, 0, copy.Stride, IsPadded: true, IsOfCaller: false);
        }

        int stride = source.Operation switch
        {
            Operation.Input => plan.Facts.InputCount,
            Operation.Target => source.Shape.Size,
            _ when !source.PerExample => plan.StorageOf(at).Layout == WeightLayout.Flat ? 0 : plan.StorageOf(at).Stride,
            _ => locations[at].Stride,
        };
        bool ofCaller = source.Operation is Operation.Input or Operation.Target;
        int width = source.PerExample || plan.StorageOf(node).Layout == WeightLayout.Flat ? plan.Graph[node].Shape.Size : plan.StorageOf(node).RunLength;
        bool isWhole = (at == node || plan.Graph[node].Operation == Operation.Transpose) && !ofCaller;
        return new Address(at, start, stride, isWhole || width % Padding.Elements == 0, ofCaller);
    }

    /// <summary>A number of the whole batch, as an expression.</summary>
    public string Scalar(int node)
    {
        Node n = plan.Graph[node];
        return n.Operation == Operation.Constant ? type.Literal(n.Value) : arrays[node];
    }

    /// <summary>Names of the user's that are keywords, or could be those of kernels, are changed.</summary>
    private static string OfUser(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? name + "_" : name.Length > 3 ? LowerFirst(name) : name;

    private static string Distinct(string name, HashSet<string> taken)
    {
        string distinct = name;
        for (int suffix = 2; !taken.Add(distinct); suffix++)
        {
            distinct = name + "_" + suffix.Text();
        }

        return distinct;
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);
}

/// <summary>Where a value is read.</summary>
/// <param name="Node">The value in memory: itself, or what it is a view of.</param>
/// <param name="Start">The first entry.</param>
/// <param name="Stride">Elements from one row or run to the next; 0 where there is one.</param>
/// <param name="IsPadded">Whether whole registers may be loaded: what lies behind the last entry is zero, or there is nothing behind it.</param>
/// <param name="IsOfCaller">Whether it is the caller's memory.</param>
internal sealed record Address(int Node, int Start, int Stride, bool IsPadded, bool IsOfCaller)
{
    /// <summary>The offset of a row, or the place in it.</summary>
    public string At(string row, string? column = null)
    {
        string start = Stride == 0 || row.Length == 0 ? "" : Stride == 1 ? row : $"{(row.Contains(" ") ? $"({row})" : row)} * {Stride.Text()}";
        string[] parts = [start, Start == 0 ? "" : Start.Text(), column ?? ""];
        string sum = string.Join(" + ", parts.Where(static p => p.Length > 0));
        return sum.Length == 0 ? "0" : sum;
    }
}
