using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Gives every stored value a place, and the place of a value that is no longer read to another.</summary>
internal sealed class MemoryPlanner(Drafts planned)
{
    private readonly Graph graph = planned.Graph;
    private readonly EquatableArray<Storage> storages = planned.Storages;
    private readonly ProcedureKind kind = planned.Kind;
    private readonly List<Draft> drafts = planned.All;
    private readonly Arena vectors = new();
    private readonly Arena scalars = new();
    private readonly Arena fixedPart = new();

    public Procedure Build()
    {
        List<Kernel> kernels = [];
        int blocks = drafts.Where(d => ShortRows.Suit(planned, d)).Select(d => ShortRows.SizeOfBlocks(planned, d)).DefaultIfEmpty(0).Max();
        int columns = blocks == 0 ? -1 : fixedPart.Reserve(blocks, 0, drafts.Count);
        // One panel for all kernels: each fills it anew.
        int panels = drafts.Where(static d => d.Panel > 0).Select(d => d.Panel * storages[d.Matrix].Turned.Runs).DefaultIfEmpty(0).Max();
        int panel = panels == 0 ? -1 : fixedPart.Reserve(panels, 0, drafts.Count);
        for (int k = 0; k < drafts.Count; k++)
        {
            Draft draft = drafts[k];
            List<Store> stores = [];
            foreach (int node in draft.Nodes)
            {
                int lastRead = LastRead(node, k);
                Location[] callers = CallersPlacesOf(node).ToArray();
                stores.AddRange(callers.Select(place => new Store(node, place)));
                if (planned.Stored.Contains(node) && (callers.Length == 0 || lastRead > k))
                {
                    stores.Add(new Store(node, Reserve(node, k, lastRead)));
                }
            }

            bool isShort = ShortRows.Suit(planned, draft);
            if (draft.Kind == KernelKind.Rows && !isShort)
            {
                foreach (int node in new RowPhases(graph, draft.Nodes).Kept().Where(n => !stores.Any(s => s.Node == n && s.Location.IsWorkspace)))
                {
                    stores.Add(new Store(node, new Location(Place.Fixed, fixedPart.Reserve(Padding.Up(draft.Width), k, k), 0)));
                }
            }

            if (draft.Kind == KernelKind.Transposition)
            {
                Storage turned = storages[draft.Matrix].Turned;
                stores.Add(new Store(draft.Matrix, new Location(Place.Fixed, fixedPart.Reserve(turned.Length, k, LastTurnedRead(draft.Matrix)), turned.Stride)));
            }

            kernels.Add(new Kernel(
                isShort ? KernelKind.ShortRows : draft.Kind, draft.Anchor, draft.Width, draft.PerExample, draft.Nodes.ToEquatableArray(), stores.ToEquatableArray(),
                draft.Matrix, draft.Parameter, draft.Root)
            {
                Panel = draft.Panel,
                Columns = isShort ? ShortRows.Columns(planned, draft).ToEquatableArray() : EquatableArray<int>.Empty,
            });
        }

        return new Procedure(
            kind, kernels.ToEquatableArray(), planned.Numbers.ToEquatableArray(),
            new WorkspacePlan(vectors.Size, scalars.Size, fixedPart.Size) { Columns = columns, Panel = panel });
    }

    /// <summary>Where in the caller's memory a value is asked for; two inputs may have the same derivative.</summary>
    private IEnumerable<Location> CallersPlacesOf(int node)
    {
        if (kind == ProcedureKind.Predict && node == graph.Find(Role.Output))
        {
            yield return new Location(Place.Outputs, 0, graph[node].Shape.Size);
        }

        if (kind != ProcedureKind.InputGradient)
        {
            yield break;
        }

        int stride = graph.InputGradientCount();
        int offset = 0;
        foreach (Root root in graph.Roots.Where(static r => r.Role == Role.InputGradient))
        {
            if (root.Node == node)
            {
                yield return new Location(Place.InputGradients, offset, stride);
            }

            offset += graph[root.Node].Shape.Size;
        }
    }

    private Location Reserve(int node, int from, int to)
    {
        int size = graph[node].Shape.Size;
        if (!graph[node].PerExample)
        {
            return new Location(Place.Fixed, fixedPart.Reserve(storages[node].Length, from, to), storages[node].Stride);
        }

        return size == 1
            ? new Location(Place.Scalars, scalars.Reserve(1, from, to), 1)
            : new Location(Place.Vectors, vectors.Reserve(CostModel.Stride(Padding.Up(size)), from, to), CostModel.Stride(Padding.Up(size)));
    }

    private int LastTurnedRead(int matrix) => drafts.FindLastIndex(d => d.Turned.Contains(matrix));

    private int LastRead(int node, int home)
    {
        int last = home;
        for (int k = 0; k < drafts.Count; k++)
        {
            if (drafts[k].Reads.Contains(node) || (drafts[k].Kind == KernelKind.Decision && drafts[k].Anchor == node))
            {
                last = Math.Max(last, k);
            }
        }

        // A number that is an entry of it is read once the other operands are known.
        return planned.Numbers.Where(n => graph[n.Node].Operands.Any(o => graph.BaseOf(o) == node)).Select(static n => n.After).Append(last).Max();
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
