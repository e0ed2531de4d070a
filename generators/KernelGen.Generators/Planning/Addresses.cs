using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Where the kernels of a procedure read values.</summary>
internal sealed class Addresses
{
    private readonly Graph graph;
    private readonly EquatableArray<Storage> storages;
    private readonly Dictionary<int, Location> locations = [];
    private readonly Dictionary<int, Location> turned = [];

    public Addresses(Graph graph, EquatableArray<Storage> storages, Procedure procedure)
    {
        this.graph = graph;
        this.storages = storages;
        foreach (Kernel kernel in procedure.Kernels)
        {
            foreach (Store store in kernel.Stores.Where(static s => s.Location.IsWorkspace))
            {
                (kernel.Kind == KernelKind.Transposition ? turned : locations)[store.Node] = store.Location;
            }
        }
    }

    /// <summary>The stored values in the order of their nodes.</summary>
    public IEnumerable<int> Stored => locations.Keys.OrderBy(static k => k);

    /// <summary>The matrices that are copied with rows and columns exchanged.</summary>
    public IEnumerable<int> Turned => turned.Keys.OrderBy(static k => k);

    public Location LocationOf(int node) => locations[node];

    public Location TurnedLocationOf(int matrix) => turned[matrix];

    /// <summary>Where a kernel reads a value; what it copies from the caller's rows it reads there.</summary>
    public Address Of(int node, Kernel kernel) => Of(node, fromCaller: kernel.Nodes.Contains(node));

    /// <summary>Where a value, or the value that it is a view of, is read.</summary>
    /// <param name="node">The value.</param>
    /// <param name="fromCaller">Whether an entry of the caller's rows is read there, although it has been copied.</param>
    public Address Of(int node, bool fromCaller = true)
    {
        int start = 0;
        int at = node;
        while ((graph[at].IsView() || graph[at].Operation == Operation.Slice) && (fromCaller || !locations.ContainsKey(at)))
        {
            start += graph[at].Start;
            at = graph[at].Operands[0];
        }

        Node source = graph[at];
        if (source.Operation == Operation.Input && !fromCaller && locations.TryGetValue(at, out Location? copy))
        {
            return new Address(at, 0, copy.Stride, IsPadded: true, IsOfCaller: false);
        }

        int stride = source.Operation switch
        {
            Operation.Input => graph.InputCount(),
            Operation.Target => source.Shape.Size,
            Operation.Weight => 1,
            _ when !source.PerExample => storages[at].Layout == WeightLayout.Flat ? 0 : storages[at].Stride,
            _ => locations[at].Stride,
        };
        bool ofCaller = source.Operation is Operation.Input or Operation.Target or Operation.Weight;
        int width = source.PerExample || storages[node].Layout == WeightLayout.Flat ? graph[node].Shape.Size : storages[node].RunLength;
        bool isWhole = (at == node || graph[node].Operation == Operation.Transpose) && !ofCaller;
        return new Address(at, start, stride, isWhole || width % Padding.Elements == 0, ofCaller);
    }
}

/// <summary>Where a value is read.</summary>
/// <param name="Node">The value in memory: itself, or what it is a view of.</param>
/// <param name="Start">The first entry.</param>
/// <param name="Stride">Elements from one row or run to the next; 0 where there is one.</param>
/// <param name="IsPadded">Whether whole registers may be loaded: what lies behind the last entry is zero, or there is nothing behind it.</param>
/// <param name="IsOfCaller">Whether it is the caller's memory.</param>
internal sealed record Address(int Node, int Start, int Stride, bool IsPadded, bool IsOfCaller);
