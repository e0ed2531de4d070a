using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Figures;

/// <summary>Computation graphs with every value and its adjoint (004).</summary>
internal static class GraphFigures
{
    /// <summary>The figures.</summary>
    public static Section Section => new("backpropagation", "Backpropagation", [RegularisedUnit(), Chain(), DifferenceFigures.Differences()]);

    private static Figure RegularisedUnit()
    {
        Dictionary<string, double> given = new() { ["x"] = 1.5, ["t"] = 1, ["w"] = 0.8, ["b"] = -2, ["lambda"] = 0.1 };
        Numbered graph = new(RegularisedLogisticUnit.Info.Graph, given);
        Point unit = Point.Of<RegularisedLogisticUnit.DoublePrecision>().With("W", given["w"]).With("B", given["b"]);
        return new Figure(
            "graph-unit", "The worked example, forward and backward",
            "Values flow down, adjoints flow up. w is used twice, by the sum and by the regulariser, so two contributions add " +
            "up in its adjoint.",
            "004, the worked example of a regularised logistic unit",
            new NodeGraph(
                [
                    graph.Given("x", "x", 0, 0.39), graph.Learned("w", "w", 0, 0.14), graph.Learned("b", "b", 0, 0.63), graph.Given("t", "t", 0, 0.87),
                    graph.Learned("z", "z = wx + b", 1, 0.48),
                    graph.Learned("y", "y = σ(z)", 2, 0.5),
                    graph.Known("loss", "L = ½(y − t)²", 3, 0.66, 1), graph.Known("regulariser", "R = ½w²", 3, 0.14, given["lambda"]),
                    graph.Known("cost", "L + 0.1·R", 4, 0.43, 1),
                ],
                [(0, 4), (1, 4), (2, 4), (4, 5), (5, 6), (3, 6), (1, 7), (6, 8), (7, 8)])
            {
                Description = "Boxes from the inputs x, w, b and t down to z, y, the loss and the regulariser, and their sum, " +
                "each with its value and its adjoint.",
            })
        {
            Facts =
            [
                new("∂cost/∂w by the kernel", unit.Gradient("W", [given["x"]], given["t"])[0], "0.00000"),
                new("∂cost/∂b by the kernel", unit.Gradient("B", [given["x"]], given["t"])[0], "0.00000"),
                new("cost by the kernel", unit.Cost([given["x"]], given["t"]), "0.00000"),
            ],
        };
    }

    private static Figure Chain()
    {
        Numbered graph = new(ChainRule.Info.Graph, new Dictionary<string, double> { ["t"] = 1 });
        Point chain = Point.Of<ChainRule.DoublePrecision>();
        return new Figure(
            "graph-chain", "The chain rule with two ways",
            "t reaches f by x and by y, and y reaches it twice. " +
            "The derivative is the sum over all ways of the products of the slopes on each.",
            "004, the multivariate chain rule: f = y + eˣʸ, x = cos t, y = t²",
            new NodeGraph(
                [
                    graph.Learned("t", "t", 0, 0.5),
                    graph.Learned("x", "x = cos t", 1, 0.26), graph.Learned("y", "y = t²", 1, 0.74),
                    graph.Known("L", "f = y + eˣʸ", 2, 0.5, 1),
                ],
                [(0, 1), (0, 2), (1, 3), (2, 3)])
            {
                Description = "Boxes: t above x and y, both above f, each with its value and the derivative of f with respect to it.",
            })
        {
            Facts =
            [
                new("f at t = 1", chain.Cost([1])),
                new("df/dt by the kernel", chain.InputGradient([1])[0], "0.00000"),
            ],
        };
    }

    /// <summary>The compiler's graph with numbers.</summary>
    private sealed class Numbered(ModelGraph graph, IReadOnlyDictionary<string, double> given)
    {
        private readonly double[] values = GraphValues.Of(graph, given);

        /// <summary>What no derivative is taken of.</summary>
        public GraphNode Given(string name, string symbol, int row, double column) => new(symbol, Value(name), "", row, column);

        /// <summary>A value whose adjoint the graph names.</summary>
        public GraphNode Learned(string name, string symbol, int row, double column)
            => Known(name, symbol, row, column, ValueOf(node => node.AdjointOf == name));

        /// <summary>A value whose adjoint is part of others in the graph.</summary>
        public GraphNode Known(string name, string symbol, int row, double column, double adjoint)
            => new(symbol, Value(name), Numbers.Text(adjoint), row, column);

        private string Value(string name) => Numbers.Text(ValueOf(node => node.Name == name && !node.IsAdjoint));

        private double ValueOf(Func<ModelGraphNode, bool> isIt) => values[graph.Nodes.Index().Single(node => isIt(node.Item)).Index];
    }
}
