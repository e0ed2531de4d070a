using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Rows times a matrix with the summed index in lanes: for few outputs, whose registers would be mostly padding.</summary>
internal sealed class DotProductEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private const int RowsAtOnce = 4;

    private readonly Node anchor = plan.Graph[kernel.Anchor];
    private KernelScope scope = new(plan, kernel, type, names);

    private bool IsForward => anchor.Operation == Operation.MatrixVector;

    private int Summed => IsForward ? plan.Graph[anchor.Operands[0]].Shape.Columns : plan.Graph[anchor.Operands[0]].Shape.Rows;

    /// <summary>Beside the number of one example lies that of the next.</summary>
    private bool RowsArePadded => scope.AddressOf(anchor.Operands[1]).IsPadded && !plan.Graph[anchor.Operands[1]].Shape.IsScalar;

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"{(IsForward ? "Dense" : "Back")}{Summed.Text()}To{kernel.Width.Text()}", Write);
        MethodText.Call(procedure, name, scope.Arguments.Append(kernel.PerExample ? "n" : "1"));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        string x = scope.Read(anchor.Operands[1], "x");
        string w = scope.Read(kernel.Matrix, "w");
        int bias = kernel.Nodes.Count == 1 ? -1 : plan.Graph[kernel.Nodes[1]].Operands.First(o => o != kernel.Anchor);
        string? b = bias < 0 ? null : plan.Graph[bias].Shape.IsScalar ? scope.Scalar(bias) : scope.Read(bias, "b");
        (string Name, Location At)[] targets = kernel.Stores.Select(s => (scope.Write(s), s.Location)).ToArray();
        int outputs = kernel.Width % 2 == 0 ? 2 : kernel.Width % 3 == 0 ? 3 : 1;
        string all = string.Join(", ", scope.Forwards);
        CodeWriter text = new();
        MethodText.Document(text, [$"{string.Join("; ", scope.Equations(kernel.Nodes))}, for n rows, {(IsForward ? "inputs" : "outputs")} in lanes."]);
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            text.Line("nuint row = 0;");
            using (text.Braces($"for (; row + {RowsAtOnce.Text()} <= n; row += {RowsAtOnce.Text()})"))
            {
                WriteTile(text, x, w, b, targets, RowsAtOnce, outputs);
            }

            text.Line();
            using (text.Braces("for (; row < n; row++)"))
            {
                WriteTile(text, x, w, b, targets, 1, outputs);
            }
        }

        return text.ToString();
    }

    private void WriteTile(CodeWriter text, string x, string w, string? b, (string Name, Location At)[] targets, int height, int outputs)
    {
        Address rows = scope.AddressOf(anchor.Operands[1]);
        int wStride = plan.StorageOf(kernel.Matrix).Stride;
        text.Line($"ref readonly {type.Keyword} top = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {x}), {rows.At("row")});");
        foreach ((string z, Location target) in targets.Where(t => t.At.IsWorkspace && t.At.Stride > kernel.Width))
        {
            using (text.Braces($"for (nuint column = {(target.Stride - Padding.Elements).Text()}; column < {target.Stride.Text()}; column += Count)"))
            {
                Tile.Statements(text, height, r =>
                    $"V.Store(V.Zero, ref {z}, {(r == 0 ? "row" : $"(row + {r.Text()})")} * {target.Stride.Text()} + column);");
            }

            text.Line();
        }

        bool once = kernel.Width == outputs;
        using (once ? default : text.Braces($"for (nuint j = 0; j < {kernel.Width.Text()}; j += {outputs.Text()})"))
        {
            foreach (string line in Tile.Grid(height, outputs, (r, c) => $"s{r.Text()}{Tile.Letter(c)} = V.Zero"))
            {
                text.Line($"V {line};");
            }

            text.Line("nuint k = 0;");
            string condition = RowsArePadded ? $"k < {Summed.Text()}" : $"k + Count <= {Summed.Text()}";
            using (text.Braces($"for (; {condition}; k += Count)"))
            {
                WriteStep(text, w, rows.Stride, wStride, height, outputs, once, masked: false);
            }

            if (!RowsArePadded)
            {
                text.Line();
                using (text.Braces($"if (k < {Summed.Text()})"))
                {
                    text.Line($"nuint live = {Summed.Text()} - k;");
                    WriteStep(text, w, rows.Stride, wStride, height, outputs, once, masked: true);
                }
            }

            text.Line();
            WriteSums(text, b, targets, height, outputs, once);
        }
    }

    private void WriteSums(CodeWriter text, string? b, (string Name, Location At)[] targets, int height, int outputs, bool once)
    {
        if (b is null && height == RowsAtOnce && targets.All(static t => t.At.Stride == 1))
        {
            Tile.Statements(text, targets.Length, t => $"V.StoreSums(s0a, s1a, s2a, s3a, ref {targets[t].Name}, {PlaceOf(targets[t].At, "row", 0, once)});");
            return;
        }

        if (b is not null && kernel.Width > 1)
        {
            Tile.Scalars(text, type.Keyword, outputs, c => $"b{Tile.Letter(c)} = Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {b}), {Output(c, once)})");
        }

        for (int r = 0; r < height; r++)
        {
            string row = r == 0 ? "row" : $"(row + {r.Text()})";
            foreach ((string z, Location target) in targets)
            {
                Tile.Statements(text, outputs, c =>
                    $"Memory::Unsafe.Add(ref {z}, {PlaceOf(target, row, c, once)}) = V.Sum(s{r.Text()}{Tile.Letter(c)}){(b is null ? "" : kernel.Width > 1 ? $" + b{Tile.Letter(c)}" : " + " + b)};");
            }
        }
    }

    /// <summary>Where an output of the tile goes.</summary>
    private static string PlaceOf(Location target, string row, int c, bool once)
    {
        int start = target.Place == Place.InputGradients ? target.Offset : 0;
        string at = target.Stride == 1 ? row.Trim('(', ')') : $"{row} * {target.Stride.Text()}";
        string output = target.Stride == 1 || (once && c + start == 0) ? "" : " + " + (once ? (c + start).Text() : Output(c, once));
        return at + output + (once || start == 0 ? "" : " + " + start.Text());
    }

    /// <summary>The index of an output in the tile.</summary>
    private static string Output(int c, bool once) => once ? c.Text() : c == 0 ? "j" : $"j + {c.Text()}";

    private static void WriteStep(CodeWriter text, string w, int xStride, int wStride, int height, int outputs, bool once, bool masked)
    {
        Tile.Declare(text, outputs, c =>
            $"w{Tile.Letter(c)} = V.Load(in {w}, {(once ? (c == 0 ? "k" : $"{(c * wStride).Text()} + k") : $"{(c == 0 ? "j" : $"(j + {c.Text()})")} * {wStride.Text()} + k")})");
        for (int r = 0; r < height; r++)
        {
            string at = r == 0 ? "k" : $"k + {(r * xStride).Text()}";
            string load = masked ? $"V.LoadFirst(in top, {at}, live)" : $"V.Load(in top, {at})";
            if (outputs == 1)
            {
                // It is used once: as an operand it needs no register of its own.
                text.Line($"s{r.Text()}a = V.MultiplyAdd(wa, {load}, s{r.Text()}a);");
                continue;
            }

            text.Line($"V x{r.Text()} = {load}; " + string.Join(" ", Enumerable.Range(0, outputs).Select(c =>
                $"s{r.Text()}{Tile.Letter(c)} = V.MultiplyAdd(x{r.Text()}, w{Tile.Letter(c)}, s{r.Text()}{Tile.Letter(c)});")));
        }
    }
}
