using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// Rows times a matrix with outputs in lanes: tiles of rows × registers stay in accumulators over the whole sum, and what follows
/// entry by entry is done to them before they are stored.
/// </summary>
internal sealed class ProductEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    /// <summary>Some columns of the transposed matrix, one after the other.</summary>
    private const string Panel = "panel";

    private KernelScope scope = new(plan, kernel, type, names);
    private readonly Storage storage = plan.StorageOf(kernel.Matrix);
    private readonly Node anchor = plan.Graph[kernel.Anchor];
    private readonly ProductTiling tiling = (ProductTiling)kernel.Tiling!;

    private string source = "";

    private bool IsForward => anchor.Operation == Operation.MatrixVector;

    private int Summed => IsForward ? plan.Graph[anchor.Operands[0]].Shape.Columns : plan.Graph[anchor.Operands[0]].Shape.Rows;

    private int Width => Padding.Up(kernel.Width);

    /// <summary>Whether the last register of a row is not full.</summary>
    private bool IsRagged => ((ProductNest)kernel.Nest!).IsRagged;

    /// <summary>Whether the columns of the matrix are taken a block at a time.</summary>
    private bool IsBlocked => tiling.Columns < Width;

    /// <summary>Whether columns of the transposed matrix are copied to where all rows find them.</summary>
    private bool HasPanel => kernel.Panel > 0;

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string text = library.Add(Name(), Write);
        MethodText.Call(procedure, text, scope.Arguments.Append(kernel.PerExample ? "n" : "1"));
    }

    private string Name()
    {
        string suffix = string.Concat(kernel.Nodes
            .Where(n => n != kernel.Anchor && plan.Graph[n].Operation is not (Operation.Add or Operation.Multiply or Operation.Subtract or Operation.Square))
            .Select(n => plan.Graph[n].Operation == Operation.WherePositive ? "Relu" : plan.Graph[n].Operation.ToString())
            .Distinct());
        string verb = IsForward ? "Dense" : "Back";
        return $"{verb}{Summed.Text()}To{kernel.Width.Text()}{suffix}";
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        string x = scope.Read(anchor.Operands[1], "x");
        bool copied = storage.RunLength != kernel.Width || (storage.Layout == WeightLayout.OutputMajor) == IsForward;
        source = copied && !HasPanel ? scope.ReadTurned(kernel.Matrix, "w") : scope.Read(kernel.Matrix, "w");
        int wStride = copied ? storage.Turned.Stride : storage.Stride;
        if (HasPanel)
        {
            scope.Also($"ref {type.Keyword} {Panel}", $"ref {Panel}");
        }

        int biased = Biased();
        string? bias = biased < 0 ? null : scope.Read(BiasOf(biased), "b");
        CodeWriter finish = new();
        scope.NoteParameters();
        int first = biased < 0 ? kernel.Anchor : biased;
        bool splits = tiling.Blocks.Any(Splits);
        if (splits)
        {
            scope.EnterBlock();
            WriteFinish(finish, first, $"{name}Finish", isFull: true);
            scope.LeaveBlock();
        }

        string last = $"{name}Finish{(splits ? "Last" : "")}";
        if (!splits || IsRagged)
        {
            if (splits)
            {
                finish.Line();
                scope.EnterBlock();
            }

            WriteFinish(finish, first, last, isFull: false);
            if (splits)
            {
                scope.LeaveBlock();
            }
        }

        string finishing = string.Join(", ", scope.NotedForwards);

        CodeWriter text = new();
        MethodText.Document(text, [$"{string.Join("; ", scope.Equations(kernel.Nodes))}, for n rows."]);
        string matrix = HasPanel ? Panel : source;
        ProductText tile = new(x, matrix, HasPanel ? kernel.Panel : wStride, scope.Local(matrix + "At"), bias, finishing);
        if (tiling.InMethods)
        {
            WriteLarge(text, name, tile);
        }
        else
        {
            WriteSmall(text, name, tile);
        }

        text.Line();
        text.Line(finish.ToString().TrimEnd('\n'));
        return text.ToString();
    }

    /// <summary>The loops over rows and the tiles in one method: a call for each would count.</summary>
    private void WriteSmall(CodeWriter text, string name, ProductText tile)
    {
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            RowLoops.Write(text, tiling.Blocks, block => WriteRows(text, name, tile, block));
        }
    }

    private void WriteLarge(CodeWriter text, string name, ProductText tile)
    {
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        {
            if (IsBlocked)
            {
                text.Line($"// All rows pass while a block of the columns of {(HasPanel ? "wᵀ" : "w")} stays in a cache near by.");
                text.Line($"for (nuint first = 0; first < {Width.Text()}; first += {tiling.Columns.Text()}) {name}Columns({string.Join(", ", scope.Forwards)}, n, first);");
            }
            else
            {
                WriteRowBlocks(text, name);
            }
        }

        if (IsBlocked)
        {
            text.Line();
            using (MethodText.Method(text, "void", name + "Columns", [.. scope.Declarations, "nuint n", "nuint first"]))
            {
                if (HasPanel)
                {
                    string from = $"in Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {source}), first * {storage.Stride.Text()})";
                    string columns = kernel.Panel.Text();
                    string live = IsRagged ? $"(int)Sys::Math.Min({columns}, {kernel.Width.Text()} - first)" : columns;
                    MethodText.Call(text, "Lanes::Transposition.Copy", [from, live, storage.RunLength.Text(), storage.Stride.Text(), $"ref {Panel}", columns]);
                }

                WriteRowBlocks(text, name);
            }
        }

        foreach (Block block in tiling.Blocks)
        {
            text.Line();
            text.Line(MethodText.HotBlock);
            IEnumerable<string> declarations = HasPanel ? scope.DeclarationsWithout(source) : scope.Declarations;
            string[] parameters = [.. declarations, IsBlocked ? "nuint first, nuint row" : "nuint row"];
            using (MethodText.Method(text, "void", $"{name}Rows{block.Height.Text()}", parameters))
            {
                WriteRows(text, name, tile, block);
            }
        }
    }

    /// <summary>Whole blocks first; the last one steps back over rows already done rather than leave a ragged end.</summary>
    private void WriteRowBlocks(CodeWriter text, string name)
    {
        IEnumerable<string> forwards = HasPanel ? scope.ForwardsWithout(source) : scope.Forwards;
        string all = string.Join(", ", IsBlocked ? forwards.Append("first") : forwards);
        text.Line("nuint row = 0;");
        for (int i = 0; i < tiling.Blocks.Count - 1; i++)
        {
            Block block = tiling.Blocks[i];
            string height = block.Height.Text();
            string call = $"{name}Rows{height}({all}, ";
            int next = tiling.Blocks[i + 1].Height;
            int? pair = tiling.PairAfter(i);
            string unless = pair is null ? "" : $" && n - row != {pair.Value.Text()}";
            string why = pair is null ? "" : $" // {pair.Value.Text()} rows are two blocks of {next.Text()}";
            text.Line($"for (; {RowLoops.Condition(block)}row + {height} <= n{unless}; row += {height}) {call}row);{why}");
            string left = block.Height - next == 2 ? $"== {(next + 1).Text()}" : $"> {next.Text()}{unless}";
            text.Line($"if ({RowLoops.Condition(block)}n >= {height} && n - row {left}) {{ {call}n - {height}); return; }} // some rows once more");
        }

        text.Line($"for (; row < n; row++) {name}Rows1({all}, row);");
    }

    /// <summary>Whether the columns end in registers by themselves: what the wide blocks leave, and what is not full.</summary>
    private bool Splits(Block block) => ((ProductNest)kernel.Nest!).Splits(block, tiling);

    /// <summary>All columns of some rows, or those of a block.</summary>
    private void WriteRows(CodeWriter text, string name, ProductText tile, Block block)
    {
        int registers = block.Registers;
        text.Line($"ref readonly {type.Keyword} top = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {tile.Rows}), {scope.AddressOf(anchor.Operands[1]).At("row")});");
        if (Splits(block))
        {
            text.Line("nuint column = 0;");
            using (text.Braces($"for (; column + {Tile.Lanes(registers)} <= {kernel.Width.Text()}; column += {Tile.Lanes(registers)})"))
            {
                WriteTile(text, tile, block, $"{name}Finish");
            }

            text.Line();
            Block last = block with { Registers = ((ProductNest)kernel.Nest!).RestOf(block) };
            using (text.Braces($"for (; column < {kernel.Width.Text()}; column += {Tile.Lanes(last.Registers)})"))
            {
                WriteTile(text, tile, last, IsRagged ? $"{name}FinishLast" : $"{name}Finish");
            }

            return;
        }

        string range = HasPanel ? $"column = 0; column < {kernel.Panel.Text()}"
            : IsBlocked ? $"column = first; column < first + {tiling.Columns.Text()}" : $"column = 0; column < {kernel.Width.Text()}";
        using (text.Braces($"for (nuint {range}; column += {Tile.Lanes(registers)})"))
        {
            WriteTile(text, tile, block, IsRagged && tiling.Blocks.Any(Splits) ? $"{name}FinishLast" : $"{name}Finish");
        }
    }

    private void WriteTile(CodeWriter text, ProductText tile, Block block, string finish)
    {
        (int height, int registers) = (block.Height, block.Registers);
        Address rows = scope.AddressOf(anchor.Operands[1]);
        if (tile.Bias is not null)
        {
            Tile.Declare(text, registers, c => $"b{Tile.Letter(c)} = V.Load(in {tile.Bias}, {Output(c)})");
        }

        foreach (string line in Tile.Grid(height, registers, (r, c) => $"s{r.Text()}{Tile.Letter(c)} = {(tile.Bias is null ? "V.Zero" : "b" + Tile.Letter(c))}"))
        {
            text.Line($"V {line};");
        }

        using (text.Braces($"for (nuint k = 0, {tile.Offset} = column; k < {Summed.Text()}; k++, {tile.Offset} += {tile.MatrixStride.Text()})"))
        {
            if (height > 1 && CostModel.FetchesRowsAhead(block, tile.MatrixStride))
            {
                text.Line($"V.FetchAhead(in {tile.Matrix}, {tile.Offset} + {(CostModel.RowsAhead * tile.MatrixStride).Text()});");
            }

            Tile.Declare(text, registers, c => $"w{Tile.Letter(c)} = V.Load(in {tile.Matrix}, {Tile.Column(c, tile.Offset)})");
            for (int r = 0; r < height; r++)
            {
                string at = r == 0 ? "k" : $"k + {(r * rows.Stride).Text()}";
                Tile.Accumulate(text, $"V x{r.Text()} = V.Broadcast(in top, {at});", registers, $"x{r.Text()}", "w", $"s{r.Text()}");
            }
        }

        text.Line();
        for (int r = 0; r < height; r++)
        {
            string rowAt = r == 0 ? "row" : $"row + {r.Text()}";
            Tile.Statements(text, registers, c => $"{finish}(s{r.Text()}{Tile.Letter(c)}, {tile.Finishing}, {rowAt}, {Output(c)});");
        }
    }

    /// <summary>Which output the sums of a register begin with.</summary>
    private string Output(int register) => HasPanel ? "first + " + Tile.Column(register) : Tile.Column(register);

    /// <summary>What follows on a sum.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="first">The node that the sum is.</param>
    /// <param name="name">The method.</param>
    /// <param name="isFull">Whether all lanes are entries.</param>
    private void WriteFinish(CodeWriter text, int first, string name, bool isFull)
    {
        CodeWriter lines = new();
        RegisterCode code = new(scope, lines, names, "row", "column", isFull ? null : "live");
        code.Set(first, "sum");
        foreach (Store store in kernel.Stores)
        {
            code.Store(store);
        }

        MethodText.Document(text, [string.Join("; ", scope.Equations(kernel.Nodes))]);
        text.Line(MethodText.Inline);
        string[] parameters = ["V sum", .. scope.NotedDeclarations, "nuint row", "nuint column"];
        using (MethodText.Method(text, "void", name, parameters))
        {
            string written = lines.ToString().TrimEnd('\n');
            if (written.Contains("live"))
            {
                text.Line($"nuint live = column < {kernel.Width.Text()} ? {kernel.Width.Text()} - column : 0;");
            }

            text.Line(written);
        }
    }

    /// <summary>The sum of the product and a bias, if that is the first thing done to it: accumulators then start from the bias.</summary>
    private int Biased()
    {
        List<int> users = kernel.Nodes.Where(n => plan.Graph[n].Operands.Contains(kernel.Anchor)).ToList();
        bool stored = kernel.Stores.Any(s => s.Node == kernel.Anchor);
        return users.Count == 1 && !stored && plan.Graph[users[0]].Operation == Operation.Add
            && plan.Graph[BiasOf(users[0])] is { Operation: Operation.Parameter, Shape.IsScalar: false } ? users[0] : -1;
    }

    private int BiasOf(int add) => plan.Graph[add].Operands.First(o => o != kernel.Anchor);

    /// <summary>What tiles are written with.</summary>
    /// <param name="Rows">What the rows are called.</param>
    /// <param name="Matrix">What the matrix is called.</param>
    /// <param name="MatrixStride">Elements from one of its rows to the next.</param>
    /// <param name="Offset">What loops call the place in the matrix that they have come to.</param>
    /// <param name="Bias">What sums start from; null for zero.</param>
    /// <param name="Finishing">Arguments of the method that takes a finished sum.</param>
    private sealed record ProductText(string Rows, string Matrix, int MatrixStride, string Offset, string? Bias, string Finishing);
}
