using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// A dot product, what follows from it, and the sum of its outer products, a few rows at a time: while one block of rows is fetched
/// and multiplied, the gradient of the block before, which is still near, is added.
/// </summary>
internal sealed class RowBlocksEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private const int Rows = CostModel.BlockRows;

    private readonly Storage weights = plan.StorageOf(kernel.Matrix);
    private KernelScope scope = new(plan, kernel, type, names);

    private bool IsRagged => weights.RunLength % Padding.Elements != 0;

    private int[] Sums => kernel.Nodes.Where(n => plan.Graph[n].Operation == Operation.BatchSum).ToArray();

    private Store Gradient => kernel.Stores.Single(s => s.Node == kernel.Root);

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"LossBlocks{weights.RunLength.Text()}", Write);
        IEnumerable<string> results = Sums.Select(s => $"out {type.Keyword} {names.Scalar(s)}");
        MethodText.Call(procedure, name, scope.Arguments.Append("update").Append("n").Concat(results));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        Node anchor = plan.Graph[kernel.Anchor];
        Node outer = plan.Graph[plan.Graph[kernel.Root].Operands[0]];
        int adjoint = outer.Operands.First(o => plan.Graph[o].IsExampleScalar());
        string x = scope.Read(anchor.Operands[1], "x");
        string w = scope.Read(kernel.Matrix, "w");
        string products = scope.Write(kernel.Stores.Single(s => s.Node == kernel.Anchor));
        string gradient = scope.Write(Gradient);
        string dZ = scope.Write(kernel.Stores.Single(s => s.Node == adjoint));

        CodeWriter body = new();
        RegisterCode code = new(scope, body, names, "", "i", "live", inBlock: "lane");
        scope.EnterBlock();
        code.Set(kernel.Anchor, $"V.Load(in {products}, lane)");
        foreach (Store store in kernel.Stores.Where(s => s.Node != kernel.Anchor && s.Node != kernel.Root))
        {
            code.Store(store);
        }

        List<(int Node, string Value)> summed = [.. Sums.Select(s => (s, code.Value(plan.Graph[s].Operands[0])))];
        scope.LeaveBlock();
        List<(string Result, string Lanes)> sums = [];
        foreach ((int node, string value) in summed)
        {
            string result = scope.Local(scope.Generic(node));
            string lanes = scope.Local(result + "Lanes");
            sums.Add((result, lanes));
            body.Line($"{lanes} += V.Where(V.First(live), {value}, V.Zero);");
        }

        CodeWriter text = new();
        MethodText.Document(text,
        [
            .. scope.Equations(kernel.Nodes),
            $"and w̄ = Σₙ z̄·xᵀ: while {Rows.Text()} rows are multiplied, the {Rows.Text()} before, still in the first cache, are added up.",
        ]);
        text.Line(MethodText.Hot);
        string[] parameters = [.. scope.Declarations, "U update", "nuint n", .. sums.Select(s => $"out {type.Keyword} {s.Result}")];
        using (MethodText.Method(text, "void", name, parameters, updated: type))
        {
            foreach ((_, string lanes) in sums)
            {
                text.Line($"V {lanes} = V.Zero;");
            }

            string row = $"row * {scope.AddressOf(anchor.Operands[1]).Stride.Text()}";
            text.Line($"for (nuint k = 0; k < {weights.Width.Text()}; k += Count) V.Store(V.Zero, ref {gradient}, k);");
            text.Line($"ref readonly {type.Keyword} before = ref {x};");
            Tile.Declare(text, Rows, static r => $"a{r.Text()} = V.Zero");
            if (IsRagged)
            {
                text.Line(RowEnds.Shared(weights.RunLength));
            }

            using (text.Braces($"for (nuint row = 0; row < n; row += {Rows.Text()})"))
            {
                text.Line($"ref readonly {type.Keyword} top = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {x}), {row});");
                Tile.Declare(text, Rows, static r => $"s{r.Text()}a = V.Zero");
                WriteColumns(text, isLast => WriteStep(text, w, gradient, isLast));
                text.Line();
                text.Line($"V.StoreSums({string.Join(", ", Enumerable.Range(0, Rows).Select(static r => $"s{r.Text()}a"))}, ref {products}, 0);");
                using (text.Braces($"for (nuint lane = 0; lane < {Rows.Text()}; lane += Count)"))
                {
                    text.Line($"nuint i = row + lane, live = {Rows.Text()} - lane; // rows of the block in this register, from its first lane on");
                    text.Line(body.ToString().TrimEnd('\n'));
                }

                text.Line();
                text.Line("before = ref top;");
                Tile.Statements(text, Rows, r => $"a{r.Text()} = V.Broadcast(in {dZ}, {r.Text()});");
            }

            text.Line();
            foreach ((string result, string lanes) in sums)
            {
                text.Line($"{result} = V.Sum({lanes});");
            }

            text.Line();
            using (text.Braces("if (update.WantsGradient)"))
            {
                WriteColumns(text, isLast => WriteGradient(text, gradient, isLast));
            }
        }

        return text.ToString();
    }

    /// <summary>Whole registers of the rows, and what is left of them.</summary>
    private void WriteColumns(CodeWriter text, System.Action<bool> step)
    {
        string length = weights.RunLength.Text();
        if (!IsRagged)
        {
            using (text.Braces($"for (nuint k = 0; k < {length}; k += Count)"))
            {
                step(false);
            }

            return;
        }

        text.Line("nuint k = 0;");
        using (text.Braces($"for (; k + Count <= {length}; k += Count)"))
        {
            step(false);
        }

        text.Line();
        using (text.Braces($"if ({RowEnds.IsRagged(weights.RunLength)})"))
        {
            text.Line($"k = {RowEnds.Start(weights.RunLength)};");
            step(true);
        }
    }

    /// <summary>What one register of the inputs adds to the gradient of the rows before, and to the products of these.</summary>
    private void WriteStep(CodeWriter text, string w, string gradient, bool isLast)
    {
        using (text.Braces("if (update.WantsGradient)"))
        {
            WriteGradient(text, gradient, isLast);
        }

        text.Line();
        text.Line($"V wa = V.Load(in {w}, k);");
        for (int r = 0; r < Rows; r++)
        {
            text.Line($"V.AddProduct(ref s{r.Text()}a, wa, {Load("top", r, isLast)});");
        }
    }

    private void WriteGradient(CodeWriter text, string gradient, bool isLast)
    {
        text.Line($"V g0a = V.Load(in {gradient}, k);");
        for (int r = 0; r < Rows; r++)
        {
            text.Line($"V.AddProduct(ref g0a, a{r.Text()}, {Load("before", r, isLast)});");
        }

        text.Line($"V.Store(g0a, ref {gradient}, k);");
    }

    private string Load(string rows, int r, bool isLast)
    {
        int stride = scope.AddressOf(plan.Graph[kernel.Anchor].Operands[1]).Stride;
        string at = r == 0 ? "k" : $"k + {(r * stride).Text()}";
        return isLast ? RowEnds.Load(weights.RunLength, rows, at) : $"V.Load(in {rows}, {at})";
    }
}
