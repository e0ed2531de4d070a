using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>The kernels of a procedure while they are being filled.</summary>
/// <param name="graph">What is computed.</param>
/// <param name="storages">How vectors and matrices of the batch lie in memory.</param>
/// <param name="kind">The procedure.</param>
internal sealed class Drafts(Graph graph, EquatableArray<Storage> storages, ProcedureKind kind)
{
    private readonly int[] home = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();

    public Graph Graph => graph;

    public EquatableArray<Storage> Storages => storages;

    public ProcedureKind Kind => kind;

    /// <summary>In the order they run.</summary>
    public List<Draft> All { get; } = [];

    /// <summary>The values that are put into memory.</summary>
    public HashSet<int> Stored { get; } = [];

    /// <summary>The numbers computed between kernels.</summary>
    public List<BatchNumber> Numbers { get; } = [];

    /// <summary>Whether each node is needed.</summary>
    public bool[] Needed { get; } = graph.NeededFor(graph.Roots.Where(r => kind.Asks(r.Role)).Select(static r => r.Node));

    /// <summary>The kernel that computes a node, or after which it is a known number; −1 before it is placed, or if nothing computes it.</summary>
    public int HomeOf(int node) => home[node];

    /// <summary>Says which kernel computes a node.</summary>
    public void Settle(int node, int k) => home[node] = k;

    public IEnumerable<int> UsersOf(int i) => graph.UsersOf(i).Where(u => Needed[u]);

    /// <summary>A new kernel, which computes a node.</summary>
    public void Open(Draft draft, int i)
    {
        All.Add(draft);
        home[i] = All.Count - 1;
        draft.Nodes.Add(i);
    }

    /// <summary>What another kernel computed must be in memory for this one.</summary>
    public void KeepFor(int k, int operand)
    {
        int source = graph.BaseOf(operand);
        bool computed = home[source] >= 0 && !graph[source].IsBatchScalar();
        if (computed && (home[source] != k || source != operand))
        {
            Stored.Add(source);
        }

        All[k].Reads.Add(source);
    }

    /// <summary>The operands of a node must be in memory for the kernel that computes it.</summary>
    public void KeepOperands(int i)
    {
        foreach (int operand in graph[i].Operands)
        {
            KeepFor(home[i], operand);
        }
    }

    /// <summary>
    /// Puts a turned copy of a matrix into memory before the kernel that is being filled, unless there is one, or the kernel itself
    /// copies some columns at a time.
    /// </summary>
    public void Turn(Draft draft, int matrix)
    {
        draft.Panel = CostModel.Panel(storages[matrix].Turned);
        if (draft.Panel > 0)
        {
            return;
        }

        draft.Turned.Add(matrix);
        if (All.Any(d => d.Kind == KernelKind.Transposition && d.Matrix == matrix))
        {
            return;
        }

        int at = All.IndexOf(draft);
        All.Insert(at, new Draft(KernelKind.Transposition, matrix, storages[matrix].Turned.RunLength, perExample: false) { Matrix = matrix });
        All[at].Reads.Add(graph.BaseOf(matrix));
        for (int i = 0; i < home.Length; i++)
        {
            home[i] = home[i] >= at ? home[i] + 1 : home[i];
        }
    }
}

/// <summary>A kernel while it is being filled.</summary>
internal sealed class Draft(KernelKind kind, int anchor, int width, bool perExample)
{
    public KernelKind Kind { get; } = kind;

    public int Anchor { get; } = anchor;

    public int Width { get; } = width;

    public bool PerExample { get; } = perExample;

    public int Matrix { get; init; } = -1;

    public int Parameter { get; init; } = -1;

    public int Root { get; init; } = -1;

    /// <summary>Columns of the transposed matrix that it copies at a time; 0 where it reads the matrix, or a whole copy.</summary>
    public int Panel { get; set; }

    public List<int> Nodes { get; } = [];

    public HashSet<int> Reads { get; } = [];

    /// <summary>Matrices whose copy with rows and columns exchanged is read.</summary>
    public HashSet<int> Turned { get; } = [];
}
