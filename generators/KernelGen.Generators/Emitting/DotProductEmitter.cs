using System;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>Rows times a matrix with the summed index in lanes: for few outputs, whose registers would be mostly padding.</summary>
internal sealed class DotProductEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private readonly Node anchor = plan.Graph[kernel.Anchor];
    private KernelScope scope = new(plan, kernel, type, names);

    private bool IsForward => anchor.Operation == Operation.MatrixVector;

    private int Summed => IsForward ? plan.Graph[anchor.Operands[0]].Shape.Columns : plan.Graph[anchor.Operands[0]].Shape.Rows;

    private EquatableArray<Block> Blocks => ((DotProductTiling)kernel.Tiling!).Blocks;

    /// <summary>Whether each block of rows is a method of its own: there is so much to add up that a call does not count.</summary>
    private bool InMethods => Blocks.Count > 1 && CostModel.OutweighsCall(Summed * kernel.Width);

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
        CodeWriter text = new();
        MethodText.Document(text, [$"{string.Join("; ", scope.Equations(kernel.Nodes))}, for n rows, {(IsForward ? "inputs" : "outputs")} in lanes."]);
        Action<Block> rows = block => WriteRows(text, x, w, b, targets, block);
        if (InMethods)
        {
            WriteLarge(text, name, rows);
            return text.ToString();
        }

        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            WriteRaggedEnd(text);
            RowLoops.Write(text, Blocks, rows);
        }

        return text.ToString();
    }

    /// <summary>A method for each height, so that what a batch does not need is never compiled.</summary>
    private void WriteLarge(CodeWriter text, string name, Action<Block> rows)
    {
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            RowLoops.WriteCalls(text, Blocks, block => $"{name}Rows{block.Height.Text()}({string.Join(", ", scope.Forwards)}, row);");
        }

        foreach (Block block in Blocks)
        {
            text.Line();
            text.Line(MethodText.HotBlock);
            using (MethodText.Method(text, "void", $"{name}Rows{block.Height.Text()}", [.. scope.Declarations, "nuint row"]))
            {
                WriteRaggedEnd(text);
                rows(block);
            }
        }
    }

    private void WriteRaggedEnd(CodeWriter text)
    {
        if (!RowsArePadded && RowEnds.Overlap(Summed))
        {
            text.Line(RowEnds.Shared(Summed));
        }
    }

    /// <summary>All outputs of some rows: so many at a time, then the rest.</summary>
    private void WriteRows(CodeWriter text, string x, string w, string? b, (string Name, Location At)[] targets, Block block)
    {
        (int height, int outputs) = (block.Height, block.Registers);
        text.Line($"ref readonly {type.Keyword} top = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {x}), {scope.AddressOf(anchor.Operands[1]).At("row")});");
        foreach ((string z, Location target) in targets.Where(t => t.At.IsWorkspace && t.At.Stride > kernel.Width && Padding.Up(kernel.Width) > kernel.Width))
        {
            string padding = $"for (nuint column = {(Padding.Up(kernel.Width) - Padding.Elements).Text()}; column < {Padding.Up(kernel.Width).Text()}; column += Count)";
            for (int r = 0; r < height; r++)
            {
                text.Line($"{padding} V.Store(V.Zero, ref {z}, {(r == 0 ? "row" : $"(row + {r.Text()})")} * {target.Stride.Text()} + column);");
            }

            text.Line();
        }

        if (outputs == kernel.Width)
        {
            WriteTile(text, w, b, targets, new DotTile(height, outputs, block.Chains, AreAll: true));
            return;
        }

        int whole = kernel.Width / outputs * outputs;
        using (text.Braces($"for (nuint j = 0; j < {whole.Text()}; j += {outputs.Text()})"))
        {
            WriteTile(text, w, b, targets, new DotTile(height, outputs, block.Chains, AreAll: false));
        }

        if (whole < kernel.Width)
        {
            int rest = kernel.Width - whole;
            text.Line();
            using (text.Braces($"for (nuint j = {whole.Text()}; j < {kernel.Width.Text()}; j += {rest.Text()})"))
            {
                WriteTile(text, w, b, targets, new DotTile(height, rest, block.Chains, AreAll: false));
            }
        }
    }

    private void WriteTile(CodeWriter text, string w, string? b, (string Name, Location At)[] targets, DotTile tile)
    {
        string Start(int r, int c) => $"{DotTile.Sum(r, c)} = {(b is null || r >= tile.Height ? "V.Zero" : "b" + Tile.Letter(c))}";
        if (b is not null)
        {
            // Added to one lane of the sums, it is in their total.
            string Bias(int c) => kernel.Width > 1 ? $"V.LoadOne(in {b}, {tile.Output(c)})" : $"V.Where(V.First(1), V.Create({b}), V.Zero)";
            Tile.Declare(text, tile.Outputs, c => $"b{Tile.Letter(c)} = {Bias(c)}");
        }

        foreach (string line in Tile.Grid(tile.Height * tile.Chains, tile.Outputs, Start))
        {
            text.Line($"V {line};");
        }

        if (!RowsArePadded || tile.Chains > 1)
        {
            text.Line("nuint k = 0;");
        }

        if (tile.Chains > 1)
        {
            string all = Tile.Lanes(tile.Chains);
            using (text.Braces($"for (; k + {all} <= {Summed.Text()}; k += {all})"))
            {
                for (int chain = 0; chain < tile.Chains; chain++)
                {
                    WriteStep(text, w, tile, isLast: false, chain);
                }
            }

            text.Line();
        }

        string start = RowsArePadded && tile.Chains == 1 ? "nuint k = 0" : "";
        string end = RowsArePadded ? $"k < {Summed.Text()}" : $"k + Count <= {Summed.Text()}";
        using (text.Braces($"for ({start}; {end}; k += Count)"))
        {
            WriteStep(text, w, tile, isLast: false);
        }

        if (!RowsArePadded)
        {
            text.Line();
            bool overlaps = RowEnds.Overlap(Summed);
            using (text.Braces(overlaps ? $"if ({RowEnds.IsRagged(Summed)})" : $"if (k < {Summed.Text()})"))
            {
                text.Line(overlaps ? $"k = {RowEnds.Start(Summed)};" : $"nuint live = {Summed.Text()} - k;");
                WriteStep(text, w, tile, isLast: true);
            }
        }

        text.Line();
        if (tile.Chains > 1)
        {
            Tile.Statements(text, tile.Outputs, c =>
                $"{DotTile.Sum(0, c)} = {Tile.Total([.. Enumerable.Range(0, tile.Chains).Select(chain => DotTile.Sum(chain, c))])};");
        }

        foreach ((string z, Location target) in targets)
        {
            WriteSums(text, z, target, tile);
        }
    }

    private static void WriteSums(CodeWriter text, string z, Location target, DotTile tile)
    {
        if (tile.Outputs == 1 && tile.Height % DotProductTiling.SumsAtOnce == 0 && target.Stride == 1)
        {
            for (int r = 0; r < tile.Height; r += DotProductTiling.SumsAtOnce)
            {
                int first = r;
                WriteStoreSums(text, i => DotTile.Sum(first + i, 0), z, PlaceOf(target, tile, first, 0));
            }

            return;
        }

        int together = tile.Outputs / DotProductTiling.SumsAtOnce * DotProductTiling.SumsAtOnce;
        for (int r = 0; r < tile.Height; r++)
        {
            int row = r;
            for (int c = 0; c < together; c += DotProductTiling.SumsAtOnce)
            {
                int first = c;
                WriteStoreSums(text, i => DotTile.Sum(row, first + i), z, PlaceOf(target, tile, row, first));
            }

            if (together < tile.Outputs)
            {
                Tile.Statements(text, tile.Outputs - together, c =>
                    $"Memory::Unsafe.Add(ref {z}, {PlaceOf(target, tile, row, together + c)}) = V.Sum({DotTile.Sum(row, together + c)});");
            }
        }
    }

    private static void WriteStoreSums(CodeWriter text, Func<int, string> sum, string z, string at) =>
        text.Line($"V.StoreSums({string.Join(", ", Enumerable.Range(0, DotProductTiling.SumsAtOnce).Select(sum))}, ref {z}, {at});");

    /// <summary>Where an output of the tile goes.</summary>
    private static string PlaceOf(Location target, DotTile tile, int r, int c)
    {
        string row = r == 0 ? "row" : $"row + {r.Text()}";
        int start = target.Place == Place.InputGradients ? target.Offset : 0;
        string at = target.Stride == 1 ? row : $"{(r == 0 ? row : $"({row})")} * {target.Stride.Text()}";
        string output = target.Stride == 1 ? "0" : tile.Output(c);
        return at + (output == "0" ? "" : " + " + output) + (start == 0 ? "" : " + " + start.Text());
    }

    /// <summary>A register of inputs times those of the weights, added to the sums, or to one chain of them.</summary>
    private void WriteStep(CodeWriter text, string w, DotTile tile, bool isLast, int chain = 0)
    {
        int xStride = scope.AddressOf(anchor.Operands[1]).Stride;
        int wStride = plan.StorageOf(kernel.Matrix).Stride;
        string ahead = chain == 0 ? "" : $" + {Tile.Lanes(chain)}";
        Func<int, string> weights = c => "w" + Tile.Letter(chain * tile.Outputs + c);
        Tile.Declare(text, tile.Outputs, c => $"{weights(c)} = V.Load(in {w}, {tile.Weights(c, wStride)}{ahead})");
        for (int r = 0; r < tile.Height; r++)
        {
            string at = r == 0 ? "k" + ahead : $"k + {(r * xStride).Text()}";
            int sums = chain + r;
            string load = isLast ? RowEnds.Load(Summed, "top", at) : $"V.Load(in top, {at})";
            if (tile.Outputs == 1)
            {
                // It is used once: as an operand it needs no register of its own.
                text.Line($"V.AddProduct(ref {DotTile.Sum(sums, 0)}, {weights(0)}, {load});");
                continue;
            }

            Tile.Accumulate(text, $"V x{sums.Text()} = {load};", tile.Outputs, $"x{sums.Text()}", weights, c => DotTile.Sum(sums, c));
        }
    }

    /// <summary>Sums of some outputs of some rows, in registers.</summary>
    /// <param name="Height">Rows.</param>
    /// <param name="Outputs">Outputs.</param>
    /// <param name="Chains">Sums of each output of a single row, of every so manieth register of the inputs.</param>
    /// <param name="AreAll">Whether there are no others; else they are those from j on.</param>
    private sealed record DotTile(int Height, int Outputs, int Chains, bool AreAll)
    {
        /// <summary>What the sum of a row, or a chain of a single row, is called.</summary>
        public static string Sum(int row, int output) => $"s{row.Text()}{Tile.Letter(output)}";

        /// <summary>The index of an output.</summary>
        public string Output(int c) => AreAll ? c.Text() : c == 0 ? "j" : $"j + {c.Text()}";

        /// <summary>Where the weights of an output are, from input k on.</summary>
        public string Weights(int c, int stride) =>
            !AreAll ? $"{(c == 0 ? "j" : $"({Output(c)})")} * {stride.Text()} + k" : c == 0 ? "k" : $"{(c * stride).Text()} + k";
    }
}
