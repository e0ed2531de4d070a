using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// What stands between a sum over the batch, or nothing, and a gradient, entry by entry, such as the λ·w of a regulariser: it is
/// done to registers when the gradient is handed over. A gradient that more than one asks for, or that reads another parameter
/// (which its own update may have changed by then), is put into memory first; its cone is empty.
/// </summary>
internal sealed class GradientCones
{
    private readonly Graph graph;
    private readonly EquatableArray<Storage> storages;
    private readonly bool[] needed;
    private readonly Dictionary<int, HashSet<int>> cones = [];
    private readonly HashSet<int> all = [];

    private GradientCones()
    {
        graph = new Graph(default, default);
        needed = [];
    }

    public GradientCones(Graph graph, EquatableArray<Storage> storages, bool[] needed)
    {
        this.graph = graph;
        this.storages = storages;
        this.needed = needed;
        Root[] roots = graph.Roots.Where(static r => r.Role == Role.Gradient).ToArray();
        foreach (Root root in roots)
        {
            HashSet<int> cone = [];
            if (roots.Count(r => r.Node == root.Node) == 1 && !UsersOf(root.Node).Any())
            {
                Collect(root.Node, root, cone);
            }

            if (ReadsOtherParameters(root, cone))
            {
                cone.Clear();
            }

            cones[root.Parameter] = cone;
            all.UnionWith(cone);
        }
    }

    /// <summary>Of a procedure without gradients.</summary>
    public static GradientCones None { get; } = new();

    /// <summary>Whether the update of some parameter computes a node.</summary>
    public bool Contains(int node) => all.Contains(node);

    /// <summary>The nodes that the update of a parameter computes.</summary>
    public HashSet<int> Of(Root root) => cones[root.Parameter];

    /// <summary>In reverse order, so that a node is judged after all that use it.</summary>
    private void Collect(int root, Root gradient, HashSet<int> cone)
    {
        bool hasSum = false;
        for (int i = root; i >= 0; i--)
        {
            Node node = graph[i];
            bool wanted = i == root || (UsersOf(i).Any() && UsersOf(i).All(cone.Contains));
            bool isSum = node.Operation == Operation.BatchSum;
            if (!needed[i] || !wanted || !node.IsBatchVector() || node.IsGiven() || (isSum && hasSum) || !(isSum || node.IsEntrywise())
                || !storages[i].Congruent(storages[gradient.Parameter]) || graph.Roots.Any(r => r.Role != Role.Gradient && r.Node == i))
            {
                continue;
            }

            cone.Add(i);
            hasSum |= isSum;
        }
    }

    private bool ReadsOtherParameters(Root root, HashSet<int> cone)
    {
        IEnumerable<int> leaves = cone.Where(n => graph[n].Operation != Operation.BatchSum).SelectMany(n => graph[n].Operands).Where(o => !cone.Contains(o));
        return leaves.Any(o => graph[o].IsBatchVector() && graph[graph.BaseOf(o)].Operation == Operation.Parameter && o != root.Parameter)
            || leaves.Any(o => graph[o].Shape.Columns > 1 && !storages[o].Congruent(storages[root.Parameter]));
    }

    private IEnumerable<int> UsersOf(int i) => graph.UsersOf(i).Where(u => needed[u]);
}
