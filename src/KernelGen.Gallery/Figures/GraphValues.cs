namespace KernelGen.Gallery.Figures;

/// <summary>The numbers of a compiler's graph, adjoints included, where all of them are single numbers and the batch is one example.</summary>
internal static class GraphValues
{
    /// <summary>The value of every node.</summary>
    /// <param name="graph">Of a model.</param>
    /// <param name="given">Inputs, targets, parameters and hyperparameters by name.</param>
    /// <exception cref="NotSupportedException">A node is of an operation that this does not know.</exception>
    public static double[] Of(ModelGraph graph, IReadOnlyDictionary<string, double> given)
    {
        double[] values = new double[graph.Nodes.Length];
        foreach ((int i, ModelGraphNode node) in graph.Nodes.Index())
        {
            double[] operands = [.. node.Operands.Select(operand => values[operand])];
            values[i] = node.Operation switch
            {
                "Input" or "Target" or "Parameter" or "Hyperparameter" => given[node.Name!],
                "Constant" => node.Value,
                "BatchSizeReciprocal" => 1,
                "BatchSum" => operands[0],
                "Add" => operands[0] + operands[1],
                "Subtract" => operands[0] - operands[1],
                "Multiply" => operands[0] * operands[1],
                "Square" or "SumOfSquares" => operands[0] * operands[0],
                "Exp" => Math.Exp(operands[0]),
                "Sin" => Math.Sin(operands[0]),
                "Cos" => Math.Cos(operands[0]),
                "Logistic" => 1 / (1 + Math.Exp(-operands[0])),
                _ => throw new NotSupportedException($"{node.Operation} is no operation of a graph that is drawn with its numbers."),
            };
        }

        return values;
    }
}
