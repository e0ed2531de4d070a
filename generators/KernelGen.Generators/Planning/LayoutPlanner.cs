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
    private readonly WeightLayout?[] layouts;

    private LayoutPlanner(Graph graph)
    {
        this.graph = graph;
        layouts = new WeightLayout?[graph.Nodes.Count];
    }

    /// <summary>One entry for each node; it means nothing for values that differ between examples.</summary>
    public static EquatableArray<Storage> Plan(Graph graph)
    {
        LayoutPlanner planner = new(graph);
        planner.Choose();
        return Enumerable.Range(0, graph.Nodes.Count).Select(i => new Storage(graph[i].Shape, planner.layouts[i] ?? WeightLayout.Flat)).ToEquatableArray();
    }

    private void Choose()
    {
        foreach (int parameter in graph.Parameters)
        {
            layouts[parameter] = graph[parameter].Shape.Columns == 1 && !IsMultiplied(parameter) ? WeightLayout.Flat : OfParameter(parameter);
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
                layouts[i] ??= FromUsers(i) ?? OfParameter(i);
            }
        }
    }

    private bool IsStored(int i) =>
        !graph[i].PerExample && (graph[i].Operation == Operation.Parameter || !graph[i].Shape.IsScalar);

    private bool IsMultiplied(int i) =>
        graph.Nodes.Any(n => n.Operation is Operation.MatrixVector or Operation.TransposedMatrixVector && n.Operands[0] == i);

    private WeightLayout OfParameter(int i)
    {
        Shape shape = graph[i].Shape;
        if (graph.Nodes.Any(n => n.Operation == Operation.MatrixVector && n.Operands[0] == i))
        {
            return CostModel.ChooseLayout(shape);
        }

        bool onlyTransposed = graph.Nodes.Any(n => n.Operation == Operation.TransposedMatrixVector && n.Operands[0] == i);
        return onlyTransposed ? Turn(CostModel.ChooseLayout(Shape.Matrix(shape.Columns, shape.Rows))) : WeightLayout.OutputMajor;
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
