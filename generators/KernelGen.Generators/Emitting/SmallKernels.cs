using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Norms of parameters, transposed copies, decisions: a few lines each.</summary>
internal sealed class SmallKernels(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        switch (kernel.Kind)
        {
            case KernelKind.Norm:
                EmitNorm(library, procedure);
                break;
            case KernelKind.Transposition:
                EmitTransposition(procedure);
                break;
            default:
                EmitDecision(library, procedure);
                break;
        }
    }

    private void EmitNorm(KernelLibrary library, CodeWriter procedure)
    {
        bool squares = plan.Graph[kernel.Anchor].Operation == Operation.SumOfSquares;
        string name = library.Add(squares ? "SumOfSquares" : "Norm1", n => WriteNorm(n, squares));
        string array = names.Array(kernel.Matrix);
        procedure.Line($"{type.Keyword} {names.Scalar(kernel.Anchor)} = {name}(in {array}, {plan.StorageOf(kernel.Matrix).Length.Text()});");
    }

    private string WriteNorm(string name, bool squares)
    {
        CodeWriter text = new();
        text.Line($"/// <summary>{(squares ? "‖w‖²" : "‖w‖₁")}: padding is zero and adds nothing.</summary>");
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, type.Keyword, name, [$"ref readonly {type.Keyword} w", "nuint length"]))
        {
            text.Line("V total = V.Zero;");
            using (text.Braces("for (nuint i = 0; i < length; i += Count)"))
            {
                text.Line("V wHere = V.Load(in w, i);");
                text.Line(squares ? "V.AddProduct(ref total, wHere, wHere);" : "total += V.Abs(wHere);");
            }

            text.Line();
            text.Line("return V.Sum(total);");
        }

        return text.ToString();
    }

    private void EmitTransposition(CodeWriter procedure)
    {
        Storage storage = plan.StorageOf(kernel.Matrix);
        MethodText.Call(procedure, "Lanes::Transposition.Copy",
        [
            $"in {names.Array(plan.Graph.BaseOf(kernel.Matrix))}", storage.Runs.Text(), storage.RunLength.Text(), storage.Stride.Text(),
            $"ref {names.TurnedCopy(kernel.Matrix)}", kernel.Stores[0].Location.Stride.Text(),
        ]);
    }

    private void EmitDecision(KernelLibrary library, CodeWriter procedure)
    {
        Node scores = plan.Graph[kernel.Anchor];
        Address address = names.Addresses.Of(kernel.Anchor, fromCaller: false);
        string array = address.IsOfCaller ? names.Array(address.Node) : names.Stored(address.Node);
        string name = library.Add("Decide", n => scores.Shape.IsScalar ? WriteThreshold(n, address) : WriteLargest(n, scores.Shape.Size, address));
        procedure.Line($"{name}(in {array}, classes);");
    }

    private string WriteThreshold(string name, Address address)
    {
        string below = plan.Facts.Target.Kind == TargetKind.Sign ? "-1" : "0";
        CodeWriter text = new();
        text.Line($"/// <summary>1 where the score is positive, else {below}.</summary>");
        text.Line(MethodText.Hot);
        using (text.Braces($"private static void {name}(ref readonly {type.Keyword} scores, Sys::Span<int> classes)"))
        using (text.Braces("for (int row = 0; row < classes.Length; row++)"))
        {
            text.Line($"classes[row] = Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in scores), {address.At("row")}) > 0 ? 1 : {below};");
        }

        return text.ToString();
    }

    private string WriteLargest(string name, int count, Address address)
    {
        CodeWriter text = new();
        text.Line($"/// <summary>The index of the largest of {count.Text()} scores, the first of equals.</summary>");
        text.Line(MethodText.Hot);
        using (text.Braces($"private static void {name}(ref readonly {type.Keyword} scores, Sys::Span<int> classes)"))
        using (text.Braces("for (int row = 0; row < classes.Length; row++)"))
        {
            text.Line($"ref {type.Keyword} first = ref Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in scores), {address.At("row")});");
            text.Line("int best = 0;");
            using (text.Braces($"for (int j = 1; j < {count.Text()}; j++)"))
            {
                text.Line("best = Memory::Unsafe.Add(ref first, j) > Memory::Unsafe.Add(ref first, best) ? j : best;");
            }

            text.Line();
            text.Line("classes[row] = best;");
        }

        return text.ToString();
    }
}
