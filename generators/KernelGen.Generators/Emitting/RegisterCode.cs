using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// Writes the entry-by-entry part of a kernel at one place (a row and a column, or a block of examples): operands are loaded
/// when first asked for, every computed node becomes one local.
/// </summary>
/// <param name="scope">The kernel.</param>
/// <param name="writer">Where lines go.</param>
/// <param name="names">Locations of values in memory.</param>
/// <param name="row">The row, as an expression; empty where there is only one.</param>
/// <param name="column">The first entry, as an expression.</param>
/// <param name="live">How many entries from there on are real, as an expression; null where the register is full of them.</param>
/// <param name="inBlock">Of a block of examples, the first entry counted from the block's own start; null where there are no blocks.</param>
internal sealed class RegisterCode(
    KernelScope scope, CodeWriter writer, ProcedureNames names, string row, string column, string? live, string? inBlock = null)
{
    /// <summary>Whether all lanes hold the entry at the column, which is that of a label, rather than those from there on.</summary>
    public bool IsOneEntry { get; init; }

    /// <summary>Of short rows with examples in lanes: how a value is loaded.</summary>
    public Func<int, string>? LoadInLanes { get; init; }

    /// <summary>Of short rows with examples in lanes: the mask of those whose label is the column.</summary>
    public Func<int, string>? LabelInLanes { get; init; }

    private readonly Dictionary<int, string> known = [];
    private readonly HashSet<int> inMemory = [];

    /// <summary>Says that an earlier pass of this kernel left a value in memory.</summary>
    public void LoadLater(int node) => inMemory.Add(node);

    /// <summary>Says what an expression already holds a node.</summary>
    public void Set(int node, string expression) => known[node] = expression;

    /// <summary>The register that holds a node, computed or loaded here if need be.</summary>
    public string Value(int node)
    {
        if (!known.TryGetValue(node, out string? register))
        {
            register = IsComputedHere(node) ? Compute(node) : Load(node);
            known[node] = register;
        }

        return register;
    }

    /// <summary>Writes a value to memory; padding gets zeros.</summary>
    public void Store(Store store)
    {
        string value = Value(store.Node);
        string array = scope.Write(store);
        int width = scope.Graph[store.Node].Shape.Size;
        string offset = PlaceOf(store.Location);
        if (live is null)
        {
            writer.Line($"V.Store({value}, ref {array}, {offset});");
        }
        else if (!store.Location.IsWorkspace && (ExamplesInLanes || width % Padding.Elements != 0))
        {
            writer.Line($"V.StoreFirst({value}, ref {array}, {offset}, {live});");
        }
        else if (!ExamplesInLanes && width % Padding.Elements != 0 && AtPadding(store.Node) != 0)
        {
            writer.Line($"V.Store(V.Where(V.First({live}), {value}, V.Zero), ref {array}, {offset});");
        }
        else
        {
            writer.Line($"V.Store({value}, ref {array}, {offset});");
        }
    }

    /// <summary>The value of padding entries: null where it is not known but finite, NaN where it may not be.</summary>
    /// <param name="node">The value.</param>
    /// <param name="zero">A node whose padding entries are known to be zero, or −1.</param>
    public double? AtPadding(int node, int zero = -1)
    {
        Node n = scope.Graph[node];
        if (node == zero)
        {
            return 0;
        }

        if (n.Shape.IsScalar)
        {
            return n.Operation == Operation.Constant ? n.Value : null;
        }

        if (n.Operation == Operation.Mask)
        {
            return null;
        }

        if (!scope.Kernel.Nodes.Contains(node) || n.IsGiven())
        {
            return 0;
        }

        // The padding of weights is zero, but an infinite input times zero is not: what a product leaves there is not known.
        return n.IsProduct() || n.Operation == Operation.BatchSum
            ? double.NaN
            : VectorExpressions.AtPadding(n.Operation, o => AtPadding(n.Operands[o], zero));
    }

    private bool ExamplesInLanes => scope.Kernel.Kind is KernelKind.Examples or KernelKind.RowBlocks;

    /// <summary>Whether a loop over the runs of vectors or matrices of the batch is written, rather than one over examples.</summary>
    private bool OverRuns => scope.Kernel.Kind is KernelKind.Map or KernelKind.Reduction or KernelKind.Outer or KernelKind.ColumnSum;

    /// <summary>How the runs lie that such a loop goes over.</summary>
    private Storage Storage => scope.Plan.StorageOf(
        scope.Kernel.Parameter >= 0 ? scope.Kernel.Parameter :
        scope.Kernel.Root >= 0 ? scope.Kernel.Root : scope.Graph[scope.Kernel.Anchor].Operands[0]);

    private bool IsComputedHere(int node) =>
        (scope.Kernel.Nodes.Contains(node) && !inMemory.Contains(node) && (!scope.Graph[node].IsGiven() || scope.Graph.IsEntryOfRow(scope.Graph[node])))
        || scope.Graph[node].Operation is Operation.OneHot or Operation.Mask;

    private string Compute(int node)
    {
        Node n = scope.Graph[node];
        if (scope.Graph.IsEntryOfRow(n))
        {
            return Load(node);
        }

        string expression = n.Operation switch
        {
            Operation.OneHot => OneHot(n),
            Operation.Mask => Mask(n),
            Operation.Outer => Outer(n),
            _ => VectorExpressions.Of(n.Operation, o => Value(n.Operands[o])),
        };
        if (IsTerm(node, n))
        {
            return VectorExpressions.IsInfix(n.Operation) || n.Operation == Operation.Outer ? $"({expression})" : expression;
        }

        string local = scope.Local(scope.Generic(node) + (IsOneEntry ? "AtLabel" : "Here"));
        writer.Line($"V {local} = {expression};");
        return local;
    }

    /// <summary>Whether a value is written where it is used: it has no name, and is used once.</summary>
    private bool IsTerm(int node, Node n)
    {
        IReadOnlyList<int> users = scope.Graph.UsersOf(node);
        return n.Name is null && users.Count == 1 && scope.Graph[users[0]] is { Operation: not Operation.Square } user && user.Operands.Count(o => o == node) == 1
            && !scope.Kernel.Stores.Any(s => s.Node == node);
    }

    private string OneHot(Node node)
    {
        string labelled = LabelInLanes?.Invoke(node.Operands[0]) ?? $"V.At({scope.Labels(node.Operands[0])}[(int){row}] - (int){column})";
        return $"V.Where({labelled}, V.Create({scope.Type.Literal(1)}), V.Zero)";
    }

    private string Mask(Node node)
    {
        // A counter has 32 bits, all of which numbers of dropouts may take.
        string unit = node.Start == 0 ? column : $"{((long)unchecked((uint)node.Start)).Text()} + {column}";
        return $"V.Mask({scope.Dropout(node.Operands[0])}, {row}, {unit}, {ElementType.Double.Literal(node.Value)})";
    }

    /// <summary>Of a matrix of the batch: one factor lies along the run, the other is the same in all of it.</summary>
    private string Outer(Node node)
    {
        bool rowsInLanes = Storage.Layout != WeightLayout.OutputMajor;
        (int inLanes, int alongRuns) = rowsInLanes ? (node.Operands[0], node.Operands[1]) : (node.Operands[1], node.Operands[0]);
        string a = scope.Graph[inLanes].Shape.IsScalar ? Value(inLanes) : LoadHere(inLanes, column);
        string b = scope.Graph[alongRuns].Shape.IsScalar
            ? Value(alongRuns)
            : $"V.Broadcast(in {scope.Read(alongRuns)}, {scope.AddressOf(alongRuns).At("", row)})";
        return $"{a} * {b}";
    }

    private string LoadHere(int vector, string at)
    {
        Address address = scope.AddressOf(vector);
        string array = scope.Read(vector);
        return address.IsPadded || live is null ? $"V.Load(in {array}, {address.At("", at)})" : $"V.LoadFirst(in {array}, {address.At("", at)}, {live})";
    }

    private string Load(int node)
    {
        Node n = scope.Graph[node];
        if (n.Operation == Operation.Constant)
        {
            return $"V.Create({scope.Type.Literal(n.Value)})";
        }

        if (n.IsBatchScalar())
        {
            return $"V.Create({scope.Scalar(node)})";
        }

        string expression = LoadExpression(node, n);
        string local = scope.Local(scope.Generic(node) + (IsOneEntry ? "AtLabel" : "Here"));
        writer.Line($"V {local} = {expression};");
        return local;
    }

    private string LoadExpression(int node, Node n)
    {
        if (LoadInLanes is not null)
        {
            return LoadInLanes(node);
        }

        if (OverRuns && n.Shape.Columns > 1 && !scope.Plan.StorageOf(node).Congruent(Storage))
        {
            return $"V.Load(in {scope.ReadTurned(node)}, {PlaceOf(names.Addresses.TurnedLocationOf(node))})";
        }

        string array = scope.Read(node);
        Address address = scope.AddressOf(node);
        if (n.IsExampleScalar())
        {
            return ExamplesInLanes
                ? address.IsOfCaller ? $"V.LoadFirst(in {array}, {column}, {live})" : $"V.Load(in {array}, {inBlock ?? column})"
                : $"V.Broadcast(in {array}, {address.At(row)})";
        }

        string at = address.At(n.PerExample || OverRuns ? row : "", column);
        if (IsOneEntry)
        {
            return $"V.Broadcast(in {array}, {at})";
        }

        return address.IsPadded || live is null ? $"V.Load(in {array}, {at})" : $"V.LoadFirst(in {array}, {at}, {live})";
    }

    /// <summary>The place here in memory that is written.</summary>
    private string PlaceOf(Location location)
    {
        string start = location.Place == Place.InputGradients && location.Offset > 0 ? $"{location.Offset.Text()} + " : "";
        return location.Stride == 0 || row.Length == 0 || ExamplesInLanes && location.Stride == 1
            ? start + (inBlock ?? column)
            : $"{(row.Contains(" ") ? $"({row})" : row)} * {location.Stride.Text()} + {start}{column}";
    }
}
