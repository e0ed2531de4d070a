using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>
/// A row is passed over once for every reduction that something else in the row depends on: the phase of a vector is the pass
/// that computes it, the phase of a scalar the pass before which it is known.
/// </summary>
internal sealed class RowPhases
{
    private readonly Graph graph;
    private readonly Dictionary<int, int> phases = [];

    public RowPhases(Graph graph, IReadOnlyList<int> nodes)
    {
        this.graph = graph;
        foreach (int i in nodes)
        {
            int phase = 0;
            foreach (int operand in graph[i].Operands)
            {
                phase = Math.Max(phase, phases.TryGetValue(operand, out int known) ? known : 0);
            }

            // A reduction is known when the pass that feeds it has ended.
            phases[i] = graph[i].IsRowReduction() ? phase + 1 : phase;
        }

        Last = nodes.Where(WorksOnEntries).Select(PassOf).DefaultIfEmpty(0).Max();
    }

    /// <summary>The last pass over the row.</summary>
    public int Last { get; }

    public int Of(int node) => phases[node];

    public bool Contains(int node) => phases.ContainsKey(node);

    /// <summary>The pass in which a reduction takes its values.</summary>
    public int PassOf(int node) => graph[node].IsRowReduction() ? phases[node] - 1 : phases[node];

    /// <summary>Vectors that a later pass needs and that are dear to compute again.</summary>
    public IEnumerable<int> Kept() => phases.Keys
        .Where(i => !graph[i].IsExampleScalar() && !graph[i].IsCheap())
        .Where(i => phases.Keys.Any(user => WorksOnEntries(user) && graph[user].Operands.Contains(i) && NeededIn(user) > phases[i]));

    /// <summary>Whether a node looks at every entry of the row, as opposed to numbers of the whole row.</summary>
    private bool WorksOnEntries(int node) => graph[node].IsRowReduction() || !graph[node].IsExampleScalar();

    /// <summary>The last pass that computes a value, as its own result or again for a later one.</summary>
    private int NeededIn(int user)
    {
        int pass = PassOf(user);
        if (!graph[user].IsCheap())
        {
            return pass;
        }

        foreach (int next in phases.Keys.Where(k => WorksOnEntries(k) && graph[k].Operands.Contains(user)))
        {
            pass = Math.Max(pass, NeededIn(next));
        }

        return pass;
    }
}
