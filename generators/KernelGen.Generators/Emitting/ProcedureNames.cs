using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>What the values of a procedure are called in its body, and where they lie.</summary>
internal sealed class ProcedureNames
{
    private readonly KernelPlan plan;
    private readonly ElementType type;
    private readonly Dictionary<int, Location> locations = [];
    private readonly Dictionary<int, string> arrays = [];

    public ProcedureNames(KernelPlan plan, Procedure procedure, ElementType type)
    {
        this.plan = plan;
        this.type = type;
        HashSet<string> taken = ["inputs", "targets", "predictions", "outputs", "classes", "parameters", "destination", "workspace", "rate", "n", "rows"];
        foreach (Store store in procedure.Kernels.SelectMany(static k => k.Stores).Where(static s => s.Location.Place != Place.Outputs))
        {
            locations[store.Node] = store.Location;
        }

        for (int i = 0; i < plan.Graph.Nodes.Count; i++)
        {
            string name = NameOf(plan.Graph, i);
            for (int suffix = 2; !taken.Add(name); suffix++)
            {
                name = NameOf(plan.Graph, i) + "_" + suffix.Text();
            }

            arrays[i] = name;
        }
    }

    /// <summary>The stored values in the order of their nodes.</summary>
    public IEnumerable<int> Stored => locations.Keys.OrderBy(static k => k);

    public static string NameOf(Graph graph, int node) => graph[node].Name ?? graph[node].Operation switch
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

    /// <summary>The copy of a weight matrix with rows and columns exchanged.</summary>
    public string Transposed(int parameter) => arrays[parameter] + "Transposed";

    /// <summary>Where the gradient of a parameter goes.</summary>
    public string Gradient(int parameter) => "to" + char.ToUpperInvariant(arrays[parameter][0]) + arrays[parameter].Substring(1);

    public Location LocationOf(int node) => locations[node];

    /// <summary>A number of the whole batch, as an expression.</summary>
    public string Scalar(int node)
    {
        Node n = plan.Graph[node];
        return n.Operation == Operation.Constant ? type.Literal(n.Value) : arrays[node];
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);
}
