using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Analysis;

/// <summary>Computes a graph, before it is differentiated, for one example in double precision.</summary>
/// <param name="graph">Losses and reductions are replaced by their definitions.</param>
internal sealed class GraphEvaluation(Graph graph)
{
    private readonly int cost = graph.Find(Role.Cost);
    private readonly bool[] needed = graph.NeededFor([graph.Find(Role.Cost)]);
    private readonly double[][] values = new double[graph.Nodes.Count][];

    /// <summary>About how many operations it takes.</summary>
    public long Operations => Enumerable.Range(0, values.Length).Where(i => needed[i]).Sum(i => graph[i].Operation switch
    {
        _ when graph[i].Operands.Count == 0 => 0,
        Operation.MatrixVector or Operation.TransposedMatrixVector => graph[graph[i].Operands[0]].Shape.Size,
        _ => (long)graph[i].Shape.Size,
    });

    /// <param name="leaves">The entries of what is given, by node, row by row.</param>
    public double Cost(IReadOnlyDictionary<int, double[]> leaves)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (needed[i])
            {
                values[i] = leaves.TryGetValue(i, out double[] given) ? given : Value(graph[i]);
            }
        }

        return values[cost][0];
    }

    private double[] Value(Node node)
    {
        switch (node.Operation)
        {
            case Operation.Constant or Operation.Hyperparameter:
                return [node.Value];
            case Operation.BatchSizeReciprocal:
            case Operation.DropoutKey:
                return [1];
        }

        int size = node.Shape.Size;
        double[] a = values[node.Operands[0]];
        double[] b = node.Operands.Count > 1 ? values[node.Operands[1]] : a;
        double[] c = node.Operands.Count > 2 ? values[node.Operands[2]] : b;
        double[] Each(Func<int, double> entry)
        {
            double[] result = new double[size];
            for (int i = 0; i < size; i++)
            {
                result[i] = entry(i);
            }

            return result;
        }

        int columns = graph[node.Operands[0]].Shape.Columns;
        switch (node.Operation)
        {
            case Operation.BatchSum or Operation.Transpose when columns == 1 || node.Operation == Operation.BatchSum:
                return a;
            case Operation.Transpose:
                return Each(i => a[(i % node.Shape.Columns * columns) + (i / node.Shape.Columns)]);
            case Operation.Broadcast:
                return Each(i => At(a, i));
            case Operation.Mask:
                return Each(static _ => 1);
            case Operation.OneHot:
                return Each(i => i == (int)a[0] ? 1 : 0);
            case Operation.Slice:
                return Each(i => a[node.Start + i]);
            case Operation.Embed:
                return Each(i => i >= node.Start && i < node.Start + a.Length ? a[i - node.Start] : 0);
            case Operation.Concat:
                return node.Operands.SelectMany(o => values[o]).ToArray();
            case Operation.Element:
                return [a[(int)b[0]]];
            case Operation.MatrixVector:
                return Each(row => Product(a, row * columns, 1, b));
            case Operation.TransposedMatrixVector:
                return Each(column => Product(a, column, columns, b));
            case Operation.Outer:
                return Each(i => a[i / node.Shape.Columns] * b[i % node.Shape.Columns]);
            case Operation.Sum:
                return [a.Sum()];
            case Operation.SumOfSquares:
                return [a.Sum(static x => x * x)];
            case Operation.Norm1:
                return [a.Sum(Math.Abs)];
            case Operation.Largest:
                return [a.Max()];
            case Operation.LogSumExp:
                return [LogSumExp(a)];
            case Operation.LogSoftmax or Operation.Softmax:
                double total = LogSumExp(a);
                return Each(i => node.Operation == Operation.Softmax ? Math.Exp(a[i] - total) : a[i] - total);
            case Operation.SoftmaxCrossEntropy:
                bool isLabel = graph[node.Operands[1]].Operation == Operation.Label;
                return [isLabel ? LogSumExp(a) - a[(int)b[0]] : (b.Sum() * LogSumExp(a)) - Product(a, 0, 1, b)];
            case Operation.Select:
                return Each(i => At(a, i) > 0 ? At(b, i) : At(c, i));
            default:
                return Each(i => Entry(node.Operation, At(a, i), At(b, i)));
        }
    }

    private static double Entry(Operation operation, double a, double b) => operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.Divide => a / b,
        Operation.Minimum => a < b ? a : b,
        Operation.Maximum => a > b ? a : b,
        Operation.WherePositive => a > 0 ? b : 0,
        Operation.LogisticCrossEntropy => (b * Softplus(-a)) + ((1 - b) * Softplus(a)),
        Operation.Negate => -a,
        Operation.Relu => Math.Max(a, 0),
        Operation.Softplus => Softplus(a),
        Operation.Logistic => 1 / (1 + Math.Exp(-a)),
        Operation.Tanh => Math.Tanh(a),
        Operation.HardThreshold => a > 0 ? 1 : 0,
        Operation.Exp => Math.Exp(a),
        Operation.Log => Math.Log(a),
        Operation.Sqrt => Math.Sqrt(a),
        Operation.Sin => Math.Sin(a),
        Operation.Cos => Math.Cos(a),
        Operation.Abs => Math.Abs(a),
        Operation.Sign => a > 0 ? 1 : a < 0 ? -1 : 0,
        Operation.Square => a * a,
        _ => throw new InvalidOperationException($"{operation} is not evaluated: it is defined by others."),
    };

    private static double At(double[] entries, int i) => entries.Length == 1 ? entries[0] : entries[i];

    private static double Product(double[] matrix, int start, int stride, double[] vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += matrix[start + (i * stride)] * vector[i];
        }

        return sum;
    }

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double LogSumExp(double[] z)
    {
        double largest = z.Max();
        return largest + Math.Log(z.Sum(x => Math.Exp(x - largest)));
    }
}
