using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>What a graph is for: the values that the outside asks of it.</summary>
internal enum Role
{
    /// <summary>What <c>Predict</c> writes.</summary>
    Output,

    /// <summary>What <c>Classify</c> decides by: logits or scores.</summary>
    Scores,

    /// <summary>The mean loss plus the regulariser.</summary>
    Cost,

    /// <summary>The derivative of the cost with respect to a parameter.</summary>
    Gradient,

    /// <summary>The derivative of the cost with respect to an input, one row an example: 1/n of that of the example's objective.</summary>
    InputGradient,
}

/// <summary>A value asked of a graph.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Node">The node that computes it.</param>
/// <param name="Parameter">For a gradient: the node of the parameter or input.</param>
internal sealed record Root(Role Role, int Node, int Parameter = -1);

/// <summary>A model as typed nodes in topological order.</summary>
internal sealed record Graph(EquatableArray<Node> Nodes, EquatableArray<Root> Roots)
{
    private int[][]? users;

    // What was found out about a graph does not hold of a changed copy.
    private Graph(Graph other) => (Nodes, Roots) = (other.Nodes, other.Roots);

    public Node this[int index] => Nodes[index];

    public bool Equals(Graph? other) => other is not null && Nodes.Equals(other.Nodes) && Roots.Equals(other.Roots);

    public override int GetHashCode() => Nodes.GetHashCode();

    /// <summary>The nodes that have it among their operands, in order.</summary>
    public IReadOnlyList<int> UsersOf(int node) => (users ??= FindUsers())[node];

    public int Find(Role role) => Roots.FirstOrDefault(r => r.Role == role)?.Node ?? -1;

    /// <summary>The parameters in the order they were declared.</summary>
    public IEnumerable<int> Parameters => Enumerable.Range(0, Nodes.Count).Where(i => Nodes[i].Operation == Operation.Parameter);

    public int Find(Operation operation)
    {
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Operation == operation)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether each node is needed for any of the given nodes.</summary>
    public bool[] NeededFor(IEnumerable<int> nodes)
    {
        bool[] needed = new bool[Nodes.Count];
        foreach (int node in nodes)
        {
            needed[node] = true;
        }

        for (int i = Nodes.Count - 1; i >= 0; i--)
        {
            if (needed[i])
            {
                foreach (int operand in Nodes[i].Operands)
                {
                    needed[operand] = true;
                }
            }
        }

        return needed;
    }

    /// <summary>Whether each node depends on any node that the predicate accepts.</summary>
    public bool[] DependsOn(Func<Node, bool> predicate)
    {
        bool[] depends = new bool[Nodes.Count];
        for (int i = 0; i < Nodes.Count; i++)
        {
            depends[i] = predicate(Nodes[i]) || Nodes[i].Operands.Any(o => depends[o]);
        }

        return depends;
    }

    private int[][] FindUsers()
    {
        List<int>[] found = Nodes.Select(static _ => new List<int>()).ToArray();
        for (int i = 0; i < Nodes.Count; i++)
        {
            foreach (int operand in Nodes[i].Operands.Distinct())
            {
                found[operand].Add(i);
            }
        }

        return found.Select(static list => list.ToArray()).ToArray();
    }
}
