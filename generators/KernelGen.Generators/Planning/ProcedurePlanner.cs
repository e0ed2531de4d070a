using System;
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
    private readonly EquatableArray<MatrixPlan> matrices;
    private readonly ProcedureKind kind;
    private readonly Drafts drafts;
    private readonly RowNeeds needs;
    private readonly BatchValuePlanner batchValues;

    private ProcedurePlanner(Graph graph, EquatableArray<Storage> storages, EquatableArray<MatrixPlan> matrices, ProcedureKind kind)
    {
        this.graph = graph;
        this.storages = storages;
        this.matrices = matrices;
        this.kind = kind;
        drafts = new Drafts(graph, storages, kind);
        needs = new RowNeeds(drafts);
        GradientCones cones = kind == ProcedureKind.Differentiate ? new GradientCones(graph, storages, drafts.Needed) : GradientCones.None;
        batchValues = new BatchValuePlanner(drafts, cones);
    }

    public static Procedure Plan(Graph graph, EquatableArray<Storage> storages, EquatableArray<MatrixPlan> matrices, ProcedureKind kind) =>
        new ProcedurePlanner(graph, storages, matrices, kind).Plan();

    private Procedure Plan()
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (drafts.Needed[i])
            {
                Place(i, graph[i]);
            }
        }

        foreach (int given in graph.Roots
            .Where(r => r.Role is Role.Output or Role.InputGradient && kind.Asks(r.Role) && drafts.HomeOf(r.Node) < 0).Select(static r => r.Node).Distinct())
        {
            // Something given is asked for: it is copied.
            Draft copy = new(KernelKind.Rows, -1, graph[given].Shape.Size, perExample: true);
            drafts.All.Add(copy);
            copy.Nodes.Add(given);
            drafts.KeepFor(drafts.All.Count - 1, given);
        }

        if (kind == ProcedureKind.Classify)
        {
            int scores = graph.Find(Role.Scores);
            drafts.Stored.Add(scores);
            drafts.All.Add(new Draft(KernelKind.Decision, scores, graph[scores].Shape.Size, perExample: true));
        }

        if (kind == ProcedureKind.Differentiate)
        {
            foreach (Root root in graph.Roots.Where(static r => r.Role == Role.Gradient))
            {
                batchValues.AddUpdate(root);
            }
        }

        // Horizontal sums are single numbers: they go to memory whatever comes next.
        drafts.Stored.UnionWith(drafts.All.Where(static d => d.Kind == KernelKind.DotProduct).Select(static d => d.Nodes[d.Nodes.Count - 1]));
        return new MemoryPlanner(drafts).Build();
    }

    private void Place(int i, Node node)
    {
        if (node.Operation == Operation.BatchSizeReciprocal)
        {
            drafts.Numbers.Add(new BatchNumber(i, -1));
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
            batchValues.AddReduction(i);
        }
        else if (node.IsBatchVector())
        {
            batchValues.Place(i);
        }
        else if (node.IsBatchScalar() && node.Operation != Operation.BatchSum)
        {
            // Arithmetic between kernels: it stands where its last operand is known.
            drafts.Settle(i, node.Operands.Count == 0 ? -1 : node.Operands.Max(o => drafts.HomeOf(graph.BaseOf(o))));
            drafts.Numbers.Add(new BatchNumber(i, drafts.HomeOf(i)));
        }
        else if (!node.IsTransient() || needs.IsInMemory(i))
        {
            Join(i, node);
        }
    }

    /// <summary>A value of examples, or the sum of a number of each.</summary>
    private void Join(int i, Node node)
    {
        bool isEntry = graph.IsEntryOfRow(node);
        bool inRows = node.IsRowReduction() || !node.Shape.IsScalar || needs.IsRowBound(i) || isEntry;
        int width = node.IsRowReduction() ? graph[node.Operands[0]].Shape.Size : node.Shape.IsScalar ? 0 : node.Shape.Size;
        int earliest = 0;
        foreach (int operand in node.Operands)
        {
            earliest = Math.Max(earliest, EarliestAfter(operand, node));
        }

        for (int k = drafts.All.Count - 1; k >= earliest; k--)
        {
            if (CanHold(drafts.All[k], node, inRows, width))
            {
                Add(k, i, node);
                return;
            }
        }

        drafts.Open(
            inRows
                ? new Draft(KernelKind.Rows, -1, width == 0 ? needs.RowWidthFor(i) : width, perExample: true)
                : new Draft(KernelKind.Examples, -1, 1, perExample: true),
            i);
        drafts.KeepOperands(i);
    }

    /// <summary>
    /// The first kernel that may use a value: for a value of examples the one that computes it, unless it is read as part of something
    /// in memory, or as one entry of it; for one of the batch the next.
    /// </summary>
    private int EarliestAfter(int operand, Node user)
    {
        int source = graph.BaseOf(operand);
        bool inSameLoop = graph[operand].PerExample && source == operand && user.Operation != Operation.Slice;
        return inSameLoop ? Math.Max(drafts.HomeOf(operand), 0) : drafts.HomeOf(source) + 1;
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
            && node.Operands.All(o => !graph[o].IsExampleScalar() && graph[o].Operation is not (Operation.OneHot or Operation.Mask));
    }

    private void Add(int k, int i, Node node)
    {
        drafts.Settle(i, k);
        drafts.All[k].Nodes.Add(i);
        foreach (int operand in node.Operands)
        {
            drafts.KeepFor(k, operand);
        }
    }

    private void AddProduct(int i, Node node)
    {
        (int matrix, int rows) = (node.Operands[0], node.Operands[1]);
        Storage weights = storages[matrix];
        bool transposed = node.Operation == Operation.TransposedMatrixVector;
        bool turns = false;
        bool outputsInLanes = (weights.Layout != WeightLayout.OutputMajor) != transposed;
        if (!outputsInLanes && transposed && matrices.Any(m => m.Node == matrix && m.Arrangement.Turns))
        {
            outputsInLanes = true;
            turns = true;
        }

        Draft draft = new(outputsInLanes ? KernelKind.Product : KernelKind.DotProduct, i, node.Shape.Size, node.PerExample) { Matrix = matrix };
        drafts.Open(draft, i);
        if (turns)
        {
            drafts.Turn(draft, matrix);
        }

        drafts.KeepFor(drafts.HomeOf(i), matrix);
        drafts.KeepFor(drafts.HomeOf(i), rows);
        if (!node.PerExample)
        {
            drafts.Stored.Add(i);
        }
    }

    /// <summary>Whether a node does nothing but add a bias to a product that nothing else uses.</summary>
    private bool IsBiased(Node node, int product) =>
        node.Operation == Operation.Add && node.Operands.Contains(product)
        && node.Operands.Any(o => graph[o].Operation == Operation.Parameter && graph[o].Shape == node.Shape)
        && drafts.UsersOf(product).Count() == 1;

    private void AddConcatenation(int i, Node node)
    {
        drafts.Open(new Draft(KernelKind.Concatenation, i, node.Shape.Size, node.PerExample), i);
        drafts.Stored.Add(i);
        drafts.KeepOperands(i);
    }
}
