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
/// <param name="live">How many entries from there on are real, as an expression.</param>
internal sealed class RegisterCode(KernelScope scope, CodeWriter writer, ProcedureNames names, string row, string column, string live)
{
    private readonly Dictionary<int, string> known = [];
    private readonly HashSet<int> inMemory = [];

    /// <summary>Says that an earlier pass of this kernel left a value in memory.</summary>
    public void LoadLater(Store store) => inMemory.Add(store.Node);

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
        string offset = Offset(store.Location.Stride);
        bool examplesInLanes = scope.Kernel.Width == 1;
        if (store.Location.Place == Place.Outputs && (examplesInLanes || width % Padding.Elements != 0))
        {
            writer.Line($"V.StoreFirst({value}, ref {array}, {offset}, {live});");
        }
        else if (!examplesInLanes && width % Padding.Elements != 0 && AtPadding(store.Node) != 0)
        {
            writer.Line($"V.Store(V.Where(V.First({live}), {value}, V.Zero), ref {array}, {offset});");
        }
        else
        {
            writer.Line($"V.Store({value}, ref {array}, {offset});");
        }
    }

    /// <summary>The value of a padding entry, NaN where it is not known.</summary>
    public double AtPadding(int node)
    {
        Node n = scope.Graph[node];
        if (!scope.Kernel.Nodes.Contains(node) && n.Operation != Operation.Constant)
        {
            return n.Shape.IsScalar ? double.NaN : 0;
        }

        // The padding of weights is zero, but an infinite input times zero is not: what a product leaves there is not known.
        return n.IsProduct() || n.Operation == Operation.BatchSum ? double.NaN : VectorExpressions.AtPadding(n, o => AtPadding(n.Operands[o]));
    }

    private bool IsComputedHere(int node) =>
        (scope.Kernel.Nodes.Contains(node) && !inMemory.Contains(node)) || scope.Graph[node].Operation == Operation.OneHot;

    private string Compute(int node)
    {
        Node n = scope.Graph[node];
        string expression = n.Operation == Operation.OneHot
            ? OneHot(n)
            : VectorExpressions.Of(n.Operation, o => Value(n.Operands[o]));
        if (IsTerm(node, n))
        {
            return VectorExpressions.IsInfix(n.Operation) ? $"({expression})" : expression;
        }

        string local = scope.Local(scope.Generic(node) + "Here");
        writer.Line($"V {local} = {expression};");
        return local;
    }

    /// <summary>Whether a value is written where it is used: it has no name, and is used once.</summary>
    private bool IsTerm(int node, Node n)
    {
        Node[] users = scope.Graph.Nodes.Where(user => user.Operands.Contains(node)).ToArray();
        return n.Name is null && users.Length == 1 && users[0].Operation != Operation.Square && users[0].Operands.Count(o => o == node) == 1
            && !scope.Kernel.Stores.Any(s => s.Node == node);
    }

    private string OneHot(Node node)
    {
        string labels = scope.Labels(node.Operands[0]);
        string index = $"V.Indices + V.Create(({scope.Type.Keyword}){column})";
        return $"V.Where(V.Equal({index}, V.Create(({scope.Type.Keyword}){labels}[(int){row}])), V.Create({scope.Type.Literal(1)}), V.Zero)";
    }

    private string Load(int node)
    {
        Node n = scope.Graph[node];
        if (n.Operation == Operation.Constant)
        {
            return $"V.Create({scope.Type.Literal(n.Value)})";
        }

        if (!n.PerExample && n.Operation != Operation.Parameter)
        {
            return $"V.Create({scope.Scalar(node)})";
        }

        string array = scope.Read(node);
        string local = scope.Local(scope.Generic(node) + "Here");
        writer.Line($"V {local} = {LoadExpression(node, n, array)};");
        return local;
    }

    private string LoadExpression(int node, Node n, string array)
    {
        if (n.Operation == Operation.Parameter)
        {
            ParameterPlan parameter = scope.Plan.Parameter(node);
            return
                n.Shape.IsScalar && scope.Kernel.Parameter != node ? $"V.Broadcast(in {array}, 0)" :
                parameter.Layout == WeightLayout.Flat ? $"V.Load(in {array}, {column})" :
                $"V.Load(in {array}, {Offset(parameter.Stride)})";
        }

        bool byRow = scope.Kernel.Width > 1;
        if (byRow && n.Shape.IsScalar)
        {
            return $"V.Broadcast(in {array}, {row})";
        }

        bool users = n.Operation is Operation.Input or Operation.Target;
        int stride = users ? n.Shape.Size : names.LocationOf(node).Stride;
        return users && (!byRow || n.Shape.Size % Padding.Elements != 0)
            ? $"V.LoadFirst(in {array}, {(byRow ? Offset(stride) : column)}, {live})"
            : $"V.Load(in {array}, {(byRow ? Offset(stride) : column)})";
    }

    /// <summary>The place in an array whose rows are a stride apart.</summary>
    private string Offset(int stride) => stride == 0 || row.Length == 0 || scope.Kernel.Width == 1 && stride == 1
        ? column
        : $"{(row.Contains(" ") ? $"({row})" : row)} * {stride.Text()} + {column}";
}
