using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>What a graph is given: a batch of examples, the parameters and the hyperparameters, by name.</summary>
internal sealed record LeafValues(int Examples, IReadOnlyDictionary<string, double[][]> Values)
{
    /// <summary>Inputs and parameters around zero, targets in [0, 1], labels among the classes.</summary>
    public static LeafValues Random(Graph graph, Random random, int examples = 3)
    {
        int classes = TargetFacts.Of(graph).Classes;
        Dictionary<string, double[][]> values = [];
        foreach (Node leaf in graph.Nodes.Where(static n => n.Operation.IsSurface()))
        {
            values[leaf.Name!] = [.. Enumerable.Range(0, leaf.PerExample ? examples : 1).Select(_ => Row(leaf))];
        }

        return new LeafValues(examples, values);

        double[] Row(Node leaf) => leaf.Operation switch
        {
            Operation.Hyperparameter => [leaf.Value],
            Operation.Label => [random.Next(Math.Max(classes, 1))],
            Operation.Target => [.. Enumerable.Range(0, leaf.Shape.Size).Select(_ => random.NextDouble())],
            _ => [.. Enumerable.Range(0, leaf.Shape.Size).Select(_ => (2 * random.NextDouble()) - 1)],
        };
    }

    /// <summary>The same with one leaf moved along a direction.</summary>
    public LeafValues Moved(string leaf, double[][] direction, double step)
    {
        Dictionary<string, double[][]> values = new(Values)
        {
            [leaf] = [.. Values[leaf].Zip(direction, (row, d) => row.Zip(d, (x, by) => x + (step * by)).ToArray())],
        };
        return this with { Values = values };
    }
}
