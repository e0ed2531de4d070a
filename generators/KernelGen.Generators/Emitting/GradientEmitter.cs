using System.Globalization;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// Values of the batch, entry by entry. Sums over the examples stay in registers; their epilogue does what follows and stores the
/// result, or hands it, the gradient of a parameter, to the update, which stores it or descends along it.
/// </summary>
internal sealed class GradientEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private readonly Storage storage = plan.StorageOf(kernel.Parameter >= 0 ? kernel.Parameter : kernel.Root);
    private KernelScope scope = new(plan, kernel, type, names);
    private string target = "";
    private string finishing = "";
    private string finishName = "";

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        if (storage.Shape.IsScalar)
        {
            // One number, known already: the other lanes are padding and get zeros.
            procedure.Line($"update.Apply(V.Where(V.First(1), V.Create({names.Scalar(kernel.Root)}), V.Zero), {Offset});");
            WriteComplete(procedure, Offset, storage.Length);
            return;
        }

        bool sums = kernel.Kind != KernelKind.Map;
        string name = kernel.Kind switch
        {
            KernelKind.Outer => library.Add($"{(IsUpdate ? "Gradient" : "OuterProducts")}{storage.Runs.Text()}By{storage.RunLength.Text()}", WriteOuter),
            KernelKind.ColumnSum => library.Add($"{(IsUpdate ? "BiasGradient" : "ColumnSums")}{storage.RunLength.Text()}", WriteColumnSum),
            _ => library.Add($"{(IsUpdate ? "Gradient" : "Map")}{storage.Shape.Size.Text()}", WriteMap),
        };
        MethodText.Call(procedure, name, [.. scope.Arguments, .. BiasArgument, .. sums ? ["n"] : System.Array.Empty<string>()]);
    }

    /// <summary>Whether the result is the gradient of a parameter, handed over, rather than a value put into memory.</summary>
    private bool IsUpdate => kernel.Parameter >= 0;

    /// <summary>Where that parameter starts among all.</summary>
    private string Offset => plan.Parameters.Single(p => p.Node == kernel.Parameter).Offset.Text();

    /// <summary>Where a bias that is summed beside starts, counted from the weights.</summary>
    private string[] BiasArgument => kernel.Bias is { } bias && ((OuterTiling)kernel.Tiling!).HasBias
        ? [(plan.Parameter(bias.Parameter).Offset - plan.Parameter(kernel.Parameter).Offset).Text()]
        : [];

    private string WriteOuter(string name)
    {
        Begin();
        Node outer = plan.Graph[plan.Graph[kernel.Anchor].Operands[0]];
        bool inputMajor = storage.Layout != WeightLayout.OutputMajor;

        // The index that runs over parameter runs is broadcast, the one along a run lies in lanes.
        int broadcast = outer.Operands[inputMajor ? 1 : 0];
        int inLanes = outer.Operands[inputMajor ? 0 : 1];
        string a = scope.Read(broadcast, inputMajor ? "x" : KernelScope.AdjointRole);
        string b = scope.Read(inLanes, inputMajor ? KernelScope.AdjointRole : "x");
        CodeWriter finish = new();
        WriteFinish(finish, name);
        OuterOperand lanes = new(b, scope.AddressOf(inLanes), scope.Local(b + "At"));
        OuterTiling tiling = (OuterTiling)kernel.Tiling!;
        EquatableArray<RunPart> parts = tiling.Parts;
        SumTileWriter tiles = new(
            type.Keyword, storage, new OuterOperand(a, scope.AddressOf(broadcast), scope.Local(a + "At")), lanes, Finish,
            CostModel.IsBeyondFirstCache(storage.Length),
            static (sum, column) => $"update.Apply({sum}, bias + {column});", IsUpdate && tiling.FetchesAhead ? Announce : null);
        bool once = parts.Count == 1 && parts[0].Count == 1;
        string runs = inputMajor ? "inputs" : "outputs";
        CodeWriter text = new();
        text.Line($"/// <summary>{Summary(tiling.HasBias)}: {(once ? $"all {runs}" : $"each block of {runs}")} in registers over the whole batch.</summary>");
        if (once)
        {
            WriteTile(text, name, tiles, parts[0], first: "");
        }
        else
        {
            using (MethodText.Method(text, "void", name, [.. scope.Declarations, .. BiasDeclaration(tiling.HasBias), "nuint n"], updated: IsUpdate ? type : null))
            {
                WriteParts(text, name, parts);
            }

            foreach (RunPart part in parts)
            {
                text.Line();
                WriteTile(text, $"{name}Rows{part.Height.Text()}", tiles, part, "first");
            }
        }

        AppendFinish(text, finish);
        return text.ToString();
    }

    private string Announce(SumTile tile)
    {
        string stride = storage.Stride.Text();
        return $"update.Fetch({(tile.First.Length == 0 ? "" : $"{tile.First} * {stride} + ")}column, {tile.Runs.Text()}, {stride}, {Tile.Lanes(tile.Registers)});";
    }

    private void WriteParts(CodeWriter text, string name, EquatableArray<RunPart> parts)
    {
        string all = string.Join(", ", scope.Forwards);
        int start = 0;
        foreach (RunPart part in parts)
        {
            (int height, int count) = (part.Height, part.Count);
            string call = $"{name}Rows{height.Text()}({all}, {(part.HasBias ? "bias, " : "")}n, ";
            if (count == 1)
            {
                text.Line($"{call}{start.Text()});");
            }
            else
            {
                text.Line($"for (nuint first = {start.Text()}; first < {(start + height * count).Text()}; first += {height.Text()}) {call}first);");
            }

            start += height * count;
        }
    }

    private void WriteTile(CodeWriter text, string name, SumTileWriter tiles, RunPart part, string first)
    {
        text.Line(first.Length == 0 ? MethodText.Hot : MethodText.HotBlock);
        string[] start = first.Length == 0 ? [] : ["nuint " + first];
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, .. BiasDeclaration(part.HasBias), "nuint n", .. start], updated: IsUpdate ? type : null))
        {
            tiles.Write(text, part, first);
            WriteEnd(text, first.Length == 0 ? "0" : $"{first} * {storage.Stride.Text()}", part.Height * storage.Stride);
            if (part.HasBias)
            {
                WriteComplete(text, "bias", plan.StorageOf(kernel.Bias!.Parameter).Length);
            }
        }
    }

    private static string[] BiasDeclaration(bool hasBias) => hasBias ? ["nuint bias"] : [];

    private string WriteColumnSum(string name)
    {
        Begin();
        int summed = plan.Graph[kernel.Anchor].Operands[0];
        string rows = scope.Read(summed, KernelScope.AdjointRole);
        CodeWriter finish = new();
        Address address = scope.AddressOf(summed);
        int registers = ((ColumnSumTiling)kernel.Tiling!).Registers;
        WriteFinish(finish, name, inPlace: registers == 1);
        CodeWriter text = new();
        text.Line($"/// <summary>{Summary()}</summary>");
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"], updated: IsUpdate ? type : null))
        {
            using (text.Braces($"for (nuint column = 0; column < {storage.RunLength.Text()}; column += {Tile.Lanes(registers)})"))
            {
                if (!address.IsPadded)
                {
                    WriteLive(text);
                }

                Tile.Declare(text, registers, static c => $"g{Tile.Letter(c)} = V.Zero");
                using (text.Braces("for (nuint i = 0; i < n; i++)"))
                {
                    for (int c = 0; c < registers; c++)
                    {
                        text.Line(address.IsPadded
                            ? $"g{Tile.Letter(c)} += V.Load(in {rows}, {address.At("i", Tile.Column(c))});"
                            : $"ga += V.LoadFirst(in {rows}, {address.At("i", "column")}, live);");
                    }
                }

                text.Line();
                if (registers == 1)
                {
                    if (storage.IsPadded && address.IsPadded)
                    {
                        WriteLive(text);
                    }

                    text.Line(finish.ToString().TrimEnd('\n'));
                }
                else
                {
                    Tile.Statements(text, registers, c => Finish($"g{Tile.Letter(c)}", "0", Tile.Column(c)));
                }
            }

            WriteEnd(text, "0", storage.Stride);
        }

        if (registers > 1)
        {
            AppendFinish(text, finish);
        }

        return text.ToString();
    }

    private static void AppendFinish(CodeWriter text, CodeWriter finish)
    {
        string written = finish.ToString().TrimEnd('\n');
        if (written.Length > 0)
        {
            text.Line();
            text.Line(written);
        }
    }

    private string WriteMap(string name)
    {
        Begin();
        DeclareTarget();
        CodeWriter lines = new();
        RegisterCode code = new(scope, lines, names, storage.Runs == 1 ? "" : "run", "column", "live");
        string gradient = code.Value(kernel.Root);
        bool masked = storage.IsPadded && code.AtPadding(kernel.Root) != 0;
        bool usesLive = masked || lines.ToString().Contains("live") || gradient.Contains("live");
        CodeWriter text = new();
        text.Line($"/// <summary>{Summary()}</summary>");
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, scope.Declarations, updated: IsUpdate ? type : null))
        {
            using (storage.Runs == 1 ? default : text.Braces($"for (nuint run = 0; run < {storage.Runs.Text()}; run++)"))
            using (text.Braces($"for (nuint column = 0; column < {storage.RunLength.Text()}; column += Count)"))
            {
                if (usesLive)
                {
                    WriteLive(text);
                }

                gradient = masked ? $"V.Where(V.First(live), {gradient}, V.Zero)" : gradient;

                string written = lines.ToString().TrimEnd('\n');
                if (written.Length > 0)
                {
                    text.Line(written);
                }

                text.Line(Deliver(gradient, storage.Runs == 1 ? "column" : $"run * {storage.Stride.Text()} + column"));
            }

            WriteEnd(text, "0", storage.Length);
        }

        return text.ToString();
    }

    /// <summary>The gradient from its sum over the batch, where more is to be done than to hand it over.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="name">The kernel.</param>
    /// <param name="inPlace">Whether it stands in the one place that needs it, where the sum is <c>ga</c>, rather than in a method.</param>
    private void WriteFinish(CodeWriter text, string name, bool inPlace = false)
    {
        scope.NoteParameters();
        CodeWriter lines = new();
        RegisterCode code = new(scope, lines, names, inPlace ? "" : "run", "column", "live");
        code.Set(kernel.Anchor, inPlace ? "ga" : "sum");
        string gradient = code.Value(kernel.Root);
        DeclareTarget();
        finishing = string.Join(", ", scope.NotedForwards);
        finishName = FinishName(name);
        if (!NeedsFinish && !inPlace)
        {
            return;
        }

        // Sums of outer products come with their padding cleaned, and most of what follows on them keeps it clean.
        bool masked = storage.IsPadded && (kernel.Kind == KernelKind.ColumnSum || code.AtPadding(kernel.Root, zero: kernel.Anchor) != 0);
        if (masked)
        {
            // A diverged value times zero is no zero: padding is kept clean by itself.
            gradient = $"V.Where(V.First(live), {gradient}, V.Zero)";
        }

        if (inPlace)
        {
            WriteUpdate(text, lines, gradient, "column");
            return;
        }

        text.Line(MethodText.Inline);
        string[] parameters = ["V sum", .. scope.NotedDeclarations, "nuint run", "nuint column"];
        using (MethodText.Method(text, "void", finishName, parameters, updated: IsUpdate ? type : null))
        {
            if (masked)
            {
                string length = storage.RunLength.Text();
                text.Line($"nuint live = column < {length} ? {length} - column : 0; // wide blocks may go beyond the end");
            }

            WriteUpdate(text, lines, gradient, $"run * {storage.Stride.Text()} + column");
        }
    }

    private void WriteUpdate(CodeWriter text, CodeWriter lines, string gradient, string offset)
    {
        string written = lines.ToString().TrimEnd('\n');
        if (written.Length > 0)
        {
            text.Line(written);
        }

        text.Line(Deliver(gradient, offset));
    }

    /// <summary>Closes a kernel, after a blank line.</summary>
    private void WriteEnd(CodeWriter text, string offset, int length)
    {
        if (IsUpdate)
        {
            text.Line();
            WriteComplete(text, offset, length);
        }
    }

    private void WriteComplete(CodeWriter text, string offset, int length)
    {
        if (IsUpdate)
        {
            text.Line($"update.Complete<V>({offset}, {length.Text()});");
        }
    }

    private void WriteLive(CodeWriter text) =>
        text.Line($"nuint live = {storage.RunLength.Text()} - column;");

    private void DeclareTarget()
    {
        if (IsUpdate)
        {
            scope.Also("U update", $"update.From({Offset})");
        }
        else
        {
            target = scope.Write(kernel.Stores[0]);
        }
    }

    private string Deliver(string value, string offset) =>
        IsUpdate ? $"update.Apply({value}, {offset});" : $"V.Store({value}, ref {target}, {offset});";

    /// <summary>What is done with a finished sum: handed over as it is, or through the method for the rest.</summary>
    private string Finish(string sum, string run, string column)
    {
        if (NeedsFinish)
        {
            return $"{finishName}({sum}, {finishing}, {run}, {column});";
        }

        string start = int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out int known)
            ? (known * storage.Stride).Text()
            : $"{(run.Contains(" ") ? $"({run})" : run)} * {storage.Stride.Text()}";
        string offset = start == "0" ? column : $"{start} + {column}";
        return Deliver(sum, offset);
    }

    /// <summary>Whether more is to be done with a sum than to hand it over: terms of the parameter itself, or padding to keep clean.</summary>
    private bool NeedsFinish => kernel.Root != kernel.Anchor || (kernel.Kind == KernelKind.ColumnSum && storage.IsPadded);

    /// <summary>Short, as it stands in tiles twice a line.</summary>
    private static string FinishName(string gradient) => gradient.Replace("Gradient", "Finish");

    private void Begin() => scope = new KernelScope(plan, kernel, type, names);

    private string Summary(bool withBias = false) => string.Join("; ", scope.Equations(withBias ? [kernel.Root, kernel.Bias!.Root] : [kernel.Root]));
}
