using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// Gradients of parameters. Sums over the batch stay in registers; their epilogue adds terms of the parameter itself and hands the
/// result to <c>U</c>, which stores it or descends along it.
/// </summary>
internal sealed class GradientEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private readonly ParameterPlan parameter = plan.Parameter(kernel.Parameter);
    private KernelScope scope = new(plan, kernel, type, names);
    private string target = "";

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        if (parameter.Shape.IsScalar && kernel.Kind == KernelKind.ParameterMap && plan.Graph[kernel.Root].Operation != Operation.Broadcast)
        {
            // One number, known already: the other lanes are padding and get zeros.
            procedure.Line($"U.Apply(V.LoadFirst(in {names.Scalar(kernel.Root)}, 0, 1), ref {names.Gradient(kernel.Parameter)}, 0, V.Create(rate));");
            return;
        }

        bool sums = kernel.Kind != KernelKind.ParameterMap;
        string name = kernel.Kind switch
        {
            KernelKind.Outer => library.Add($"Gradient{parameter.Runs.Text()}By{parameter.RunLength.Text()}", WriteOuter),
            KernelKind.ColumnSum => library.Add($"BiasGradient{parameter.RunLength.Text()}", WriteColumnSum),
            _ => library.Add($"Gradient{parameter.Shape.Size.Text()}", WriteMap),
        };
        MethodText.Call(procedure, name + "<U>", sums ? scope.Arguments.Append("n") : scope.Arguments);
    }

    private string WriteOuter(string name)
    {
        Begin();
        Node outer = plan.Graph[plan.Graph[kernel.Anchor].Operands[0]];
        bool inputMajor = parameter.Layout == WeightLayout.InputMajor;

        // The index that runs over parameter runs is broadcast, the one along a run lies in lanes.
        int broadcast = outer.Operands[inputMajor ? 1 : 0];
        int inLanes = outer.Operands[inputMajor ? 0 : 1];
        string a = scope.Read(broadcast, inputMajor ? "x" : "dZ");
        string b = scope.Read(inLanes, inputMajor ? "dZ" : "x");
        int operands = scope.Forwards.Count();
        CodeWriter finish = new();
        WriteFinish(finish, name, operands);
        bool padded = plan.Graph[inLanes].Operation != Operation.Input || parameter.RunLength == parameter.Stride;
        int registers = padded && parameter.Stride / Padding.Elements % 2 == 0 ? 2 : 1;

        // Two registers a row and two operands: six rows fit sixteen registers. One register a row: twelve.
        (int Height, int Count)[] blocks = Blocks(parameter.Runs, registers == 1 ? 12 : 6);
        CodeWriter text = new();
        text.Line($"/// <summary>{Summary()}: each block of {(inputMajor ? "inputs" : "outputs")} in registers over the whole batch.</summary>");
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"], update: true))
        {
            WriteBlocks(text, name, blocks);
        }

        foreach (int height in blocks.Select(static p => p.Height))
        {
            text.Line();
            WriteTile(text, name, a, StrideOf(broadcast), b, StrideOf(inLanes), height, registers, operands, padded);
        }

        AppendFinish(text, finish);
        return text.ToString();
    }

    private void WriteBlocks(CodeWriter text, string name, (int Height, int Count)[] blocks)
    {
        string all = string.Join(", ", scope.Forwards);
        int start = 0;
        foreach ((int height, int count) in blocks)
        {
            string call = $"{name}Rows{height.Text()}<U>({all}, n, ";
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

    private void WriteTile(
        CodeWriter text, string name, string a, int aStride, string b, int bStride, int height, int registers, int operands, bool padded)
    {
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", $"{name}Rows{height.Text()}", [.. scope.Declarations, "nuint n", "nuint first"], update: true))
        {
            if (padded)
            {
                using (text.Braces($"for (nuint column = 0; column < {parameter.Stride.Text()}; column += {Tile.Lanes(registers)})"))
                {
                    WriteSum(text, name, a, aStride, b, bStride, height, registers, operands, masked: false);
                }

                return;
            }

            // The rows of the caller have no padding: what is left of each is loaded by itself.
            text.Line("nuint column = 0;");
            using (text.Braces($"for (; column + Count <= {parameter.RunLength.Text()}; column += Count)"))
            {
                WriteSum(text, name, a, aStride, b, bStride, height, registers, operands, masked: false);
            }

            text.Line();
            using (text.Braces($"if (column < {parameter.RunLength.Text()})"))
            {
                text.Line($"nuint live = {parameter.RunLength.Text()} - column;");
                WriteSum(text, name, a, aStride, b, bStride, height, registers, operands, masked: true);
            }
        }
    }

    private void WriteSum(
        CodeWriter text, string name, string a, int aStride, string b, int bStride, int height, int registers, int operands, bool masked)
    {
        foreach (string line in Tile.Grid(height, registers, static (r, c) => $"g{r.Text()}{Tile.Letter(c)} = V.Zero"))
        {
            text.Line($"V {line};");
        }

        using (text.Braces("for (nuint i = 0; i < n; i++)"))
        {
            string atB = bStride == 1 ? "i" : $"i * {bStride.Text()}";
            Tile.Declare(text, registers, c => masked
                ? $"b{Tile.Letter(c)} = V.LoadFirst(in {b}, {atB} + column, live)"
                : $"b{Tile.Letter(c)} = V.Load(in {b}, {atB} + {Tile.Column(c)})");
            string atA = aStride == 1 ? "i + first" : $"i * {aStride.Text()} + first";
            for (int r = 0; r < height; r++)
            {
                string at = r == 0 ? atA : $"{atA} + {r.Text()}";
                Tile.Accumulate(text, $"V a{r.Text()} = V.Broadcast(in {a}, {at});", registers, $"a{r.Text()}", "b", $"g{r.Text()}");
            }
        }

        text.Line();
        for (int r = 0; r < height; r++)
        {
            string run = r == 0 ? "first" : $"first + {r.Text()}";
            Tile.Statements(text, registers, c =>
                Finish(name, operands, $"g{r.Text()}{Tile.Letter(c)}", run, Tile.Column(c)));
        }
    }

    private string WriteColumnSum(string name)
    {
        Begin();
        int summed = plan.Graph[kernel.Anchor].Operands[0];
        string rows = scope.Read(summed, "dZ");
        int operands = scope.Forwards.Count();
        CodeWriter finish = new();
        int stride = StrideOf(summed);
        int registers = parameter.Stride / Padding.Elements % 4 == 0 ? 4 : 1;
        WriteFinish(finish, name, operands, inPlace: registers == 1);
        CodeWriter text = new();
        text.Line($"/// <summary>{Summary()}</summary>");
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"], update: true))
        {
            using (text.Braces($"for (nuint column = 0; column < {parameter.Stride.Text()}; column += {Tile.Lanes(registers)})"))
            {
                Tile.Declare(text, registers, static c => $"g{Tile.Letter(c)} = V.Zero");
                using (text.Braces("for (nuint i = 0; i < n; i++)"))
                {
                    for (int c = 0; c < registers; c++)
                    {
                        text.Line($"g{Tile.Letter(c)} += V.Load(in {rows}, i * {stride.Text()} + {Tile.Column(c)});");
                    }
                }

                text.Line();
                if (registers == 1)
                {
                    text.Line(finish.ToString().TrimEnd('\n'));
                }
                else
                {
                    Tile.Statements(text, registers, c => Finish(name, operands, $"g{Tile.Letter(c)}", "0", Tile.Column(c)));
                }
            }
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
        string target = scope.Target(kernel.Parameter);
        scope.Also($"{type.Keyword} rate", "rate");
        CodeWriter lines = new();
        RegisterCode code = new(scope, lines, names, "run", "column", "live");
        string gradient = code.Value(kernel.Root);
        bool masked = parameter.IsPadded && code.AtPadding(kernel.Root) != 0;
        CodeWriter text = new();
        text.Line($"/// <summary>{Summary()}</summary>");
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, scope.Declarations, update: true))
        {
            using (text.Braces($"for (nuint run = 0; run < {parameter.Runs.Text()}; run++)"))
            using (text.Braces($"for (nuint column = 0; column < {parameter.Stride.Text()}; column += Count)"))
            {
                if (masked)
                {
                    text.Line($"nuint live = column < {parameter.RunLength.Text()} ? {parameter.RunLength.Text()} - column : 0;");
                    gradient = $"V.Where(V.First(live), {gradient}, V.Zero)";
                }

                string written = lines.ToString().TrimEnd('\n');
                if (written.Length > 0)
                {
                    text.Line(written);
                }

                text.Line($"U.Apply({gradient}, ref {target}, run * {parameter.Stride.Text()} + column, V.Create(rate));");
            }
        }

        return text.ToString();
    }

    /// <summary>The gradient from its sum over the batch, where more is to be done than to hand it over.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="name">The kernel.</param>
    /// <param name="operands">How many of the kernel's parameters only the sum needs.</param>
    /// <param name="inPlace">Whether it stands in the one place that needs it, where the sum is <c>ga</c>, rather than in a method.</param>
    private void WriteFinish(CodeWriter text, string name, int operands, bool inPlace = false)
    {
        CodeWriter lines = new();
        RegisterCode code = new(scope, lines, names, inPlace ? "" : "run", "column", "live");
        code.Set(kernel.Anchor, inPlace ? "ga" : "sum");
        string gradient = code.Value(kernel.Root);
        target = scope.Target(kernel.Parameter);
        scope.Also($"{type.Keyword} rate", "rate");
        if (!NeedsFinish && !inPlace)
        {
            return;
        }

        if (parameter.IsPadded)
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
        string[] parameters = ["V sum", .. scope.Declarations.Skip(operands), "nuint run", "nuint column"];
        using (MethodText.Method(text, "void", FinishName(name), parameters, update: true))
        {
            WriteUpdate(text, lines, gradient, $"run * {parameter.Stride.Text()} + column");
        }
    }

    private void WriteUpdate(CodeWriter text, CodeWriter lines, string gradient, string offset)
    {
        if (parameter.IsPadded)
        {
            text.Line($"nuint live = column < {parameter.RunLength.Text()} ? {parameter.RunLength.Text()} - column : 0;");
        }

        string written = lines.ToString().TrimEnd('\n');
        if (written.Length > 0)
        {
            text.Line(written);
        }

        text.Line($"U.Apply({gradient}, ref {target}, {offset}, V.Create(rate));");
    }

    /// <summary>What is done with a finished sum: handed over as it is, or through the method for the rest.</summary>
    private string Finish(string name, int operands, string sum, string run, string column)
    {
        if (NeedsFinish)
        {
            return $"{FinishName(name)}<U>({sum}, {string.Join(", ", scope.Forwards.Skip(operands))}, {run}, {column});";
        }

        string offset = run == "0" ? column : $"{(run.Contains(" ") ? $"({run})" : run)} * {parameter.Stride.Text()} + {column}";
        return $"U.Apply({sum}, ref {target}, {offset}, V.Create(rate));";
    }

    /// <summary>Whether more is to be done with a sum than to hand it over: terms of the parameter itself, or padding to keep clean.</summary>
    private bool NeedsFinish => kernel.Root != kernel.Anchor || parameter.IsPadded;

    /// <summary>Short, as it stands in tiles twice a line.</summary>
    private static string FinishName(string gradient) => gradient.Replace("Gradient", "Finish");

    private void Begin() => scope = new KernelScope(plan, kernel, type, names);

    private string Summary() => string.Join("; ", scope.Equations([kernel.Root]));

    private int StrideOf(int node) =>
        plan.Graph[node].Operation is Operation.Input or Operation.Target ? plan.Graph[node].Shape.Size : names.LocationOf(node).Stride;

    /// <summary>Blocks of equal height, or of two heights that differ by one, rather than a ragged end.</summary>
    private static (int Height, int Count)[] Blocks(int total, int most)
    {
        int count = (total + most - 1) / most;
        int height = (total + count - 1) / count;
        int shorter = height * count - total;
        return shorter == 0 ? [(height, count)] : [(height, count - shorter), (height - 1, shorter)];
    }
}
