using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>Evaluates a graph for a batch in double precision, operation by operation as it is defined.</summary>
internal sealed class Interpreter
{
    private readonly Graph graph;
    private readonly LeafValues leaves;
    private readonly bool dropsOut;

    /// <summary>For each node its rows: one an example, or one for the batch.</summary>
    private readonly double[][][] values;

    public Interpreter(Graph graph, LeafValues leaves, bool dropsOut = true)
    {
        this.dropsOut = dropsOut;
        this.graph = graph;
        this.leaves = leaves;
        values = new double[graph.Nodes.Count][][];
        for (int i = 0; i < values.Length; i++)
        {
            Node node = graph[i];
            values[i] = [.. Enumerable.Range(0, node.PerExample ? leaves.Examples : 1).Select(example => Row(node, example))];
            Assert.All(values[i], row => Assert.Equal(node.Shape.Size, row.Length));
        }
    }

    /// <summary>The entries of a node, row by row, for one example or for the batch.</summary>
    public double[] this[int node, int example] => values[node][graph[node].PerExample ? example : 0];

    /// <summary>All entries that a root computes.</summary>
    public double[] Root(Root root) => [.. values[root.Node].SelectMany(static row => row)];

    public double Cost => values[graph.Find(Role.Cost)][0][0];

    /// <summary>The distance of the nearest jump or corner: where an argument of a function passes a point without derivative.</summary>
    public double NearestKink => Enumerable.Range(0, values.Length).SelectMany(Arguments).Select(Math.Abs).DefaultIfEmpty(1).Min();

    private IEnumerable<double> Arguments(int node)
    {
        Node n = graph[node];
        int[] o = [.. n.Operands];
        return n.Operation switch
        {
            Operation.Relu or Operation.HardThreshold or Operation.Abs or Operation.Sign or Operation.WherePositive or Operation.Select
                or Operation.Norm1 => values[o[0]].SelectMany(static row => row),
            Operation.Maximum or Operation.Minimum or Operation.AbsoluteError => Enumerable.Range(0, values[node].Length)
                .SelectMany(example => Entries(n, example, static (a, b) => a - b, graph[o[0]].Shape.Size)),
            Operation.Hinge => Enumerable.Range(0, values[node].Length)
                .SelectMany(example => Entries(n, example, static (a, b) => 1 - (a * b), graph[o[0]].Shape.Size)),
            Operation.MulticlassHinge => Enumerable.Range(0, values[node].Length)
                .SelectMany(example => this[o[0], example].Select(s => s - this[o[0], example][(int)this[o[1], example][0]] + 1)),
            _ => [],
        };
    }

    private double[] Row(Node node, int example)
    {
        int size = node.Shape.Size;
        double[] A() => this[node.Operands[0], example];
        double[] B() => this[node.Operands[1], example];
        int Label() => (int)B()[0];
        double[] Map(Func<double, double> f) => [.. A().Select(f)];
        double[] Combine(Func<double, double, double> f) => Entries(node, example, f, size);
        switch (node.Operation)
        {
            case Operation.Input or Operation.Target or Operation.Label or Operation.Parameter or Operation.Hyperparameter:
                return leaves.Values[node.Name!][node.PerExample ? example : 0];
            case Operation.Constant: return [node.Value];
            case Operation.BatchSizeReciprocal: return [1.0 / leaves.Examples];

            case Operation.Add: return Combine(static (a, b) => a + b);
            case Operation.Subtract: return Combine(static (a, b) => a - b);
            case Operation.Multiply: return Combine(static (a, b) => a * b);
            case Operation.Divide: return Combine(static (a, b) => a / b);
            case Operation.Minimum: return Combine(static (a, b) => a < b ? a : b);
            case Operation.Maximum: return Combine(static (a, b) => a > b ? a : b);
            case Operation.WherePositive: return Combine(static (a, b) => a > 0 ? b : 0);
            case Operation.LogisticCrossEntropy: return Combine(static (z, t) => (t * Softplus(-z)) + ((1 - t) * Softplus(z)));
            case Operation.TimesLog: return Combine(TimesLog);
            case Operation.Select:
                double[] c = this[node.Operands[2], example];
                return [.. Enumerable.Range(0, size).Select(i => At(A(), i) > 0 ? At(B(), i) : At(c, i))];

            case Operation.Negate: return Map(static x => -x);
            case Operation.Relu: return Map(static x => x > 0 ? x : 0);
            case Operation.Softplus: return Map(Softplus);
            case Operation.Logistic: return Map(static x => 1 / (1 + Math.Exp(-x)));
            case Operation.Tanh: return Map(Math.Tanh);
            case Operation.HardThreshold: return Map(static x => x > 0 ? 1 : 0);
            case Operation.Exp: return Map(Math.Exp);
            case Operation.Log: return Map(Math.Log);
            case Operation.Sqrt: return Map(Math.Sqrt);
            case Operation.Sin: return Map(Math.Sin);
            case Operation.Cos: return Map(Math.Cos);
            case Operation.Abs: return Map(Math.Abs);
            case Operation.Sign: return Map(static x => Math.Sign(x));
            case Operation.Square: return Map(static x => x * x);

            // Any pattern will do that depends on which dropout it is, the example and the entry.
            case Operation.Mask when !dropsOut: return [.. Enumerable.Repeat(1.0, size)];
            case Operation.DropoutKey: return [example];
            case Operation.Mask:
                return [.. Enumerable.Range(0, size).Select(i => (i + (int)A()[0] + (node.Start >> 24)) % 3 == 0 ? 0 : 1 / (1 - node.Value))];
            case Operation.OneHot: return [.. Enumerable.Range(0, size).Select(i => i == (int)A()[0] ? 1.0 : 0)];
            case Operation.Broadcast: return [.. Enumerable.Range(0, size).Select(i => At(A(), i))];
            case Operation.Slice: return [.. A().Skip(node.Start).Take(size)];
            case Operation.Embed:
                return [.. Enumerable.Range(0, size).Select(i => i >= node.Start && i < node.Start + A().Length ? A()[i - node.Start] : 0)];
            case Operation.Concat: return [.. node.Operands.SelectMany(o => this[o, example])];

            case Operation.MatrixVector:
                return [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, B().Length).Sum(j => A()[(i * B().Length) + j] * B()[j]))];
            case Operation.TransposedMatrixVector:
                return [.. Enumerable.Range(0, size).Select(j => Enumerable.Range(0, B().Length).Sum(i => A()[(i * size) + j] * B()[i]))];
            case Operation.Outer: return [.. A().SelectMany(_ => B(), static (a, b) => a * b)];
            case Operation.Transpose:
                return [.. Enumerable.Range(0, size).Select(k => A()[(k % node.Shape.Columns * node.Shape.Rows) + (k / node.Shape.Columns)])];
            case Operation.Dot: return [A().Zip(B(), static (a, b) => a * b).Sum()];

            case Operation.Sum: return [A().Sum()];
            case Operation.Mean: return [A().Sum() / A().Length];
            case Operation.Largest: return [A().Max()];
            case Operation.Element: return [A()[Label()]];
            case Operation.SumOfSquares: return [A().Sum(static x => x * x)];
            case Operation.Norm1: return [A().Sum(Math.Abs)];
            case Operation.BatchSum:
                return [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, leaves.Examples).Sum(e => this[node.Operands[0], e][i]))];

            case Operation.Softmax: return Map(z => Math.Exp(z - LogSumExp(A())));
            case Operation.LogSoftmax: return Map(z => z - LogSumExp(A()));
            case Operation.LogSumExp: return [LogSumExp(A())];
            case Operation.SquaredError: return [A().Zip(B(), static (y, t) => (y - t) * (y - t)).Sum() / 2];
            case Operation.AbsoluteError: return [A().Zip(B(), static (y, t) => Math.Abs(y - t)).Sum()];
            case Operation.CrossEntropy when graph[node.Operands[1]].Operation == Operation.Label: return [-Math.Log(A()[Label()])];
            case Operation.CrossEntropy when A().Length == 1: return [-TimesLog(B()[0], A()[0]) - TimesLog(1 - B()[0], 1 - A()[0])];
            case Operation.CrossEntropy: return [-B().Zip(A(), TimesLog).Sum()];
            case Operation.SoftmaxCrossEntropy when graph[node.Operands[1]].Operation == Operation.Label: return [LogSumExp(A()) - A()[Label()]];
            case Operation.SoftmaxCrossEntropy: return [B().Zip(A(), (t, z) => t * (LogSumExp(A()) - z)).Sum()];
            case Operation.Hinge: return [Math.Max(0, 1 - (B()[0] * A()[0]))];
            case Operation.MulticlassHinge: return [A().Where((_, j) => j != Label()).Sum(s => Math.Max(0, s - A()[Label()] + 1))];
            case Operation.KullbackLeibler: return [B().Zip(A(), static (t, p) => TimesLog(t, t) - TimesLog(t, p)).Sum()];
            default: throw new InvalidOperationException($"{node.Operation} has no meaning here.");
        }
    }

    private double[] Entries(Node node, int example, Func<double, double, double> f, int size)
    {
        (double[] a, double[] b) = (this[node.Operands[0], example], this[node.Operands[1], example]);
        int entries = Math.Max(size, Math.Max(a.Length, b.Length));
        return [.. Enumerable.Range(0, entries).Select(i => f(At(a, i), At(b, i)))];
    }

    private static double At(double[] value, int entry) => value.Length == 1 ? value[0] : value[entry];

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double LogSumExp(double[] z) => z.Max() + Math.Log(z.Sum(x => Math.Exp(x - z.Max())));

    private static double TimesLog(double a, double b) => a == 0 ? 0 : a * Math.Log(b);
}
