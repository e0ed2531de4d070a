using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// Groups the nodes that one public operation needs into kernels. Nodes are taken in order; those of examples join the latest loop
/// that can hold them and has all they need, or open a new one; those of the batch are computed where they are used, or before.
/// Updates of parameters come last, after everything that reads parameters.
/// </summary>
internal sealed class ProcedurePlanner
{
    private readonly Graph graph;
    private readonly EquatableArray<Storage> storages;
    private readonly ProcedureKind kind;
    private readonly bool[] needed;
    private readonly bool[] rowBound;
    private readonly bool[] inMemory;
    private readonly GradientCones cones;
    private readonly int[] home;
    private readonly HashSet<int> stored = [];
    private readonly List<Draft> drafts = [];
    private readonly List<BatchNumber> numbers = [];

    private ProcedurePlanner(Graph graph, EquatableArray<Storage> storages, ProcedureKind kind)
    {
        this.graph = graph;
        this.storages = storages;
        this.kind = kind;
        needed = graph.NeededFor(graph.Roots.Where(r => IsAsked(r.Role)).Select(static r => r.Node));
        rowBound = FindRowBound();
        inMemory = FindReadFromMemory();
        cones = kind == ProcedureKind.Differentiate ? new GradientCones(graph, storages, needed) : GradientCones.None;
        home = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
    }

    public static Procedure Plan(Graph graph, EquatableArray<Storage> storages, ProcedureKind kind) =>
        new ProcedurePlanner(graph, storages, kind).Plan();

    private bool IsAsked(Role role) => kind switch
    {
        ProcedureKind.Predict => role == Role.Output,
        ProcedureKind.Classify => role == Role.Scores,
        ProcedureKind.InputGradient => role == Role.InputGradient,
        _ => role is Role.Cost or Role.Gradient,
    };

    private Procedure Plan()
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (needed[i])
            {
                Place(i, graph[i]);
            }
        }

        foreach (int given in graph.Roots
            .Where(r => r.Role is Role.Output or Role.InputGradient && IsAsked(r.Role) && home[r.Node] < 0).Select(static r => r.Node).Distinct())
        {
            // Something given is asked for: it is copied.
            Draft copy = new(KernelKind.Rows, -1, graph[given].Shape.Size, perExample: true);
            drafts.Add(copy);
            copy.Nodes.Add(given);
            KeepFor(drafts.Count - 1, given);
        }

        if (kind == ProcedureKind.Classify)
        {
            int scores = graph.Find(Role.Scores);
            stored.Add(scores);
            drafts.Add(new Draft(KernelKind.Decision, scores, graph[scores].Shape.Size, perExample: true));
        }

        if (kind == ProcedureKind.Differentiate)
        {
            foreach (Root root in graph.Roots.Where(static r => r.Role == Role.Gradient))
            {
                AddUpdate(root);
            }
        }

        // Horizontal sums are single numbers: they go to memory whatever comes next.
        stored.UnionWith(drafts.Where(static d => d.Kind == KernelKind.DotProduct).Select(static d => d.Nodes[d.Nodes.Count - 1]));
        return new MemoryPlanner(graph, storages, kind, drafts, stored, numbers).Build();
    }

    private void Place(int i, Node node)
    {
        if (node.Operation == Operation.BatchSizeReciprocal)
        {
            numbers.Add(new BatchNumber(i, -1));
        }
        else if (node.IsGiven() && !graph.IsEntryOfRow(node))
        {
            // Nothing to compute.
        }
        else if (node.IsProduct())
        {
            AddProduct(i, node);
        }
        else if (node.IsConcatenation())
        {
            AddConcatenation(i, node);
        }
        else if (node.IsBatchReduction() && !graph[node.Operands[0]].Shape.IsScalar)
        {
            AddReduction(i, node);
        }
        else if (node.IsBatchVector())
        {
            PlaceBatchVector(i, node);
        }
        else if (node.IsBatchScalar() && node.Operation != Operation.BatchSum)
        {
            // Arithmetic between kernels: it stands where its last operand is known.
            home[i] = node.Operands.Count == 0 ? -1 : node.Operands.Max(o => home[Base(o)]);
            numbers.Add(new BatchNumber(i, home[i]));
        }
        else if (!node.IsTransient() || inMemory[i])
        {
            Join(i, node);
        }
    }

    /// <summary>A value of examples, or the sum of a number of each.</summary>
    private void Join(int i, Node node)
    {
        bool isEntry = graph.IsEntryOfRow(node);
        bool inRows = node.IsRowReduction() || !node.Shape.IsScalar || rowBound[i] || isEntry;
        int width = node.IsRowReduction() ? graph[node.Operands[0]].Shape.Size : node.Shape.IsScalar ? 0 : node.Shape.Size;
        int earliest = 0;
        foreach (int operand in node.Operands)
        {
            earliest = Math.Max(earliest, EarliestAfter(operand, node));
        }

        for (int k = drafts.Count - 1; k >= earliest; k--)
        {
            if (CanHold(drafts[k], node, inRows, width))
            {
                Add(k, i, node);
                return;
            }
        }

        Open(
            inRows
                ? new Draft(KernelKind.Rows, -1, width == 0 ? RowWidthFor(i) : width, perExample: true)
                : new Draft(KernelKind.Examples, -1, 1, perExample: true),
            i);
        KeepOperands(i, node);
    }

    /// <summary>
    /// The first kernel that may use a value: for a value of examples the one that computes it, unless it is read as part of something
    /// in memory, or as one entry of it; for one of the batch the next.
    /// </summary>
    private int EarliestAfter(int operand, Node user)
    {
        int source = Base(operand);
        bool inSameLoop = graph[operand].PerExample && source == operand && user.Operation != Operation.Slice;
        return inSameLoop ? Math.Max(home[operand], 0) : home[source] + 1;
    }

    private bool CanHold(Draft draft, Node node, bool inRows, int width)
    {
        if (!draft.PerExample)
        {
            return false;
        }

        if (!inRows)
        {
            return draft.Kind == KernelKind.Examples;
        }

        if (draft.Kind == KernelKind.Rows)
        {
            return width == 0 || draft.Width == width;
        }

        if (draft.Kind == KernelKind.DotProduct)
        {
            return draft.Nodes.Count == 1 && IsBiased(node, draft.Anchor);
        }

        // An accumulator tile holds no sums over a row, and no numbers of single rows.
        return draft.Kind == KernelKind.Product && draft.Width == width && !node.IsRowReduction() && !node.IsTransient()
            && node.Operands.All(o => !graph[o].IsExampleScalar() && graph[o].Operation != Operation.OneHot);
    }

    private void Add(int k, int i, Node node)
    {
        home[i] = k;
        drafts[k].Nodes.Add(i);
        foreach (int operand in node.Operands)
        {
            KeepFor(k, operand);
        }
    }

    /// <summary>What another kernel computed must be in memory for this one.</summary>
    private void KeepFor(int k, int operand)
    {
        int source = Base(operand);
        bool computed = home[source] >= 0 && !graph[source].IsBatchScalar();
        if (computed && (home[source] != k || source != operand))
        {
            stored.Add(source);
        }

        drafts[k].Reads.Add(source);
    }

    private void KeepOperands(int i, Node node)
    {
        foreach (int operand in node.Operands)
        {
            KeepFor(home[i], operand);
        }
    }

    private void Open(Draft draft, int i)
    {
        drafts.Add(draft);
        home[i] = drafts.Count - 1;
        draft.Nodes.Add(i);
    }

    /// <summary>The value in memory that a view looks at; any other value is its own.</summary>
    private int Base(int node) => graph.BaseOf(node);

    private void AddProduct(int i, Node node)
    {
        (int matrix, int rows) = (node.Operands[0], node.Operands[1]);
        Storage weights = storages[matrix];
        bool transposed = node.Operation == Operation.TransposedMatrixVector;
        bool turns = false;
        bool outputsInLanes = (weights.Layout != WeightLayout.OutputMajor) != transposed;
        if (!outputsInLanes && transposed && !CostModel.PrefersDotProducts(weights.Shape))
        {
            outputsInLanes = true;
            turns = true;
        }

        Draft draft = new(outputsInLanes ? KernelKind.Product : KernelKind.DotProduct, i, node.Shape.Size, node.PerExample) { Matrix = matrix };
        Open(draft, i);
        if (turns)
        {
            Turn(draft, matrix);
        }

        KeepFor(home[i], matrix);
        KeepFor(home[i], rows);
        if (!node.PerExample)
        {
            stored.Add(i);
        }
    }

    /// <summary>Whether a node does nothing but add a bias to a product that nothing else uses.</summary>
    private bool IsBiased(Node node, int product) =>
        node.Operation == Operation.Add && node.Operands.Contains(product)
        && node.Operands.Any(o => graph[o].Operation == Operation.Parameter && graph[o].Shape == node.Shape)
        && UsersOf(product).Count() == 1;

    private void AddConcatenation(int i, Node node)
    {
        Open(new Draft(KernelKind.Concatenation, i, node.Shape.Size, node.PerExample), i);
        stored.Add(i);
        KeepOperands(i, node);
    }

    private void AddReduction(int i, Node node)
    {
        int reduced = node.Operands[0];
        if (graph[reduced].Operation == Operation.Parameter && node.Operation is Operation.SumOfSquares or Operation.Norm1)
        {
            Open(new Draft(KernelKind.Norm, i, 1, perExample: false) { Matrix = reduced }, i);
            return;
        }

        Draft draft = new(KernelKind.Reduction, i, graph[reduced].Shape.Size, perExample: false);
        Open(draft, i);
        Inline(draft, node.Operands, storages[reduced]);
    }

    /// <summary>A vector or matrix of the batch: computed where it is used if that is one place, else put into memory.</summary>
    private void PlaceBatchVector(int i, Node node)
    {
        if (cones.Contains(i) || IsComputedByItsUser(i))
        {
            return;
        }

        if (node.Operation == Operation.BatchSum)
        {
            AddSum(i, root: i, parameter: -1, new HashSet<int> { i });
        }
        else
        {
            Draft map = new(KernelKind.Map, -1, storages[i].RunLength, perExample: false) { Root = i };
            Open(map, i);
            map.Nodes.Clear();
            Inline(map, node.Operands, storages[i]);
            map.Nodes.Add(i);
        }

        stored.Add(i);
    }

    private bool IsComputedByItsUser(int i)
    {
        int[] users = UsersOf(i).ToArray();
        return users.Length == 1 && !graph.Roots.Any(r => IsAsked(r.Role) && r.Node == i) && graph[i].Operation != Operation.BatchSum
            && (graph[users[0]].IsBatchReduction() || graph[users[0]].IsEntrywise())
            && !graph[users[0]].PerExample && !cones.Contains(users[0]) && storages[i].Congruent(StorageIn(users[0]));
    }

    private Storage StorageIn(int user) => graph[user].IsBatchReduction() ? storages[graph[user].Operands[0]] : storages[user];

    private IEnumerable<int> UsersOf(int i) => graph.UsersOf(i).Where(u => needed[u]);

    /// <summary>Takes into a kernel what is computed nowhere else, and keeps for it what is; operands that lie the other way round are turned.</summary>
    private void Inline(Draft draft, IEnumerable<int> operands, Storage storage)
    {
        foreach (int operand in operands)
        {
            Node node = graph[operand];
            if (node.IsBatchVector() && home[operand] < 0 && !node.IsGiven())
            {
                Inline(draft, node.Operands, storage);
                if (!draft.Nodes.Contains(operand))
                {
                    draft.Nodes.Add(operand);
                }
            }
            else
            {
                KeepFor(drafts.IndexOf(draft), operand);
                if (node.Shape.Columns > 1 && !storages[operand].Congruent(storage))
                {
                    Turn(draft, operand);
                }
            }
        }

        draft.Nodes.Sort();
    }

    /// <summary>Puts a turned copy of a matrix into memory before the kernel that is being filled, unless there is one.</summary>
    private void Turn(Draft draft, int matrix)
    {
        draft.Turned.Add(matrix);
        if (drafts.Any(d => d.Kind == KernelKind.Transposition && d.Matrix == matrix))
        {
            return;
        }

        int at = drafts.IndexOf(draft);
        drafts.Insert(at, new Draft(KernelKind.Transposition, matrix, storages[matrix].Turned.RunLength, perExample: false) { Matrix = matrix });
        drafts[at].Reads.Add(Base(matrix));
        for (int i = 0; i < home.Length; i++)
        {
            home[i] = home[i] >= at ? home[i] + 1 : home[i];
        }
    }

    private void AddSum(int anchor, int root, int parameter, HashSet<int> cone)
    {
        int summed = graph[anchor].Operands[0];
        bool isOuter = graph[summed].Operation == Operation.Outer && graph[summed].PerExample;
        Draft draft = new(isOuter ? KernelKind.Outer : KernelKind.ColumnSum, anchor, storages[root].RunLength, perExample: false)
        {
            Root = root,
            Parameter = parameter,
        };
        drafts.Add(draft);
        int k = drafts.Count - 1;
        if (parameter < 0)
        {
            home[root] = k;
        }

        draft.Nodes.AddRange(cone.OrderBy(static n => n));
        foreach (int operand in isOuter ? graph[summed].Operands.ToArray() : [summed])
        {
            KeepFor(k, operand);
        }

        foreach (int operand in cone.Where(n => n != anchor).SelectMany(n => graph[n].Operands).Where(o => !cone.Contains(o)))
        {
            KeepFor(k, operand);
        }
    }

    private void AddUpdate(Root root)
    {
        HashSet<int> cone = cones.Of(root);
        int anchor = cone.FirstOrDefault(n => graph[n].Operation == Operation.BatchSum);
        if (cone.Any(n => graph[n].Operation == Operation.BatchSum))
        {
            AddSum(anchor, root.Node, root.Parameter, cone);
            return;
        }

        Draft draft = new(KernelKind.Map, -1, storages[root.Parameter].RunLength, perExample: false) { Parameter = root.Parameter, Root = root.Node };
        draft.Nodes.AddRange(cone.OrderBy(static n => n));
        drafts.Add(draft);
        if (cone.Count == 0 && graph[root.Node].Shape.Columns > 1 && !storages[root.Node].Congruent(storages[root.Parameter]))
        {
            Turn(draft, root.Node);
        }

        foreach (int operand in cone.Count == 0 ? [root.Node] : cone.SelectMany(n => graph[n].Operands).Where(o => !cone.Contains(o)))
        {
            KeepFor(drafts.Count - 1, operand);
        }
    }

    /// <summary>Scalars of an example that its own vectors use: they are computed row by row, the others for many examples at once.</summary>
    private bool[] FindRowBound()
    {
        bool[] bound = new bool[graph.Nodes.Count];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            bool usesRowByRow = needed[i] && node.PerExample && !node.IsGiven() && !node.IsTransient() && !node.IsProduct() && !node.IsConcatenation()
                    && (!node.Shape.IsScalar || bound[i]);
            if (usesRowByRow)
            {
                foreach (int operand in node.Operands.Where(o => graph[o].IsExampleScalar()))
                {
                    bound[operand] = true;
                }
            }
        }

        // Between the derivatives of other inputs it does not lie beside that of the next example.
        foreach (Root root in graph.Roots.Where(r => r.Role == Role.InputGradient && IsAsked(r.Role) && graph.InputGradientCount() > 1))
        {
            bound[root.Node] |= graph[root.Node].Shape.IsScalar;
        }

        return bound;
    }

    /// <summary>Values of examples that a product, a sum over the batch or a view reads from memory, whatever computes them.</summary>
    private bool[] FindReadFromMemory()
    {
        bool[] read = new bool[graph.Nodes.Count];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            bool reads = needed[i]
                && (node.IsProduct() || node.IsConcatenation() || node.Operation is Operation.BatchSum or Operation.Slice or Operation.Outer);
            foreach (int operand in reads ? node.Operands.Where(o => graph[o].Operation != Operation.Outer) : [])
            {
                read[operand] = true;
            }
        }

        foreach (Root root in graph.Roots.Where(r => IsAsked(r.Role) && r.Role != Role.Cost))
        {
            read[root.Node] |= graph[root.Node].PerExample;
        }

        return read;
    }

    /// <summary>The width of the rows that a number of an example is computed with.</summary>
    private int RowWidthFor(int scalar)
    {
        if (graph.IsEntryOfRow(graph[scalar]))
        {
            return graph[scalar].Operation == Operation.Input ? graph.InputCount() : graph[graph[scalar].Operands[0]].Shape.Size;
        }

        Queue<int> open = new([scalar]);
        while (open.Count > 0)
        {
            int next = open.Dequeue();
            foreach (int user in UsersOf(next))
            {
                if (!graph[user].Shape.IsScalar)
                {
                    return graph[user].Shape.Size;
                }

                open.Enqueue(user);
            }
        }

        return 1;
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

    public List<int> Nodes { get; } = [];

    public HashSet<int> Reads { get; } = [];

    /// <summary>Matrices whose copy with rows and columns exchanged is read.</summary>
    public HashSet<int> Turned { get; } = [];
}
