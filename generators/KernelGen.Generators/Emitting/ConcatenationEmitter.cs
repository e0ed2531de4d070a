using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Vectors and numbers put side by side in one row, with zeros where nothing is put.</summary>
internal sealed class ConcatenationEmitter(KernelPlan plan, Kernel kernel, ElementType type, ProcedureNames names)
{
    private readonly Node anchor = plan.Graph[kernel.Anchor];
    private KernelScope scope = new(plan, kernel, type, names);

    public void Emit(KernelLibrary library, CodeWriter procedure)
    {
        string name = library.Add($"{anchor.Operation}{kernel.Width.Text()}", Write);
        MethodText.Call(procedure, name, scope.Arguments.Append(kernel.PerExample ? "n" : "1"));
    }

    private string Write(string name)
    {
        scope = new KernelScope(plan, kernel, type, names);
        CodeWriter body = new();
        foreach (Store store in kernel.Stores)
        {
            string target = scope.Write(store);
            string row = store.Location.Place == Place.Fixed ? "" : $"row * {store.Location.Stride.Text()} + ";
            row = store.Location.Place == Place.InputGradients && store.Location.Offset > 0 ? $"{row}{store.Location.Offset.Text()} + " : row;
            int at = anchor.Start;
            WriteZeros(body, target, row, 0, at);
            foreach (int piece in anchor.Operands)
            {
                WritePiece(body, piece, target, row, at);
                at += plan.Graph[piece].Shape.Size;
            }

            WriteZeros(body, target, row, at, store.Location.IsWorkspace ? Padding.Up(kernel.Width) : kernel.Width);
        }

        CodeWriter text = new();
        MethodText.Document(text, scope.Equations(kernel.Nodes).DefaultIfEmpty($"{kernel.Width.Text()} entries side by side."));
        text.Line(MethodText.Hot);
        using (MethodText.Method(text, "void", name, [.. scope.Declarations, "nuint n"]))
        using (text.Braces("for (nuint row = 0; row < n; row++)"))
        {
            text.Line(body.ToString().TrimEnd('\n'));
        }

        return text.ToString();
    }

    private void WritePiece(CodeWriter body, int piece, string target, string row, int at)
    {
        Node node = plan.Graph[piece];
        string from = row + at.Text();
        if (node.Shape.IsScalar)
        {
            string value = node.PerExample
                ? $"Memory::Unsafe.Add(ref Memory::Unsafe.AsRef(in {scope.Read(piece)}), {scope.AddressOf(piece).At("row")})"
                : node.Operation == Operation.Constant ? type.Literal(node.Value) : scope.Scalar(piece);
            body.Line($"Memory::Unsafe.Add(ref {target}, {from}) = {value};");
            return;
        }

        string source = scope.Read(piece);
        string offset = scope.AddressOf(piece).At(node.PerExample ? "row" : "", "column");
        string length = node.Shape.Size.Text();
        body.Line($"for (nuint column = 0; column < {length}; column += Count)");
        using (body.Indent())
        {
            body.Line($"V.StoreFirst(V.LoadFirst(in {source}, {offset}, {length} - column), ref {target}, {from} + column, {length} - column);");
        }
    }

    private static void WriteZeros(CodeWriter body, string target, string row, int from, int to)
    {
        if (from < to)
        {
            body.Line($"for (nuint column = {from.Text()}; column < {to.Text()}; column += Count) V.StoreFirst(V.Zero, ref {target}, {row}column, {to.Text()} - column);");
        }
    }
}
