using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs.Analyses;

/// <summary>The equations of a model, with what rules about learning ask of them.</summary>
internal sealed class AnalyzedGraph
{
    private readonly List<int>[] users;
    private readonly IReadOnlyDictionary<int, StepSpec>? steps;

    /// <param name="graph">As lowered: losses are still losses. Its cost may be that of a batch or of one example.</param>
    /// <param name="steps">The step of each node that is written in C#; null for layers.</param>
    public AnalyzedGraph(Graph graph, IReadOnlyDictionary<int, StepSpec>? steps)
    {
        Graph = graph;
        this.steps = steps;
        Cost = graph.Find(Role.Cost);
        Output = graph.Find(Role.Output);
        IsNeeded = graph.NeededFor(graph.Roots.Select(static r => r.Node));
        ReachesCost = graph.NeededFor(Cost < 0 ? [] : [Cost]);
        IsTrained = graph.DependsOn(static n => n.Operation == Operation.Parameter && n.WantsGradient);
        Intervals = Analyses.Intervals.Of(graph);
        Distributions = new Distributions(graph, Intervals);
        users = Enumerable.Range(0, graph.Nodes.Count).Select(static _ => new List<int>()).ToArray();
        foreach (int node in Nodes)
        {
            foreach (int operand in graph[node].Operands.Distinct())
            {
                users[operand].Add(node);
            }
        }
    }

    public Graph Graph { get; }

    /// <summary>The objective; −1 without one.</summary>
    public int Cost { get; }

    /// <summary>What <c>Predict</c> writes.</summary>
    public int Output { get; }

    /// <summary>Whether the model is declared by layers.</summary>
    public bool IsOfLayers => steps is null;

    /// <summary>Whether each node is needed for the objective or the output.</summary>
    public bool[] IsNeeded { get; }

    /// <summary>Whether each node is needed for the objective.</summary>
    public bool[] ReachesCost { get; }

    /// <summary>Whether each node depends on a parameter that is learned.</summary>
    public bool[] IsTrained { get; }

    /// <summary>The numbers that each node can take.</summary>
    public IReadOnlyList<Interval> Intervals { get; }

    public Distributions Distributions { get; }

    public Node this[int node] => Graph[node];

    /// <summary>What is needed, in order.</summary>
    public IEnumerable<int> Nodes => Enumerable.Range(0, Graph.Nodes.Count).Where(i => IsNeeded[i]);

    /// <summary>The needed nodes that a node is an operand of.</summary>
    public IReadOnlyList<int> UsersOf(int node) => users[node];

    /// <summary>Whether a value is a vector or matrix in C#, even one of a single entry.</summary>
    public bool IsArray(int node) =>
        StepOf(node) is { } step ? step.Kind != ValueKind.Scalar : !Graph[node].Shape.IsScalar;

    /// <summary>What the user calls a value, in quotes, or how else to speak of it.</summary>
    public string NameOf(int node, string otherwise) => StepOf(node)?.Name is { } name ? $"'{name}'" : otherwise;

    /// <summary>The value that a slice or a copy for every example is taken from.</summary>
    public int SourceOf(int node)
    {
        while (Graph[node].Operation is Operation.Slice or Operation.Broadcast)
        {
            node = Graph[node].Operands[0];
        }

        return node;
    }

    private StepSpec? StepOf(int node) => steps is not null && steps.TryGetValue(node, out StepSpec? step) ? step : null;
}
