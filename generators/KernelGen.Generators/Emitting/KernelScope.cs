using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// The parameters of one kernel method, collected while its body is written. Names lose the number of their layer, so that
/// layers of equal shape have equal text and share it.
/// </summary>
internal sealed class KernelScope(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private readonly Dictionary<string, string> parameterOf = [];
    private readonly List<(string Declaration, string Argument)> parameters = [];
    private readonly HashSet<string> taken =
        ["n", "row", "rows", "column", "live", "i", "k", "first", "rate", "top", "labels", "V", "U", "run"];

    private readonly Dictionary<int, string> roles = [];
    private HashSet<string> outer = [];

    public KernelPlan Plan => plan;

    public Graph Graph => plan.Graph;

    public Kernel Kernel => kernel;

    public ElementType Type => type;

    public IEnumerable<string> Declarations => parameters.Select(static p => p.Declaration);

    /// <summary>What the procedure passes.</summary>
    public IEnumerable<string> Arguments => parameters.Select(static p => p.Argument);

    /// <summary>What one method of the kernel passes on to another.</summary>
    public IEnumerable<string> Forwards => parameters.Select(static p =>
    {
        string name = p.Declaration.Substring(p.Declaration.LastIndexOf(' ') + 1);
        return p.Declaration.StartsWith("ref readonly ") ? "in " + name : p.Declaration.StartsWith("ref ") ? "ref " + name : name;
    });

    /// <summary>The array that a value is read from.</summary>
    public string Read(int node, string? role = null)
    {
        if (role is not null)
        {
            roles[node] = role;
        }

        return kernel.Stores.FirstOrDefault(s => s.Node == node && s.Location.Place != Place.Outputs) is { } own ? Write(own)
            : Parameter($"read {node}", role ?? Generic(node), n => $"ref readonly {type.Keyword} {n}", $"in {names.Array(node)}");
    }

    /// <summary>The equations of the named values among <paramref name="nodes"/>, in the kernel's own names.</summary>
    public IEnumerable<string> Equations(IEnumerable<int> nodes) =>
        new EquationPrinter(Graph, n => roles.TryGetValue(n, out string? role) ? role : Generic(n)).Equations(nodes);

    /// <summary>The transposed copy of a weight matrix, to read or to write.</summary>
    public string Transposed(int parameter, string modifier, string role) =>
        Parameter($"transposed {parameter}", role, n => $"{modifier} {type.Keyword} {n}",
            $"{(modifier == "ref" ? "ref" : "in")} {names.Transposed(parameter)}");

    /// <summary>The array that a value is written to.</summary>
    public string Write(Store store)
    {
        string argument = store.Location.Place == Place.Outputs ? "outputs" : names.Array(store.Node);
        string preferred = store.Location.Place == Place.Outputs ? "outputs" : Generic(store.Node);
        return Parameter($"write {store}", preferred, n => $"ref {type.Keyword} {n}", $"ref {argument}");
    }

    /// <summary>The memory that the gradient of a parameter is stored to, or descends in.</summary>
    public string Target(int parameter) =>
        Parameter($"target {parameter}", "d" + char.ToUpperInvariant(Generic(parameter)[0]), n => $"ref {type.Keyword} {n}", $"ref {names.Gradient(parameter)}");

    /// <summary>A number of the whole batch.</summary>
    public string Scalar(int node) =>
        Parameter($"scalar {node}", Graph[node].Operation == Operation.BatchSizeReciprocal ? "reciprocal" : Generic(node),
            n => $"{type.Keyword} {n}", names.Scalar(node));

    public string Labels(int node) => Parameter($"labels {node}", "t", n => $"Sys::ReadOnlySpan<int> {n}", names.Array(node));

    /// <summary>A parameter that every kernel of a kind has, such as the size of the batch.</summary>
    public void Also(string declaration, string argument) => parameters.Add((declaration, argument));

    /// <summary>Names given from here on may be given again after <see cref="LeaveBlock"/>.</summary>
    public void EnterBlock() => outer = [.. taken];

    /// <summary>Ends a block of locals; parameters keep their names.</summary>
    public void LeaveBlock()
    {
        taken.IntersectWith(outer);
        taken.UnionWith(parameterOf.Values);
    }

    /// <summary>A name for a local of the method that no parameter has.</summary>
    public string Local(string preferred)
    {
        string name = preferred;
        for (int i = 2; !taken.Add(name); i++)
        {
            name = preferred + i.Text();
        }

        return name;
    }

    /// <summary>What a value is called without the number of its layer.</summary>
    public string Generic(int node) => ProcedureNames.NameOf(Graph, node).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private string Parameter(string key, string preferred, System.Func<string, string> declaration, string argument)
    {
        if (!parameterOf.TryGetValue(key, out string? name))
        {
            name = Local(preferred);
            parameterOf[key] = name;
            parameters.Add((declaration(name), argument));
        }

        return name;
    }
}
