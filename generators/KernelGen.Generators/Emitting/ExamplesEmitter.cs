using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>One number an example, with examples in lanes; sums over the batch stay in registers until the end.</summary>
internal sealed class ExamplesEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names, ProcedureKind procedureKind)
{
    private KernelScope scope = new(plan, kernel, type, names);

    private int[] Sums => kernel.Nodes.Where(n => plan.Graph[n].Operation == Operation.BatchSum).ToArray();

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add(kernel.Stores.Count == 0 && Sums.Length == 1 ? "LossExamples" : $"{ProcedureSignature.Subject(procedureKind)}Examples", Write);
        IEnumerable<string> results = Sums.Select(s => $"out {type.Keyword} {names.Scalar(s)}");
        MethodText.Call(procedure, name, scope.Arguments.Append("n").Concat(results));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        CodeWriter body = new();
        RegisterCode code = new(scope, body, names, "", "i", "live");
        foreach (Store store in kernel.Stores)
        {
            code.Store(store);
        }

        List<(string Result, string Lanes)> sums = [];
        foreach (int sum in Sums)
        {
            string summed = code.Value(plan.Graph[sum].Operands[0]);
            string result = scope.Local(scope.Generic(sum));
            string lanes = scope.Local(result + "Lanes");
            sums.Add((result, lanes));
            body.Line($"{lanes} += V.Where(V.First(live), {summed}, V.Zero);");
        }

        CodeWriter text = new();
        MethodText.Document(text, scope.Equations(kernel.Nodes));
        string[] parameters = [.. scope.Declarations, "nuint n", .. sums.Select(s => $"out {type.Keyword} {s.Result}")];
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, parameters))
        {
            foreach ((_, string lanes) in sums)
            {
                text.Line($"V {lanes} = V.Zero;");
            }

            using (text.Braces("for (nuint i = 0; i < n; i += Count)"))
            {
                string written = body.ToString().TrimEnd('\n');
                if (written.Contains("live"))
                {
                    text.Line("nuint live = n - i; // in the last register, fewer than its lanes");
                }

                text.Line(written);
            }

            if (sums.Count > 0)
            {
                text.Line();
            }

            foreach ((string result, string lanes) in sums)
            {
                text.Line($"{result} = V.Sum({lanes});");
            }
        }

        return text.ToString();
    }
}
