using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// The ways to arrange a matrix, and the loop nests that each leads to: its products, the transposition that they need, its gradient.
/// They are what <see cref="TilingPlanner"/> makes of the kernels once these are planned, told from the graph alone.
/// </summary>
/// <param name="graph">What is computed.</param>
/// <param name="matrix">The node of the matrix.</param>
internal sealed class MatrixLoops(Graph graph, int matrix)
{
    /// <summary>What a register of results takes beside the operations on it: it is stored.</summary>
    private const int Store = CostModel.HandOver + 1;

    private readonly Shape shape = graph[matrix].Shape;
    private readonly int[] products = [.. graph.UsersOf(matrix).Where(u => graph[u].IsProduct() && graph[u].Operands[0] == matrix)];

    /// <summary>Whether vectors are multiplied with it.</summary>
    public bool IsMultiplied => products.Length > 0;

    /// <summary>The ways to arrange it; where two cost the same the first is preferred.</summary>
    public IEnumerable<Arrangement> Arrangements()
    {
        // A register of one number is no register.
        if (shape.Rows > 1)
        {
            yield return new Arrangement(WeightLayout.InputMajor, Turns: false);
            if (shape.Columns > 1 && products.Any(p => graph[p].Operation == Operation.TransposedMatrixVector))
            {
                yield return new Arrangement(WeightLayout.InputMajor, Turns: true);
            }
        }

        if (shape.Rows == 1 || shape.Columns > 1)
        {
            yield return new Arrangement(WeightLayout.OutputMajor, Turns: false);
        }
    }

    /// <summary>The loop nests of all kernels that read the matrix so arranged, or change it.</summary>
    public MatrixNests Nests(Arrangement arrangement)
    {
        Storage storage = new(shape, arrangement.Layout);
        bool[] predicted = graph.NeededFor(graph.Roots.Where(static r => r.Role is Role.Output or Role.Scores).Select(static r => r.Node));
        List<LoopNest> forward = [];
        List<LoopNest> backward = [];
        bool isTurned = false;
        foreach (int product in products)
        {
            List<LoopNest> nests = predicted[product] ? forward : backward;
            bool transposed = graph[product].Operation == Operation.TransposedMatrixVector;
            bool outputsInLanes = (storage.Layout != WeightLayout.OutputMajor) != transposed;
            bool turns = !outputsInLanes && transposed && arrangement.Turns;
            int panel = turns ? CostModel.Panel(storage.Turned) : 0;
            if (turns && panel == 0 && !isTurned)
            {
                isTurned = true;
                nests.Add(new TranspositionNest(storage.Runs, storage.RunLength));
            }

            nests.AddRange(ProductNests(product, outputsInLanes || turns, panel));
        }

        backward.AddRange(Gradients().Select(g => GradientNest(g, storage)));
        return new MatrixNests(forward.ToEquatableArray(), backward.ToEquatableArray());
    }

    private IEnumerable<LoopNest> ProductNests(int product, bool outputsInLanes, int panel)
    {
        Node node = graph[product];
        int outputs = node.Shape.Size;
        int summed = shape.Size / outputs;
        List<int> followers = Followers(product);
        if (outputsInLanes)
        {
            yield return new ProductNest(summed, outputs, Instructions(followers) + Store) { Panel = panel };
            yield break;
        }

        int rows = node.Operands[1];
        yield return new DotProductNest(summed, outputs, IsPadded(rows) && !graph[rows].Shape.IsScalar, IsOfCaller(rows));

        // A bias is added to the sums; all else is done later, to rows in memory or to a number of each example.
        Node[] later = [.. followers.Skip(followers.Count > 0 && graph[followers[0]].Operation == Operation.Add ? 1 : 0).Select(f => graph[f])];
        if (later.Length > 0)
        {
            double registers = outputs == 1 ? 1.0 / Padding.Elements : Padding.Up(outputs) / Padding.Elements;
            yield return new PassNest(registers, 0, later.Sum(static n => CostModel.Instructions(n.Operation)) + Store);
        }
    }

    private OuterNest GradientNest(int sum, Storage storage)
    {
        Node outer = graph[graph[sum].Operands[0]];
        int inLanes = outer.Operands[storage.Layout == WeightLayout.OutputMajor ? 1 : 0];
        bool isParameter = graph[matrix].Operation == Operation.Parameter;
        return new OuterNest(
            storage.Runs, storage.RunLength, IsPadded(inLanes), isParameter ? CostModel.Update : Store, HasFinish: isParameter && !IsGradient(sum), CostModel.FetchesAhead(storage.Length));
    }

    /// <summary>What is done entry by entry to the result of a product, in order, by what can be done to it in registers.</summary>
    private List<int> Followers(int product)
    {
        List<int> found = [];
        for (int i = product + 1; i < graph.Nodes.Count; i++)
        {
            Node node = graph[i];
            if (node.PerExample && node.Shape == graph[product].Shape && node.IsEntrywise() && !node.IsTransient()
                && node.Operands.Any(o => o == product || found.Contains(o)) && node.Operands.All(o => found.Contains(o) || IsAtHand(o, product)))
            {
                found.Add(i);
            }
        }

        return found;
    }

    /// <summary>Whether an operand is the result of a product, or lies ready when that is in registers.</summary>
    private bool IsAtHand(int operand, int product)
    {
        Node node = graph[operand];
        return !node.PerExample || (node.Shape == graph[product].Shape && !node.IsTransient() && (operand <= product || node.IsGiven()));
    }

    /// <summary>The sums over the batch that its gradient, or those of what it is made of, are taken from.</summary>
    private IEnumerable<int> Gradients()
    {
        Root? root = graph.Roots.FirstOrDefault(r => r.Role == Role.Gradient && r.Parameter == matrix);
        return root is null ? [] : SumsWithin(root.Node);
    }

    private IEnumerable<int> SumsWithin(int node)
    {
        Node here = graph[node];
        if (here.Operation == Operation.BatchSum)
        {
            return graph[here.Operands[0]].Operation == Operation.Outer ? [node] : [];
        }

        return here.PerExample || here.IsGiven() || here.Shape != shape ? [] : here.Operands.SelectMany(SumsWithin);
    }

    private bool IsGradient(int sum) => graph.Roots.Any(r => r.Role == Role.Gradient && r.Node == sum);

    private int Instructions(List<int> nodes) => nodes.Sum(n => CostModel.Instructions(graph[n].Operation));

    private bool IsPadded(int rows) => (!IsOfCaller(rows) && graph.BaseOf(rows) == rows) || graph[rows].Shape.Size % Padding.Elements == 0;

    private bool IsOfCaller(int rows) => graph[graph.BaseOf(rows)].Operation is Operation.Input or Operation.Target or Operation.Weight;
}

/// <summary>What there is to do with a matrix.</summary>
/// <param name="Forward">For a prediction.</param>
/// <param name="Backward">What a step does beside it.</param>
internal sealed record MatrixNests(EquatableArray<LoopNest> Forward, EquatableArray<LoopNest> Backward)
{
    public IEnumerable<LoopNest> All => Forward.Concat(Backward);
}
