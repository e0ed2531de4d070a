using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// Short rows, a block of as many as a register has lanes: turned, then passed over column by column, once for each reduction that
/// the rest depends on. A reduction is one register, with the number of an example in each lane.
/// </summary>
internal sealed class ShortRowsEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names, ProcedureKind procedureKind)
{
    private readonly RowPhases phases = new(plan.Graph, kernel.Nodes);
    private readonly Dictionary<int, string> scalars = [];
    private readonly List<int> loaded = [];
    private readonly Dictionary<int, string> columns = [];
    private KernelScope scope = new(plan, kernel, type, names);
    private string? labels;

    private string Width => kernel.Width.Text();

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"{ProcedureSignature.Subject(procedureKind)}Rows{Width}", Write);
        MethodText.Call(procedure, name, scope.Arguments.Append("n"));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        scalars.Clear();
        loaded.Clear();
        columns.Clear();
        labels = null;
        foreach (int node in kernel.Columns)
        {
            columns[node] = scope.Local(scope.Generic(node) + "Columns");
        }

        CodeWriter passes = new();
        for (int pass = 0; pass <= phases.Last; pass++)
        {
            WritePass(passes, pass);
        }

        WriteScalars(passes, phases.Last + 1);
        WriteStores(passes);
        if (columns.Count > 0)
        {
            scope.Also($"ref {type.Keyword} columns", "ref columns");
        }

        CodeWriter text = new();
        string few = name + "OfFew";
        MethodText.Document(text, scope.Equations(kernel.Nodes));
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            MethodText.CallAndReturn(text, $"n < Count && Count > {(type.WidestLanes / 4).Text()}", few, [.. scope.Forwards, "n"]);
            text.Line();
            int block = 0;
            foreach (string local in columns.Values)
            {
                string start = block == 0 ? "columns" : $"Memory::Unsafe.Add(ref columns, {block.Text()})";
                text.Line($"ref {type.Keyword} {local} = ref {start};{(block == 0 ? $" // [{Width}] of as many rows as a register has lanes" : "")}");
                block += ShortRows.BlockSize(kernel.Width);
            }

            text.Line("nuint last = Sys::Math.Max(n, Count) - Count; // where the last block starts: it may take some rows once more");
            using (text.Braces("for (nuint next = 0; next < n; next += Count)"))
            {
                text.Line("nuint row = Sys::Math.Min(next, last);");
                foreach (int node in loaded)
                {
                    text.Line($"Lanes::Columns.Load<V, {type.Keyword}>(in {scope.Read(node)}, row, {scope.AddressOf(node).Stride.Text()}, n, {Width}, ref {columns[node]});");
                }

                if (labels is not null)
                {
                    text.Line($"V labels = Lanes::Columns.Labels<V, {type.Keyword}>({labels}, row);");
                }

                text.Line(passes.ToString().TrimEnd('\n'));
            }
        }

        WriteWayOfFewRows(text, name, few);
        return text.ToString();
    }

    /// <summary>
    /// Fewer rows than lanes take less time in narrower registers; the narrowest do without some. In a method of its own: to compile a
    /// call of narrower kernels loads their types, which takes longer than the rest of a small kernel.
    /// </summary>
    private void WriteWayOfFewRows(CodeWriter text, string name, string few)
    {
        string Call(int share) => $"Kernels<{type.Lanes(share)}>.{name}";
        text.Line();
        text.Line("/// <summary>The same of fewer rows than a register has lanes: a narrower one is enough.</summary>");
        text.Line(MethodText.Apart);
        using (MethodText.Method(text, "void", few, [.. scope.Declarations, "nuint n"]))
        {
            if (!plan.FitsHalf(type.WidestLanes))
            {
                MethodText.Call(text, $"if (Count == {type.WidestLanes.Text()}) {Call(2)}", scope.Forwards.Append("n"));
            }

            MethodText.Call(text, plan.FitsHalf(type.WidestLanes) ? Call(4) : $"else {Call(4)}", scope.Forwards.Append("n"));
        }
    }

    private void WritePass(CodeWriter body, int pass)
    {
        WriteScalars(body, pass);
        int[] reductions = kernel.Nodes.Where(n => plan.Graph[n].IsRowReduction() && phases.PassOf(n) == pass).ToArray();
        int[] kept = kernel.Columns.Where(n => kernel.Nodes.Contains(n) && phases.PassOf(n) == pass).ToArray();
        if (reductions.Length == 0 && kept.Length == 0)
        {
            return;
        }

        Dictionary<int, string> reduced = [];
        foreach (int reduction in reductions)
        {
            string start = plan.Graph[reduction].Operation == Operation.Largest ? $"V.Create({type.Keyword}.NegativeInfinity)" : "V.Zero";
            reduced[reduction] = scope.Local(scope.Generic(reduction) + "Here");
            body.Line($"V {reduced[reduction]} = {start};");
        }

        scope.EnterBlock();
        using (body.Braces($"for (nuint column = 0; column < {Width}; column++)"))
        {
            RegisterCode code = CodeFor(body, pass);
            foreach (int node in kept)
            {
                body.Line($"V.Store({code.Value(node)}, ref {columns[node]}, column * Count);");
            }

            foreach (int reduction in reductions)
            {
                WriteReduction(body, code, reduction, reduced[reduction]);
            }
        }

        scope.LeaveBlock();
        body.Line();
        foreach (int reduction in reductions)
        {
            scalars[reduction] = reduced[reduction];
        }
    }

    private void WriteReduction(CodeWriter body, RegisterCode code, int reduction, string reduced)
    {
        Node node = plan.Graph[reduction];
        string value = code.Value(node.Operands[0]);
        body.Line(node.Operation switch
        {
            Operation.Largest => $"{reduced} = V.Max({reduced}, {value});",
            Operation.Element => $"{reduced} = V.Where({IsLabel(node.Operands[1])}, {value}, {reduced});",
            _ => $"{reduced} += {value};",
        });
    }

    /// <summary>Numbers of each example that are known before a pass.</summary>
    private void WriteScalars(CodeWriter body, int pass)
    {
        foreach (int node in kernel.Nodes.Where(n => plan.Graph[n].IsExampleScalar() && !plan.Graph[n].IsRowReduction() && phases.Of(n) == pass))
        {
            scalars[node] = CodeFor(body, pass).Value(node);
        }
    }

    private void WriteStores(CodeWriter body)
    {
        foreach (Store store in kernel.Stores)
        {
            string array = scope.Write(store);
            body.Line(plan.Graph[store.Node].Shape.IsScalar
                ? $"V.Store({scalars[store.Node]}, ref {array}, row);"
                : $"Lanes::Columns.Store<V, {type.Keyword}>(in {columns[store.Node]}, {Width}, ref {array}, row, {store.Location.Stride.Text()}, n);");
        }
    }

    private RegisterCode CodeFor(CodeWriter lines, int pass)
    {
        RegisterCode code = new(scope, lines, names, "row", "column", live: null) { LoadInLanes = Load, LabelInLanes = IsLabel };
        foreach (KeyValuePair<int, string> scalar in scalars)
        {
            code.Set(scalar.Key, scalar.Value);
        }

        foreach (int node in kernel.Columns.Where(c => kernel.Nodes.Contains(c) && phases.PassOf(c) < pass))
        {
            code.LoadLater(node);
        }

        return code;
    }

    private string Load(int node)
    {
        Node n = plan.Graph[node];
        if (n.IsExampleScalar())
        {
            return scope.AddressOf(node).IsOfCaller ? $"V.LoadFirst(in {scope.Read(node)}, row, n - row)" : $"V.Load(in {scope.Read(node)}, row)";
        }

        if (!n.PerExample)
        {
            return $"V.Broadcast(in {scope.Read(node)}, {scope.AddressOf(node).At("", "column")})";
        }

        if (!kernel.Nodes.Contains(node) && !loaded.Contains(node))
        {
            // The rows are a parameter from here on.
            scope.Read(node);
            loaded.Add(node);
        }

        return $"V.Load(in {columns[node]}, column * Count)";
    }

    private string IsLabel(int label)
    {
        labels = scope.Labels(label);
        return "V.Equal(labels, V.Create((int)column))";
    }
}
