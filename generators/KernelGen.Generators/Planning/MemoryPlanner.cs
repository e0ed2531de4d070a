using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Gives every stored value a place, and the place of a value that is no longer read to another.</summary>
internal sealed class MemoryPlanner(Graph graph, ProcedureKind kind, List<Draft> drafts, HashSet<int> stored, int[] home)
{
    private readonly Arena vectors = new();
    private readonly Arena scalars = new();
    private readonly Arena fixedPart = new();

    public Procedure Build()
    {
        int output = kind == ProcedureKind.Predict ? graph.Find(Role.Output) : -1;
        List<Kernel> kernels = [];
        for (int k = 0; k < drafts.Count; k++)
        {
            Draft draft = drafts[k];
            List<Store> stores = [];
            foreach (int node in draft.Nodes.Where(n => graph[n].PerExample))
            {
                int lastRead = LastRead(node);
                if (node == output)
                {
                    stores.Add(new Store(node, new Location(Place.Outputs, 0, graph[node].Shape.Size)));
                }

                if (stored.Contains(node) && (node != output || lastRead > k))
                {
                    stores.Add(new Store(node, Reserve(node, k, lastRead)));
                }
            }

            if (draft.Kind == KernelKind.Rows)
            {
                foreach (int node in new RowPhases(graph, draft.Nodes).Kept().Where(n => !stores.Any(s => s.Node == n && s.Location.Place != Place.Outputs)))
                {
                    stores.Add(new Store(node, new Location(Place.Fixed, fixedPart.Reserve(Padding.Up(draft.Width), k, k), 0)));
                }
            }

            if (draft.Kind == KernelKind.Transposition)
            {
                int stride = Padding.Up(draft.Width);
                int size = graph[draft.Anchor].Shape.Rows * stride;
                stores.Add(new Store(draft.Anchor, new Location(Place.Fixed, fixedPart.Reserve(size, k, k + 1), stride)));
            }

            kernels.Add(new Kernel(
                draft.Kind, draft.Anchor, draft.Width, draft.Nodes.ToEquatableArray(), stores.ToEquatableArray(), draft.Parameter, draft.Root));
        }

        if (output >= 0 && home[output] < 0)
        {
            throw new InvalidOperationException("The output is computed by no kernel.");
        }

        return new Procedure(kind, kernels.ToEquatableArray(), new WorkspacePlan(vectors.Size, scalars.Size, fixedPart.Size));
    }

    private Location Reserve(int node, int from, int to)
    {
        int size = graph[node].Shape.Size;
        return size == 1
            ? new Location(Place.Scalars, scalars.Reserve(1, from, to), 1)
            : new Location(Place.Vectors, vectors.Reserve(Padding.Up(size), from, to), Padding.Up(size));
    }

    private int LastRead(int node)
    {
        int last = home[node];
        for (int k = 0; k < drafts.Count; k++)
        {
            if (drafts[k].Reads.Contains(node) || (drafts[k].Kind == KernelKind.Decision && drafts[k].Anchor == node))
            {
                last = Math.Max(last, k);
            }
        }

        return last;
    }

    /// <summary>A row of memory in which spans are reserved while they are in use: first fit.</summary>
    private sealed class Arena
    {
        private readonly List<(int Start, int End, int To)> live = [];

        public int Size { get; private set; }

        public int Reserve(int size, int from, int to)
        {
            live.RemoveAll(l => l.To < from);
            live.Sort(static (a, b) => a.Start.CompareTo(b.Start));
            int start = 0;
            foreach ((int taken, int end, _) in live)
            {
                if (start + size <= taken)
                {
                    break;
                }

                start = Math.Max(start, end);
            }

            live.Add((start, start + size, to));
            Size = Math.Max(Size, start + size);
            return start;
        }
    }
}
