using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// Chooses how every vector and matrix that all examples share lies in memory. Parameters follow the products they stand in;
/// what is computed from them entry by entry lies as they do, so that loops over both run along the same index.
/// </summary>
internal sealed class LayoutPlanner
{
    private readonly Graph graph;
    private readonly Choices choices;
    private readonly ForcedChoices forced;
    private readonly WeightLayout?[] layouts;
    private readonly Dictionary<int, MatrixPlan> matrices = [];

    private LayoutPlanner(Graph graph, Choices choices, ForcedChoices forced)
    {
        this.graph = graph;
        this.choices = choices;
        this.forced = forced;
        layouts = new WeightLayout?[graph.Nodes.Count];
    }

    /// <summary>
    /// Storages, one entry for each node, which means nothing for values that differ between examples; and what was chosen for every
    /// matrix that vectors are multiplied with.
    /// </summary>
    public static (EquatableArray<Storage> Storages, EquatableArray<MatrixPlan> Matrices) Plan(Graph graph, Choices choices, ForcedChoices forced)
    {
        LayoutPlanner planner = new(graph, choices, forced);
        planner.Choose();
        return (
            Enumerable.Range(0, graph.Nodes.Count).Select(i => new Storage(graph[i].Shape, planner.layouts[i] ?? WeightLayout.Flat)).ToEquatableArray(),
            planner.matrices.Values.OrderBy(static m => m.Node).ToEquatableArray());
    }

    private void Choose()
    {
        foreach (int parameter in graph.Parameters)
        {
            layouts[parameter] = graph[parameter].Shape.Columns == 1 && !IsMultiplied(parameter) ? WeightLayout.Flat : OfMatrix(parameter);
        }

        foreach (Root root in graph.Roots.Where(static r => r.Role == Role.Gradient))
        {
            layouts[root.Node] ??= layouts[root.Parameter];
        }

        foreach (int i in Enumerable.Range(0, graph.Nodes.Count).Where(IsStored))
        {
            Node node = graph[i];
            layouts[i] ??= node.Shape.Columns == 1 && !IsMultiplied(i) ? WeightLayout.Flat
                : FromOperands(node);
        }

        // What has no operand to follow, such as an outer product, follows whoever uses it.
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (IsStored(i))
            {
                layouts[i] ??= FromUsers(i) ?? OfMatrix(i);
                if (!matrices.ContainsKey(i))
                {
                    Arrange(i, layouts[i]);
                }
            }
        }
    }

    private bool IsStored(int i) =>
        !graph[i].PerExample && (graph[i].Operation == Operation.Parameter || !graph[i].Shape.IsScalar);

    private bool IsMultiplied(int i) =>
        graph.Nodes.Any(n => n.Operation is Operation.MatrixVector or Operation.TransposedMatrixVector && n.Operands[0] == i);

    private WeightLayout OfMatrix(int i) => Arrange(i, null)?.Layout ?? WeightLayout.OutputMajor;

    /// <summary>How a matrix is arranged; null where nothing is multiplied with it.</summary>
    /// <param name="i">Its node.</param>
    /// <param name="given">The layout, where another matrix has decided it.</param>
    private Arrangement? Arrange(int i, WeightLayout? given)
    {
        MatrixLoops loops = new(graph, i);
        if (!loops.IsMultiplied)
        {
            return null;
        }

        Arrangement[] ways = [.. loops.Arrangements().Where(a => given is null || a.Layout == given)];
        if (ways.Length == 0)
        {
            return null;
        }

        MatrixNests[] nests = [.. ways.Select(loops.Nests)];
        int chosen = forced.Matrix == i ? System.Array.IndexOf(ways, forced.Arrangement) : choices.Arrangement(nests);
        ArrangementCost[] costs = [.. ways.Select((a, w) => new ArrangementCost(a, choices.Cycles(nests[w].All, CostModel.Batch)))];
        matrices[i] = new MatrixPlan(i, costs.Where((_, w) => w != chosen).Prepend(costs[chosen]).ToEquatableArray());
        return ways[chosen];
    }

    private WeightLayout? FromOperands(Node node) => node.Operation == Operation.Transpose
        ? layouts[node.Operands[0]] is { } layout ? Turn(layout) : null
        : node.Operands.Where(o => graph[o].Shape == node.Shape).Select(o => layouts[o]).FirstOrDefault(static l => l is not null);

    private WeightLayout? FromUsers(int i)
    {
        foreach (int user in graph.UsersOf(i))
        {
            if (graph[user].Operation == Operation.Transpose)
            {
                return layouts[user] is { } layout ? Turn(layout) : null;
            }

            if (!graph[user].PerExample && graph[user].Shape == graph[i].Shape)
            {
                return layouts[user];
            }
        }

        return null;
    }

    private static WeightLayout Turn(WeightLayout layout) =>
        layout == WeightLayout.InputMajor ? WeightLayout.OutputMajor : WeightLayout.InputMajor;
}
