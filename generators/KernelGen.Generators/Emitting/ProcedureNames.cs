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
        "inputs", "targets", "weights", "dropout", "predictions", "outputs", "classes", "parameters", "gradients", "inputGradients", "workspace", "update", "n",
        "rows", "columns", "panel", "V", "U",
    ];

    private readonly KernelPlan plan;
    private readonly ElementType type;
    private readonly Dictionary<int, string> arrays = [];

    public ProcedureNames(KernelPlan plan, Procedure procedure, ElementType type)
    {
        this.plan = plan;
        this.type = type;
        Addresses = new Addresses(plan.Graph, plan.Storages, procedure);
        HashSet<string> taken = [.. Own];
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

    /// <summary>Where values lie.</summary>
    public Addresses Addresses { get; }

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
