using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>
/// Rows shorter than a register, such as the scores of a few classes: with an example in each lane their maximum and sum need nothing
/// across lanes. They lie in the workspace; those of the caller have no padding to turn with them.
/// </summary>
internal static class ShortRows
{
    /// <summary>Columns that are turned together.</summary>
    private const int Together = 4;

    /// <summary>Elements of a block of columns, for registers of any width.</summary>
    public static int BlockSize(int width) => WholeColumns(width) * Padding.Elements;

    /// <summary>Columns with those that are turned beside the last.</summary>
    public static int WholeColumns(int width) => (width + Together - 1) / Together * Together;

    /// <summary>Elements of all blocks of a kernel.</summary>
    public static int SizeOfBlocks(Drafts drafts, Draft draft) => Columns(drafts, draft).Count() * BlockSize(draft.Width);

    /// <summary>Whether a kernel is computed with examples in lanes: where it can be, and is cheaper so.</summary>
    public static bool Suit(Drafts drafts, Draft draft)
    {
        Graph graph = drafts.Graph;
        bool IsOfCaller(int node) => graph.Roots.Any(r => r.Node == node && r.Role is Role.Output or Role.InputGradient && drafts.Kind.Asks(r.Role));
        bool can = draft.Kind == KernelKind.Rows
            && draft.Nodes.All(n => !graph[n].IsGiven() && !graph.IsEntryOfRow(graph[n]) && !IsOfCaller(n) && graph[n].Operands.All(o => IsAtHand(graph, draft, o)));
        return can && CostModel.PrefersExamplesInLanes(
            NestOf(graph, draft.Nodes, draft.Width, draft.Nodes.Where(drafts.Stored.Contains)),
            Reductions(graph, draft.Nodes));
    }

    /// <summary>Sums and maxima over a row; a labelled entry is only looked up.</summary>
    public static int Reductions(Graph graph, IReadOnlyList<int> nodes) => nodes.Count(n => graph[n].IsRowReduction() && graph[n].Operation != Operation.Element);

    /// <summary>What such a kernel costs depends on.</summary>
    public static ShortRowsNest NestOf(Graph graph, IReadOnlyList<int> nodes, int width, IEnumerable<int> stored)
    {
        int instructions = nodes.Sum(n => CostModel.Instructions(graph[n].Operation)) + 1;
        return new ShortRowsNest(width, instructions, Loaded(graph, nodes).Count(), stored.Count(n => IsRow(graph, n)));
    }

    private static bool IsRow(Graph graph, int node) => graph[node].PerExample && !graph[node].Shape.IsScalar && !graph[node].IsTransient();

    /// <summary>Rows that other kernels have left in memory.</summary>
    private static IEnumerable<int> Loaded(Graph graph, IReadOnlyList<int> nodes) =>
        nodes.SelectMany(n => graph[n].Operands).Where(o => IsRow(graph, o) && !nodes.Contains(o)).Distinct();

    /// <summary>The values whose columns are loaded, stored, or kept from one pass over a block to the next.</summary>
    public static IEnumerable<int> Columns(Drafts drafts, Draft draft) => Loaded(drafts.Graph, draft.Nodes)
        .Concat(new RowPhases(drafts.Graph, draft.Nodes).Kept())
        .Concat(draft.Nodes.Where(n => IsRow(drafts.Graph, n) && drafts.Stored.Contains(n)))
        .Distinct();

    /// <summary>Whether an operand is one number of all examples, or one of each beside that of the next, or a row in the workspace.</summary>
    private static bool IsAtHand(Graph graph, Draft draft, int operand)
    {
        Node node = graph[operand];
        return draft.Nodes.Contains(operand) || node.Operation is Operation.OneHot or Operation.Label
            || (node.PerExample
                ? node.Shape.IsScalar ? !graph.IsEntryOfRow(node) : !node.IsGiven() && !node.IsTransient()
                : node.Shape.Columns == 1 && node.Operation != Operation.DropoutKey);
    }
}
