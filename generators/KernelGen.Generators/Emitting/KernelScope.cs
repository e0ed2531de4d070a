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
    /// <summary>The role of adjoints that are multiplied or summed.</summary>
    public const string AdjointRole = "dZ";

    private readonly Dictionary<string, string> parameterOf = [];
    private readonly List<(string Declaration, string Argument)> parameters = [];
    private readonly HashSet<string> taken =
    [
        "n", "row", "rows", "column", "live", "i", "j", "k", "first", "update", "top", "labels", "V", "U", "run", "sum", "best", "classes", "scores",
        "at", "before", "lane", "shared", "next", "last", "columns", "panel", "bias",
        "liveB", "liveC", "liveD", "entries", "entriesB", "entriesC", "entriesD",
    ];

    private readonly Dictionary<int, string> roles = [];
    private readonly HashSet<string> inBlocks = [];
    private readonly HashSet<string> asked = [];
    private HashSet<string> outer = [];
    private bool inBlock;

    public KernelPlan Plan => plan;

    public Graph Graph => plan.Graph;

    public Kernel Kernel => kernel;

    public ElementType Type => type;

    public IEnumerable<string> Declarations => parameters.Select(static p => p.Declaration);

    /// <summary>The same without one array: for parts that do not read it.</summary>
    public IEnumerable<string> DeclarationsWithout(string name) => Declarations.Where(d => NameIn(d) != name);

    /// <summary>How a method of the kernel passes them on to such a part.</summary>
    public IEnumerable<string> ForwardsWithout(string name) => DeclarationsWithout(name).Select(Forward);

    /// <summary>Starts to note which parameters are asked for: those of a part that stands in a method of its own.</summary>
    public void NoteParameters() => asked.Clear();

    /// <summary>The declarations of the parameters asked for since <see cref="NoteParameters"/>.</summary>
    public IEnumerable<string> NotedDeclarations => parameters.Where(p => asked.Contains(NameIn(p.Declaration))).Select(static p => p.Declaration);

    /// <summary>How a method of the kernel passes them on.</summary>
    public IEnumerable<string> NotedForwards => parameters.Where(p => asked.Contains(NameIn(p.Declaration))).Select(static p => Forward(p.Declaration));

    /// <summary>What the procedure passes.</summary>
    public IEnumerable<string> Arguments => parameters.Select(static p => p.Argument);

    /// <summary>What one method of the kernel passes on to another.</summary>
    public IEnumerable<string> Forwards => parameters.Select(static p => Forward(p.Declaration));

    /// <summary>The array that a value, or what it is a view of, is read from.</summary>
    public string Read(int node, string? role = null)
    {
        if (role is not null)
        {
            roles[node] = role;
        }

        Address address = names.Addresses.Of(node, kernel);
        int source = address.Node;
        return !address.IsOfCaller && kernel.Stores.FirstOrDefault(s => s.Node == source && s.Location.IsWorkspace) is { } own ? Write(own)
            : Parameter(
                $"read {source} from {address.Start}", role ?? Generic(source), n => $"ref readonly {type.Keyword} {n}",
                In(address.IsOfCaller ? names.Array(source) : names.Stored(source), address.Start));
    }

    /// <summary>
    /// Where a value is read in what <see cref="Read"/> names; what this kernel copies from the caller's rows it reads there. Parts
    /// of vectors are handed over from their first entry, so that loops over different parts are one text.
    /// </summary>
    public Address AddressOf(int node) => names.Addresses.Of(node, kernel) with { Start = 0 };

    private static string In(string array, int start) => start == 0 ? $"in {array}" : $"in Memory::Unsafe.Add(ref {array}, {start.Text()})";

    /// <summary>The equations of the values among <paramref name="nodes"/> that have names or are stored, in the kernel's own names.</summary>
    public IEnumerable<string> Equations(IEnumerable<int> nodes) => new EquationPrinter(Graph, SymbolOf, IsInMemory).Equations(nodes);

    /// <summary>Whether a value passes between kernels, under a name of the code's if it has no other.</summary>
    private bool IsInMemory(int node) => (Graph[node].Operation == Operation.Slice && Graph[node].IsView())
        || (Graph[node].Operands.Count > 0 && !Graph[node].IsGiven() && !Graph[node].IsTransient()
        && (!kernel.Nodes.Contains(node) || kernel.Stores.Any(s => s.Node == node) || kernel.Columns.Contains(node)));

    /// <summary>A named value as in equations, in the kernel's own names: dZ is z̄, whichever layer it is of.</summary>
    private string SymbolOf(int node) => roles.TryGetValue(node, out string? role)
        ? role == AdjointRole ? EquationPrinter.Adjoint("z") : role
        : Graph[node].IsView() && Graph[node].Name is null ? Generic(Graph.BaseOf(node))
        : Graph[node].AdjointOf is { } value ? EquationPrinter.Adjoint(WithoutNumber(value))
        : Generic(node);

    /// <summary>The copy of a matrix with rows and columns exchanged.</summary>
    public string ReadTurned(int matrix, string? role = null) =>
        Parameter($"turned {matrix}", role ?? Generic(matrix), n => $"ref readonly {type.Keyword} {n}", $"in {names.TurnedCopy(matrix)}");

    /// <summary>The array that a value is written to.</summary>
    public string Write(Store store)
    {
        string? ofCaller = store.Location.Place switch { Place.Outputs => "outputs", Place.InputGradients => "gradients", _ => null };
        string argument = ofCaller ?? names.Stored(store.Node);
        return Parameter($"write {(ofCaller is null ? store.ToString() : ofCaller)}", ofCaller ?? Generic(store.Node), n => $"ref {type.Keyword} {n}", $"ref {argument}");
    }

    /// <summary>A number of the whole batch.</summary>
    public string Scalar(int node) =>
        Parameter($"scalar {node}", Graph[node].Operation == Operation.BatchSizeReciprocal ? "reciprocal" : Generic(node),
            n => $"{type.Keyword} {n}", names.Scalar(node));

    public string Labels(int node) => Parameter($"labels {node}", "t", n => $"Sys::ReadOnlySpan<int> {n}", names.Array(node));

    public string Dropout(int node) => Parameter($"dropout {node}", "dropout", n => $"Lanes::DropoutMask {n}", "dropout");

    /// <summary>A parameter that every kernel of a kind has, such as the size of the batch.</summary>
    public void Also(string declaration, string argument)
    {
        parameters.Add((declaration, argument));
        asked.Add(NameIn(declaration));
    }

    /// <summary>Names given from here on may be given again in later blocks.</summary>
    public void EnterBlock()
    {
        outer = [.. taken];
        inBlock = true;
    }

    /// <summary>Ends a block of locals; parameters keep their names, and what follows it takes no name that stands in it.</summary>
    public void LeaveBlock()
    {
        inBlocks.UnionWith(taken);
        taken.IntersectWith(outer);
        taken.UnionWith(parameterOf.Values);
        inBlock = false;
    }

    /// <summary>A name for a local of the method that no parameter has.</summary>
    public string Local(string preferred)
    {
        string name = preferred;
        for (int i = 2; Tile.IsRegister(name) || (!inBlock && inBlocks.Contains(name)) || !taken.Add(name); i++)
        {
            name = Tile.IsRegister(preferred + i.Text()) ? preferred + "_" + i.Text() : preferred + i.Text();
        }

        return name;
    }

    /// <summary>What a value is called without the number of its layer.</summary>
    public string Generic(int node) => WithoutNumber(ProcedureNames.NameOf(Graph, node));

    private static string WithoutNumber(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private string Parameter(string key, string preferred, System.Func<string, string> declaration, string argument)
    {
        if (!parameterOf.TryGetValue(key, out string? name))
        {
            name = Local(preferred);
            parameterOf[key] = name;
            parameters.Add((declaration(name), argument));
        }

        asked.Add(name);
        return name;
    }

    private static string NameIn(string declaration) => declaration.Substring(declaration.LastIndexOf(' ') + 1);

    private static string Forward(string declaration) =>
        declaration.StartsWith("ref readonly ") ? "in " + NameIn(declaration) : declaration.StartsWith("ref ") ? "ref " + NameIn(declaration) : NameIn(declaration);
}
