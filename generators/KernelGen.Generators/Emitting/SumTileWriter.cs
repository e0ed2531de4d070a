using System;
using System.Linq;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>One operand of an outer product.</summary>
/// <param name="Name">What kernels call it.</param>
/// <param name="At">Where an example's part of it lies.</param>
/// <param name="Offset">What loops over examples call the place in it that they have come to.</param>
internal sealed record OuterOperand(string Name, Address At, string Offset)
{
    /// <summary>From one example to the next.</summary>
    public string Advance => At.Stride == 1 ? $"{Offset}++" : $"{Offset} += {At.Stride.Text()}";
}

/// <summary>Blocks of outer products summed over the batch: one operand is broadcast, the other lies in lanes.</summary>
/// <param name="element">The keyword of an element.</param>
/// <param name="storage">How the sums lie in memory.</param>
/// <param name="broadcast">The operand that runs over the runs of the storage.</param>
/// <param name="inLanes">The operand that runs along a run.</param>
/// <param name="finish">What is done with a sum: its expression, its run, its column.</param>
/// <param name="fetchesAhead">Whether blocks for few registers ask for both operands some examples before they need them.</param>
/// <param name="bias">What is done with a sum of the operand in lanes alone: its expression, its column.</param>
/// <param name="announce">What says beforehand where the sums of a tile will go; null where they are near.</param>
internal sealed class SumTileWriter(
    string element, Storage storage, OuterOperand broadcast, OuterOperand inLanes, Func<string, string, string, string> finish,
    bool fetchesAhead, Func<string, string, string>? bias = null, Func<SumTile, string>? announce = null)
{
    /// <summary>The body of the loops: blocks along some runs, in each the sum over the examples.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="part">The blocks.</param>
    /// <param name="first">The first run; empty where the block holds all of them.</param>
    public void Write(CodeWriter text, RunPart part, string first)
    {
        bool isPadded = inLanes.At.IsPadded;
        string length = storage.RunLength.Text();
        SumTile last = new(part.Stripes[part.Stripes.Count - 1], first, part.HasBias);
        if (isPadded && part.Stripes.Count == 1)
        {
            using (text.Braces($"for (nuint column = 0; column < {length}; column += {Tile.Lanes(last.Registers)})"))
            {
                WriteSum(text, last, storage.IsPadded ? Rest.WithPadding : Rest.None);
            }

            return;
        }

        text.Line("nuint column = 0;");
        for (int i = 0; i < part.Stripes.Count; i++)
        {
            Block stripe = part.Stripes[i];
            bool goesToTheEnd = isPadded && i == part.Stripes.Count - 1;
            string lanes = Tile.Lanes(stripe.Registers);
            using (text.Braces($"for (; {RowLoops.Condition(stripe)}{(goesToTheEnd ? $"column < {length}" : $"column + {lanes} <= {length}")}; column += {lanes})"))
            {
                WriteSum(text, new SumTile(stripe, first, part.HasBias), goesToTheEnd && storage.IsPadded ? Rest.WithPadding : Rest.None);
            }

            if (!goesToTheEnd)
            {
                text.Line();
            }
        }

        if (isPadded)
        {
            return;
        }

        // The rows of the caller have no padding: what is left of each is loaded with what is before it, or by itself.
        if (RowEnds.Overlap(storage.RunLength))
        {
            using (text.Braces($"if ({RowEnds.IsRagged(storage.RunLength)})"))
            {
                text.Line(RowEnds.Last("at", storage.RunLength));
                WriteSum(text, last, Rest.Overlapping);
            }

            return;
        }

        using (text.Braces($"if (column < {length})"))
        {
            text.Line($"nuint live = {length} - column;");
            WriteSum(text, last, Rest.ByItself);
        }
    }

    private void WriteSum(CodeWriter text, SumTile tile, Rest rest)
    {
        foreach (string line in Tile.Grid(tile.Height * tile.Chains, tile.Registers, static (r, c) => $"{SumTile.Register(r, c)} = V.Zero"))
        {
            text.Line($"V {line};");
        }

        if (announce is not null)
        {
            text.Line(announce(tile));
        }

        if (tile.Chains > 1)
        {
            text.Line("nuint i = 0;");
            using (text.Braces($"for (; i + {tile.Chains.Text()} <= n; i += {tile.Chains.Text()})"))
            {
                WriteTop(text);
                for (int chain = 0; chain < tile.Chains; chain++)
                {
                    WriteExample(text, tile, chain, rest);
                }
            }

            text.Line();
        }

        using (text.Braces(tile.Chains > 1 ? "for (; i < n; i++)" : ForExamples(tile, rest)))
        {
            if (tile.Chains > 1)
            {
                WriteTop(text);
            }

            WriteExample(text, tile, 0, rest);
        }

        text.Line();
        if (rest == Rest.WithPadding)
        {
            string length = storage.RunLength.Text();
            text.Line($"nuint live = {length} - column;");
            for (int c = 1; c < tile.Registers; c++)
            {
                string start = (c == 1 ? "" : c.Text() + " * ") + "Count";
                text.Line($"nuint {Live(c)} = live > {start} ? live - {start} : 0;");
            }
        }

        bool isCleaned = rest is Rest.WithPadding or Rest.ByItself;
        if (isCleaned && tile.Height > 1)
        {
            // The JIT makes a mask anew wherever it stands.
            Tile.Declare(text, tile.Registers, static c => $"{Entries(c)} = V.First({Live(c)})");
        }

        for (int r = 0; r < tile.Height; r++)
        {
            int run = r;
            string Total(int c) => rest == Rest.Overlapping ? $"V.Tail({tile.Total(run, c)}, {RowEnds.Length(storage.RunLength)})"
                : isCleaned ? $"V.Where({(tile.Height > 1 ? Entries(c) : $"V.First({Live(c)})")}, {tile.Total(run, c)}, V.Zero)"
                : tile.Total(run, c);
            Tile.Statements(text, tile.Registers, c => run == tile.Runs ? bias!(Total(c), Tile.Column(c)) : finish(Total(c), tile.Run(run), Tile.Column(c)));
        }
    }

    /// <summary>One example after the other, at offsets that are moved on: to multiply anew took a quarter of the instructions of twelve sums.</summary>
    private string ForExamples(SumTile tile, Rest rest) =>
        $"for (nuint i = 0, {broadcast.Offset} = {(tile.First.Length == 0 ? "0" : tile.First)}, {inLanes.Offset} = {FirstColumn(rest)}; i < n; "
        + $"i++, {broadcast.Advance}, {inLanes.Advance})";

    private static string FirstColumn(Rest rest) => rest == Rest.Overlapping ? "at" : "column";

    /// <summary>Entries in a register of the tile.</summary>
    private static string Live(int register) => register == 0 ? "live" : "live" + Tile.Letter(register).ToUpperInvariant();

    /// <summary>The lanes that hold them.</summary>
    private static string Entries(int register) => "entries" + (register == 0 ? "" : Tile.Letter(register).ToUpperInvariant());

    /// <summary>What of the last registers along a run is no entry.</summary>
    private enum Rest
    {
        /// <summary>Nothing: all lanes are entries.</summary>
        None,

        /// <summary>Padding, which is loaded and stored with the entries, and is kept zero: a diverged value times zero is no zero.</summary>
        WithPadding,

        /// <summary>Entries of the register before, with which the last ones are loaded; padding is stored all the same.</summary>
        Overlapping,

        /// <summary>What is not there to load, in rows shorter than a register; padding is stored all the same.</summary>
        ByItself,
    }

    private void WriteTop(CodeWriter text) => text.Line(
        $"ref readonly {element} top = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {inLanes.Name}), {inLanes.At.At("i")});");

    /// <summary>What one example adds to a tile, or to one of its chains.</summary>
    private void WriteExample(CodeWriter text, SumTile tile, int chain, Rest rest)
    {
        string example = chain == 0 ? "i" : $"i + {chain.Text()}";
        string Load(int c)
        {
            // From the first example of a group the others are at constant distances.
            string source = tile.Chains == 1 ? inLanes.Name : "top";
            string column = Tile.Column(c, tile.Chains == 1 ? inLanes.Offset : FirstColumn(rest));
            string place = chain == 0 ? column : $"{column} + {(chain * inLanes.At.Stride).Text()}";
            return rest == Rest.ByItself ? $"V.LoadFirst(in {source}, {place}, live)" : $"V.Load(in {source}, {place})";
        }

        if (tile.Height == 1)
        {
            // Each is used once: as an operand it needs no register of its own.
            string a = $"a{chain.Text()}";
            text.Line($"V {a} = {Broadcast(tile, 0, example)};");
            Tile.Statements(text, tile.Registers, c => $"V.AddProduct(ref {SumTile.Register(chain, c)}, {a}, {Load(c)});");
            return;
        }

        if (fetchesAhead && tile.First.Length > 0)
        {
            WriteFetch(text, tile, inLanes, chain, "column");
            WriteFetch(text, tile, broadcast, chain, tile.First);
        }

        // Of the first chain b is ba, bb; of the next ones bc, bd …
        int registers = tile.Registers;
        Tile.Declare(text, registers, c => $"b{Tile.Letter(chain * registers + c)} = {Load(c)}");
        for (int r = 0; r < tile.Runs; r++)
        {
            int row = chain * tile.Height + r;
            string a = $"a{row.Text()}";
            Tile.Accumulate(
                text, $"V {a} = {Broadcast(tile, r, example)};", registers, a, c => $"b{Tile.Letter(chain * registers + c)}", c => SumTile.Register(row, c));
        }

        if (tile.HasBias)
        {
            int row = chain * tile.Height + tile.Runs;
            Tile.Statements(text, registers, c => $"{SumTile.Register(row, c)} += b{Tile.Letter(chain * registers + c)};");
        }
    }

    private static void WriteFetch(CodeWriter text, SumTile tile, OuterOperand operand, int chain, string column)
    {
        if (CostModel.FetchesRowsAhead(tile.Block, operand.At.Stride))
        {
            int examples = chain + CostModel.RowsAhead;
            string place = tile.Chains == 1 ? $"{operand.Offset} + {(examples * operand.At.Stride).Text()}" : operand.At.At($"i + {examples.Text()}", column);
            text.Line($"V.FetchAhead(in {operand.Name}, {place});");
        }
    }

    private string Broadcast(SumTile tile, int run, string example)
    {
        string start = tile.Chains == 1 ? broadcast.Offset : broadcast.At.At(example, tile.First.Length == 0 ? null : tile.First);
        string place = start + (run == 0 ? "" : $" + {run.Text()}");
        return $"V.Broadcast(in {broadcast.Name}, {place})";
    }
}

/// <summary>A block of sums as it is written.</summary>
/// <param name="Block">Runs of the storage, and registers along each.</param>
/// <param name="First">The first run; empty where the block holds all of them.</param>
/// <param name="HasBias">Whether its last sums are those of the operand in lanes alone.</param>
internal sealed record SumTile(Block Block, string First, bool HasBias)
{
    public int Height => Block.Height;

    public int Runs => HasBias ? Height - 1 : Height;

    public int Registers => Block.Registers;

    /// <summary>Sums are taken of every so manieth example, where the block alone has too few registers to add to.</summary>
    public int Chains => Block.Chains;

    /// <summary>What a register of the block is called.</summary>
    public static string Register(int row, int column) => $"g{row.Text()}{Tile.Letter(column)}";

    /// <summary>A run of the block.</summary>
    public string Run(int run) => First.Length == 0 ? run.Text() : run == 0 ? First : $"{First} + {run.Text()}";

    /// <summary>The sum over all examples: that of the chains.</summary>
    public string Total(int run, int column) =>
        Tile.Total([.. Enumerable.Range(0, Chains).Select(chain => Register((chain * Height) + run, column))]);
}
