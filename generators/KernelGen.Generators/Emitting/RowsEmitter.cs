using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Row after row with the entries in lanes: one pass for each reduction that the rest of the row depends on.</summary>
internal sealed class RowsEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names, ProcedureKind procedureKind)
{
    private readonly RowPhases phases = new(plan.Graph, kernel.Nodes);
    private readonly Dictionary<int, string> rowScalars = [];
    private KernelScope scope = new(plan, kernel, type, names);

    private bool IsRagged => kernel.Width % Padding.Elements != 0;

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"{ProcedureSignature.Subject(procedureKind)}Rows{kernel.Width.Text()}", Write);
        MethodText.Call(procedure, name, scope.Arguments.Append("n"));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        rowScalars.Clear();
        CodeWriter body = new();
        for (int pass = 0; pass <= phases.Last; pass++)
        {
            WritePass(body, pass);
        }

        WriteScalars(body, phases.Last + 1);
        foreach (Store store in kernel.Stores.Where(s => plan.Graph[s.Node].Shape.IsScalar))
        {
            string stride = store.Location.Stride == 1 ? "row" : $"row * {store.Location.Stride.Text()}";
            string at = store.Location.Place == Place.InputGradients && store.Location.Offset > 0 ? $"{stride} + {store.Location.Offset.Text()}" : stride;
            body.Line($"V.StoreOne({ScalarOf(store.Node)}, ref {scope.Write(store)}, {at});");
        }

        CodeWriter text = new();
        MethodText.Document(text, scope.Equations(kernel.Nodes));
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            using (text.Braces("for (nuint row = 0; row < n; row++)"))
            {
                text.Line(body.ToString().TrimEnd('\n'));
            }
        }

        return text.ToString();
    }

    private void WritePass(CodeWriter body, int pass)
    {
        WriteScalars(body, pass);
        int[] reductions = kernel.Nodes.Where(n => plan.Graph[n].IsRowReduction() && phases.PassOf(n) == pass).ToArray();
        int[] entries = reductions.Where(IsOneEntry).ToArray();
        reductions = reductions.Except(entries).ToArray();
        WriteEntries(body, pass, entries);
        Store[] stores = kernel.Stores.Where(s => !plan.Graph[s.Node].Shape.IsScalar && phases.PassOf(s.Node) == pass).ToArray();
        if (reductions.Length == 0 && stores.Length == 0)
        {
            return;
        }

        Dictionary<int, string> accumulators = [];
        foreach (int reduction in reductions)
        {
            string accumulator = scope.Local(scope.Generic(reduction) + "Lanes");
            accumulators[reduction] = accumulator;
            body.Line($"V {accumulator} = {Identity(plan.Graph[reduction].Operation)};");
        }

        scope.EnterBlock();
        using (body.Braces($"for (nuint column = 0; column < {kernel.Width.Text()}; column += Count)"))
        {
            CodeWriter lines = new();
            RegisterCode code = CodeFor(lines, pass);
            foreach (Store store in stores)
            {
                code.Store(store);
            }

            foreach (int reduction in reductions)
            {
                WriteAccumulation(lines, code, reduction, accumulators[reduction]);
            }

            string written = lines.ToString().TrimEnd('\n');
            if (written.Contains("live"))
            {
                body.Line($"nuint live = {kernel.Width.Text()} - column;");
            }

            body.Line(written);
        }

        scope.LeaveBlock();
        body.Line();
        foreach (int reduction in reductions)
        {
            string across = plan.Graph[reduction].Operation == Operation.Largest ? "Largest" : "Sum";
            string local = scope.Local(scope.Generic(reduction) + "Here");
            rowScalars[reduction] = local;
            body.Line($"V {local} = V.Create(V.{across}({accumulators[reduction]}));");
        }
    }

    private void WriteAccumulation(CodeWriter lines, RegisterCode code, int reduction, string accumulator)
    {
        Node node = plan.Graph[reduction];
        string value = code.Value(node.Operands[0]);
        if (node.Operation == Operation.Element)
        {
            // The labelled entry is the sum of the row with all others left out.
            string labels = scope.Labels(node.Operands[1]);
            value = $"V.Where(V.At({labels}[(int)row] - (int)column), {value}, V.Zero)";
        }
        else if (IsRagged && !(node.Operation == Operation.Sum && code.AtPadding(node.Operands[0]) == 0))
        {
            value = $"V.Where(V.First(live), {value}, {Identity(node.Operation)})";
        }

        lines.Line(node.Operation == Operation.Largest
            ? $"{accumulator} = V.Max({accumulator}, {value});"
            : $"{accumulator} += {value};");
    }

    /// <summary>Whether a labelled entry is little more than one load: then it need not be picked out of the whole row.</summary>
    private bool IsOneEntry(int node)
    {
        bool IsNear(int operand)
        {
            // What is not kept in memory, such as a mask, is computed for lanes side by side.
            Node n = plan.Graph[operand];
            return !n.IsTransient() && IsLoaded(operand, n);
        }

        bool IsLoaded(int operand, Node n) => rowScalars.ContainsKey(operand) || !kernel.Nodes.Contains(operand) || n.IsGiven()
            || (n.Operation is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Negate && n.Operands.All(IsNear));

        return plan.Graph[node].Operation == Operation.Element && IsNear(plan.Graph[node].Operands[0]);
    }

    private void WriteEntries(CodeWriter body, int pass, int[] entries)
    {
        foreach (int entry in entries)
        {
            string label = scope.Local("label");
            body.Line($"nuint {label} = (nuint){scope.Labels(plan.Graph[entry].Operands[1])}[(int)row];");
            RegisterCode code = CodeFor(body, pass, label);
            rowScalars[entry] = code.Value(plan.Graph[entry].Operands[0]);
        }
    }

    /// <summary>Numbers of the row that are known before a pass.</summary>
    private void WriteScalars(CodeWriter body, int pass)
    {
        CodeWriter lines = new();
        foreach (int node in kernel.Nodes.Where(n => plan.Graph[n].IsExampleScalar() && !plan.Graph[n].IsRowReduction() && phases.Of(n) == pass))
        {
            rowScalars[node] = CodeFor(lines, pass).Value(node);
        }

        string written = lines.ToString().TrimEnd('\n');
        if (written.Length > 0)
        {
            body.Line(written);
        }
    }

    /// <summary>Values of earlier passes are at hand as numbers, in memory, or computed again.</summary>
    /// <param name="lines">Where lines go.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="entry">The one entry that is wanted, in all lanes; null where the loop over the columns is.</param>
    private RegisterCode CodeFor(CodeWriter lines, int pass, string? entry = null)
    {
        RegisterCode code = entry is null
            ? new(scope, lines, names, "row", "column", "live")
            : new(scope, lines, names, "row", entry, live: null) { IsOneEntry = true };
        foreach (KeyValuePair<int, string> scalar in rowScalars)
        {
            code.Set(scalar.Key, scalar.Value);
        }

        foreach (Store store in kernel.Stores.Where(s => !plan.Graph[s.Node].Shape.IsScalar && s.Location.IsWorkspace && phases.PassOf(s.Node) < pass))
        {
            code.LoadLater(store.Node);
        }

        return code;
    }

    /// <summary>A number of the row: computed here, or given and only copied.</summary>
    private string ScalarOf(int node) =>
        rowScalars.TryGetValue(node, out string? known) ? known : $"V.Broadcast(in {scope.Read(node)}, {scope.AddressOf(node).At("row")})";

    private string Identity(Operation operation) => operation == Operation.Largest
        ? $"V.Create({type.Keyword}.NegativeInfinity)"
        : "V.Zero";
}
