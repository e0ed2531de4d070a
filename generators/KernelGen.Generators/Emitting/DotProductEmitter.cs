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

    private bool RowsArePadded => plan.Graph[anchor.Operands[1]].Operation != Operation.Input || Summed % Padding.Elements == 0;

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"{(IsForward ? "Dense" : "Back")}{Summed.Text()}To{kernel.Width.Text()}", Write);
        MethodText.Call(procedure, name, scope.Arguments.Append("n"));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        string x = scope.Read(anchor.Operands[1], "x");
        string w = scope.Read(kernel.Parameter, "w");
        Store store = kernel.Stores[0];
        string z = scope.Write(store);
        int outputs = kernel.Width % 2 == 0 ? 2 : kernel.Width % 3 == 0 ? 3 : 1;
        string all = string.Join(", ", scope.Forwards);
        CodeWriter text = new();
        text.Line($"/// <summary>{(IsForward ? "w·x" : "wᵀ·x")} for n rows, inputs in lanes.</summary>");
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            text.Line("nuint row = 0;");
            using (text.Braces($"for (; row + {RowsAtOnce.Text()} <= n; row += {RowsAtOnce.Text()})"))
            {
                text.Line($"{name}Rows{RowsAtOnce.Text()}({all}, row);");
            }

            text.Line();
            using (text.Braces("for (; row < n; row++)"))
            {
                text.Line($"{name}Rows1({all}, row);");
            }
        }

        foreach (int height in new[] { RowsAtOnce, 1 })
        {
            text.Line();
            WriteTile(text, $"{name}Rows{height.Text()}", x, w, z, store.Location, height, outputs);
        }

        return text.ToString();
    }

    private void WriteTile(CodeWriter text, string name, string x, string w, string z, Location target, int height, int outputs)
    {
        int xStride = plan.Graph[anchor.Operands[1]].Operation == Operation.Input ? Summed : names.LocationOf(anchor.Operands[1]).Stride;
        int wStride = plan.Parameter(kernel.Parameter).Stride;
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint row"]))
        {
            text.Line($"ref readonly {type.Keyword} top = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {x}), row * {xStride.Text()});");
            if (target.Stride > kernel.Width)
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
                    WriteStep(text, w, xStride, wStride, height, outputs, once, masked: false);
                }

                if (!RowsArePadded)
                {
                    text.Line();
                    using (text.Braces($"if (k < {Summed.Text()})"))
                    {
                        text.Line($"nuint live = {Summed.Text()} - k;");
                        WriteStep(text, w, xStride, wStride, height, outputs, once, masked: true);
                    }
                }

                text.Line();
                for (int r = 0; r < height; r++)
                {
                    for (int c = 0; c < outputs; c++)
                    {
                        string row = r == 0 ? "row" : $"(row + {r.Text()})";
                        string at = target.Stride == 1 ? row.Trim('(', ')') : $"{row} * {target.Stride.Text()}{(once ? "" : " + j")}";
                        text.Line($"Memory::Unsafe.Add(ref {z}, {at}{(c == 0 ? "" : $" + {c.Text()}")}) = V.Sum(s{r.Text()}{Tile.Letter(c)});");
                    }
                }
            }
        }
    }

    private static void WriteStep(CodeWriter text, string w, int xStride, int wStride, int height, int outputs, bool once, bool masked)
    {
        Tile.Declare(text, outputs, c =>
            $"w{Tile.Letter(c)} = V.Load(in {w}, {(once ? (c == 0 ? "k" : $"{(c * wStride).Text()} + k") : $"{(c == 0 ? "j" : $"(j + {c.Text()})")} * {wStride.Text()} + k")})");
        for (int r = 0; r < height; r++)
        {
            string at = r == 0 ? "k" : $"k + {(r * xStride).Text()}";
            string load = masked ? $"V.LoadFirst(in top, {at}, live)" : $"V.Load(in top, {at})";
            text.Line($"V x{r.Text()} = {load}; " + string.Join(" ", Enumerable.Range(0, outputs).Select(c =>
                $"s{r.Text()}{Tile.Letter(c)} = V.MultiplyAdd(x{r.Text()}, w{Tile.Letter(c)}, s{r.Text()}{Tile.Letter(c)});")));
        }
    }
}
