using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Puts the values of the batch, and the updates of parameters, into kernels.</summary>
/// <param name="drafts">The kernels so far.</param>
/// <param name="cones">What updates compute themselves.</param>
internal sealed class BatchValuePlanner(Drafts drafts, GradientCones cones)
{
    private readonly Graph graph = drafts.Graph;
    private readonly EquatableArray<Storage> storages = drafts.Storages;

    /// <summary>The entries of a vector or matrix of the batch reduced to a number.</summary>
    public void AddReduction(int i)
    {
        Node node = graph[i];
        int reduced = node.Operands[0];
        if (graph[reduced].Operation == Operation.Parameter && node.Operation is Operation.SumOfSquares or Operation.Norm1)
        {
            drafts.Open(new Draft(KernelKind.Norm, i, 1, perExample: false) { Matrix = reduced }, i);
            return;
        }

        Draft draft = new(KernelKind.Reduction, i, graph[reduced].Shape.Size, perExample: false);
        drafts.Open(draft, i);
        Inline(draft, node.Operands, storages[reduced]);
    }

    /// <summary>A vector or matrix of the batch: computed where it is used if that is one place, else put into memory.</summary>
    public void Place(int i)
    {
        Node node = graph[i];
        if (cones.Contains(i) || IsComputedByItsUser(i))
        {
            return;
        }

        if (node.Operation == Operation.BatchSum)
        {
            AddSum(i, root: i, parameter: -1, new HashSet<int> { i });
        }
        else
        {
            Draft map = new(KernelKind.Map, -1, storages[i].RunLength, perExample: false) { Root = i };
            drafts.Open(map, i);
            map.Nodes.Clear();
            Inline(map, node.Operands, storages[i]);
            map.Nodes.Add(i);
        }

        drafts.Stored.Add(i);
    }

    private bool IsComputedByItsUser(int i)
    {
        int[] users = drafts.UsersOf(i).ToArray();
        return users.Length == 1 && !graph.Roots.Any(r => drafts.Kind.Asks(r.Role) && r.Node == i) && graph[i].Operation != Operation.BatchSum
            && (graph[users[0]].IsBatchReduction() || graph[users[0]].IsEntrywise())
            && !graph[users[0]].PerExample && !cones.Contains(users[0]) && storages[i].Congruent(StorageIn(users[0]));
    }

    private Storage StorageIn(int user) => graph[user].IsBatchReduction() ? storages[graph[user].Operands[0]] : storages[user];

    /// <summary>Takes into a kernel what is computed nowhere else, and keeps for it what is; operands that lie the other way round are turned.</summary>
    private void Inline(Draft draft, IEnumerable<int> operands, Storage storage)
    {
        foreach (int operand in operands)
        {
            Node node = graph[operand];
            if (node.IsBatchVector() && drafts.HomeOf(operand) < 0 && !node.IsGiven())
            {
                Inline(draft, node.Operands, storage);
                if (!draft.Nodes.Contains(operand))
                {
                    draft.Nodes.Add(operand);
                }
            }
            else
            {
                drafts.KeepFor(drafts.All.IndexOf(draft), operand);
                if (node.Shape.Columns > 1 && !storages[operand].Congruent(storage))
                {
                    drafts.Turn(draft, operand);
                }
            }
        }

        draft.Nodes.Sort();
    }

    private void AddSum(int anchor, int root, int parameter, HashSet<int> cone)
    {
        int summed = graph[anchor].Operands[0];
        bool isOuter = graph[summed].Operation == Operation.Outer && graph[summed].PerExample;
        Draft draft = new(isOuter ? KernelKind.Outer : KernelKind.ColumnSum, anchor, storages[root].RunLength, perExample: false)
        {
            Root = root,
            Parameter = parameter,
        };
        drafts.All.Add(draft);
        int k = drafts.All.Count - 1;
        if (parameter < 0)
        {
            drafts.Settle(root, k);
        }

        draft.Nodes.AddRange(cone.OrderBy(static n => n));
        foreach (int operand in isOuter ? graph[summed].Operands.ToArray() : [summed])
        {
            drafts.KeepFor(k, operand);
        }

        foreach (int operand in cone.Where(n => n != anchor).SelectMany(n => graph[n].Operands).Where(o => !cone.Contains(o)))
        {
            drafts.KeepFor(k, operand);
        }
    }

    /// <summary>What becomes of the gradient of a parameter.</summary>
    public void AddUpdate(Root root)
    {
        HashSet<int> cone = cones.Of(root);
        int anchor = cone.FirstOrDefault(n => graph[n].Operation == Operation.BatchSum);
        if (cone.Any(n => graph[n].Operation == Operation.BatchSum))
        {
            AddSum(anchor, root.Node, root.Parameter, cone);
            return;
        }

        Draft draft = new(KernelKind.Map, -1, storages[root.Parameter].RunLength, perExample: false) { Parameter = root.Parameter, Root = root.Node };
        draft.Nodes.AddRange(cone.OrderBy(static n => n));
        drafts.All.Add(draft);
        if (cone.Count == 0 && graph[root.Node].Shape.Columns > 1 && !storages[root.Node].Congruent(storages[root.Parameter]))
        {
            drafts.Turn(draft, root.Node);
        }

        foreach (int operand in cone.Count == 0 ? [root.Node] : cone.SelectMany(n => graph[n].Operands).Where(o => !cone.Contains(o)))
        {
            drafts.KeepFor(drafts.All.Count - 1, operand);
        }
    }
}
