using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>The entries of a vector or matrix of the batch, computed as they are needed, reduced to one number.</summary>
internal sealed class ReductionEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private KernelScope scope = new(plan, kernel, type, names);

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"{plan.Graph[kernel.Anchor].Operation}Of{kernel.Width.Text()}", Write);
        MethodText.Call(procedure, $"{type.Keyword} {names.Scalar(kernel.Anchor)} = {name}", scope.Arguments);
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        int reduced = plan.Graph[kernel.Anchor].Operands[0];
        Storage storage = plan.StorageOf(reduced);
        Operation operation = plan.Graph[kernel.Anchor].Operation;
        CodeWriter lines = new();
        RegisterCode code = new(scope, lines, names, storage.Runs == 1 ? "" : "run", "column", "live");
        string value = code.Value(reduced);
        string identity = operation == Operation.Largest ? $"V.Create({type.Keyword}.NegativeInfinity)" : "V.Zero";
        if (storage.IsPadded && (operation == Operation.Largest || code.AtPadding(reduced) != 0))
        {
            value = $"V.Where(V.First(live), {value}, {identity})";
        }

        string total = scope.Local("total");
        string step = operation switch
        {
            Operation.Largest => $"{total} = V.Max({total}, {value});",
            Operation.Norm1 => $"{total} += V.Abs({value});",
            Operation.SumOfSquares => $"V.AddProduct(ref {total}, {value}, {value});",
            _ => $"{total} += {value};",
        };
        CodeWriter text = new();
        MethodText.Document(text, scope.Equations(kernel.Nodes).DefaultIfEmpty($"{operation} of {kernel.Width.Text()} entries."));
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, type.Keyword, name, scope.Declarations))
        {
            text.Line($"V {total} = {identity};");
            using (storage.Runs == 1 ? default : text.Braces($"for (nuint run = 0; run < {storage.Runs.Text()}; run++)"))
            using (text.Braces($"for (nuint column = 0; column < {storage.RunLength.Text()}; column += Count)"))
            {
                string written = lines.ToString().TrimEnd('\n');
                if (written.Contains("live") || step.Contains("live"))
                {
                    text.Line($"nuint live = {storage.RunLength.Text()} - column;");
                }

                if (written.Length > 0)
                {
                    text.Line(written);
                }

                text.Line(step);
            }

            text.Line();
            text.Line($"return V.{(operation == Operation.Largest ? "Largest" : "Sum")}({total});");
        }

        return text.ToString();
    }
}
