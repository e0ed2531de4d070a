using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// Groups the nodes that one public operation needs into kernels. Nodes are taken in order; each joins the latest loop that can
/// hold it and has all it needs, or opens a new one. Updates of parameters come last, after everything that reads them.
/// </summary>
internal sealed class ProcedurePlanner
{
    private readonly Graph graph;
    private readonly EquatableArray<ParameterPlan> parameters;
    private readonly ProcedureKind kind;
    private readonly bool[] needed;
    private readonly bool[] rowBound;
    private readonly int[] home;
    private readonly HashSet<int> stored = [];
    private readonly List<Draft> drafts = [];

    private ProcedurePlanner(Graph graph, EquatableArray<ParameterPlan> parameters, ProcedureKind kind)
    {
        this.graph = graph;
        this.parameters = parameters;
        this.kind = kind;
        Root[] roots = graph.Roots.Where(r => IsAsked(r.Role)).ToArray();
        needed = graph.NeededFor(roots.Select(static r => r.Node));
        rowBound = FindRowBound();
        home = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
    }

    public static Procedure Plan(Graph graph, EquatableArray<ParameterPlan> parameters, ProcedureKind kind) =>
        new ProcedurePlanner(graph, parameters, kind).Plan();

    private bool IsAsked(Role role) => kind switch
    {
        ProcedureKind.Predict => role == Role.Output,
        ProcedureKind.Classify => role == Role.Scores,
        _ => role is Role.Cost or Role.Gradient,
    };

    private Procedure Plan()
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            if (needed[i] && !node.IsFree() && (node.PerExample || node.Shape.IsScalar))
            {
                Place(i, node);
            }
        }

        if (kind == ProcedureKind.Classify)
        {
            int scores = graph.Find(Role.Scores);
            stored.Add(scores);
            drafts.Add(new Draft(KernelKind.Decision, scores, graph[scores].Shape.Size));
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
        return new MemoryPlanner(graph, kind, drafts, stored, home).Build();
    }

    private void Place(int i, Node node)
    {
        if (node.IsProduct())
        {
            AddProduct(i, node);
        }
        else if (node.Operation is Operation.SumOfSquares or Operation.Norm1 && !node.PerExample)
        {
            Open(new Draft(KernelKind.Norm, i, 1) { Parameter = node.Operands[0] }, i);
        }
        else if (node.IsBatchScalar() && node.Operation != Operation.BatchSum)
        {
            // Arithmetic between kernels: it stands where its last operand is known.
            home[i] = node.Operands.Count == 0 ? -1 : node.Operands.Max(o => home[o]);
        }
        else
        {
            Join(i, node);
        }
    }

    private void Join(int i, Node node)
    {
        bool inRows = node.IsRowReduction() || !node.Shape.IsScalar || rowBound[i];
        int width = node.IsRowReduction() ? graph[node.Operands[0]].Shape.Size : node.Shape.IsScalar ? 0 : node.Shape.Size;
        int earliest = 0;
        foreach (int operand in node.Operands)
        {
            // A sum over the batch is known only when its loop has ended.
            earliest = Math.Max(earliest, graph[operand].PerExample ? home[operand] : home[operand] + 1);
        }

        for (int k = drafts.Count - 1; k >= earliest; k--)
        {
            if (CanHold(drafts[k], node, inRows, width))
            {
                Add(k, i, node);
                return;
            }
        }

        Draft draft = inRows
            ? new Draft(KernelKind.Rows, -1, width == 0 ? RowWidthFor(i) : width)
            : new Draft(KernelKind.Examples, -1, 1);
        drafts.Add(draft);
        Add(drafts.Count - 1, i, node);
    }

    private bool CanHold(Draft draft, Node node, bool inRows, int width)
    {
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
        return draft.Kind == KernelKind.Product && draft.Width == width && !node.IsRowReduction()
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
        if (graph[operand].PerExample && home[operand] >= 0 && home[operand] != k)
        {
            stored.Add(operand);
        }

        drafts[k].Reads.Add(operand);
    }

    private void Open(Draft draft, int i)
    {
        drafts.Add(draft);
        home[i] = drafts.Count - 1;
        draft.Nodes.Add(i);
    }

    private void AddProduct(int i, Node node)
    {
        (int matrix, int rows) = (node.Operands[0], node.Operands[1]);
        ParameterPlan weights = parameters.First(p => p.Node == matrix);
        bool transposed = node.Operation == Operation.TransposedMatrixVector;
        bool outputsInLanes = (weights.Layout == WeightLayout.InputMajor) != transposed;
        if (!outputsInLanes && transposed && !CostModel.PrefersDotProducts(weights.Shape))
        {
            drafts.Add(new Draft(KernelKind.Transposition, matrix, weights.Shape.Columns) { Parameter = matrix });
            outputsInLanes = true;
        }

        Draft draft = new(outputsInLanes ? KernelKind.Product : KernelKind.DotProduct, i, node.Shape.Size) { Parameter = matrix };
        Open(draft, i);
        KeepFor(home[i], rows);
    }

    /// <summary>Whether a node does nothing but add a bias to a product that nothing else uses.</summary>
    private bool IsBiased(Node node, int product) =>
        node.Operation == Operation.Add && node.Operands.Contains(product)
        && node.Operands.Any(o => graph[o].Operation == Operation.Parameter && graph[o].Shape == node.Shape)
        && Enumerable.Range(0, graph.Nodes.Count).Count(i => needed[i] && graph[i].Operands.Contains(product)) == 1;

    private void AddUpdate(Root root)
    {
        // Between the sum over the batch and the gradient stand only terms of the parameter itself, such as λ·w.
        List<int> cone = [];
        Collect(root.Node, cone);
        cone.Sort();
        int anchor = cone.FirstOrDefault(n => graph[n].Operation == Operation.BatchSum);
        if (cone.Count(n => graph[n].Operation == Operation.BatchSum) > 1)
        {
            throw new InvalidOperationException($"The gradient of {graph[root.Parameter].Name} has more than one sum over the batch.");
        }

        bool hasAnchor = cone.Any(n => graph[n].Operation == Operation.BatchSum);
        KernelKind form =
            !hasAnchor ? KernelKind.ParameterMap :
            graph[graph[anchor].Operands[0]].Operation == Operation.Outer ? KernelKind.Outer : KernelKind.ColumnSum;
        Draft draft = new(form, hasAnchor ? anchor : -1, graph[root.Parameter].Shape.Rows) { Parameter = root.Parameter, Root = root.Node };
        draft.Nodes.AddRange(cone);
        drafts.Add(draft);
        if (!hasAnchor)
        {
            return;
        }

        int summed = graph[anchor].Operands[0];
        foreach (int operand in form == KernelKind.Outer ? graph[summed].Operands.ToArray() : [summed])
        {
            KeepFor(drafts.Count - 1, operand);
        }
    }

    private void Collect(int i, List<int> cone)
    {
        Node node = graph[i];
        if (cone.Contains(i) || node.IsFree() || (node.IsBatchScalar() && home[i] >= 0))
        {
            return;
        }

        cone.Add(i);
        if (node.Operation != Operation.BatchSum)
        {
            foreach (int operand in node.Operands)
            {
                Collect(operand, cone);
            }
        }
    }

    /// <summary>Scalars of an example that its own vectors use: they are computed row by row, the others for many examples at once.</summary>
    private bool[] FindRowBound()
    {
        bool[] bound = new bool[graph.Nodes.Count];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            bool usesRowByRow = needed[i] && node.PerExample && !node.IsFree() && !node.IsProduct()
                    && (!node.Shape.IsScalar || bound[i]);
            if (usesRowByRow)
            {
                foreach (int operand in node.Operands.Where(o => graph[o].IsExampleScalar()))
                {
                    bound[operand] = true;
                }
            }
        }

        return bound;
    }

    private int RowWidthFor(int scalar)
    {
        for (int i = scalar + 1; i < graph.Nodes.Count; i++)
        {
            if (needed[i] && !graph[i].Shape.IsScalar && graph[i].Operands.Contains(scalar))
            {
                return graph[i].Shape.Size;
            }
        }

        throw new InvalidOperationException($"No row uses {graph[scalar].Operation}.");
    }
}

/// <summary>A kernel while it is being filled.</summary>
internal sealed class Draft(KernelKind kind, int anchor, int width)
{
    public KernelKind Kind { get; } = kind;

    public int Anchor { get; } = anchor;

    public int Width { get; } = width;

    public int Parameter { get; init; } = -1;

    public int Root { get; init; } = -1;

    public List<int> Nodes { get; } = [];

    public HashSet<int> Reads { get; } = [];
}
