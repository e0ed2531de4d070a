using System;
using System.Globalization;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>Whether the operands of a step fit together, and if not, why, in words.</summary>
/// <param name="form">The equations.</param>
/// <param name="shapeOf">The shape of an earlier step.</param>
/// <param name="report">Is told the step and the message.</param>
internal sealed class StepChecks(EquationForm form, Func<int, Shape> shapeOf, Action<int, string> report)
{
    /// <summary>The number of classes that a label was last used with.</summary>
    private int classes = -1;

    public bool Accept(int index)
    {
        StepSpec step = form.Steps[index];
        string? complaint = step.Function switch
        {
            Function.Multiply when KindOf(step, 0) == ValueKind.Matrix && KindOf(step, 1) == ValueKind.Vector => Product(step),
            Function.Add or Function.Subtract or Function.Multiply or Function.Divide or Function.Min or Function.Max
                or Function.Dot or Function.SquaredError or Function.AbsoluteError or Function.KullbackLeibler => Equal(step, 0, 1),
            Function.Where => Equal(step, 0, 1) ?? Equal(step, 0, 2) ?? Equal(step, 1, 2),
            Function.CrossEntropy or Function.SoftmaxCrossEntropy or Function.MulticlassHinge =>
                KindOf(step, 1) == ValueKind.Label ? Classes(step) : Equal(step, 0, 1),
            _ => null,
        };
        if (complaint is null)
        {
            return true;
        }

        report(index, complaint);
        return false;
    }

    private ValueKind KindOf(StepSpec step, int operand) => form.Steps[step.Operands[operand]].Kind;

    private Shape ShapeOf(StepSpec step, int operand) => shapeOf(step.Operands[operand]);

    private string? Product(StepSpec step)
    {
        int columns = ShapeOf(step, 0).Columns;
        return columns == ShapeOf(step, 1).Rows ? null : Complaint(step, 0, 1, Text(columns) + " expected");
    }

    /// <summary>A scalar goes with anything, also where a vector happens to have one entry only.</summary>
    private string? Equal(StepSpec step, int first, int second)
    {
        bool fit = KindOf(step, first) == ValueKind.Scalar || KindOf(step, second) == ValueKind.Scalar
            || ShapeOf(step, first) == ShapeOf(step, second);
        return fit ? null : Complaint(
            step, first, second, KindOf(step, first) == ValueKind.Matrix ? "equal shapes expected" : "equally many expected");
    }

    private string? Classes(StepSpec step)
    {
        int entries = ShapeOf(step, 0).Rows;
        int before = classes;
        classes = entries;
        return before < 0 || before == entries
            ? null
            : $"{Noun(step, 1)} is one of {Text(entries)} classes here and one of {Text(before)} before; the same number expected";
    }

    /// <summary><c>w1 · x: w1 is 128×784, x has 512 entries; 784 expected</c></summary>
    private string Complaint(StepSpec step, int first, int second, string expectation)
    {
        (Shape a, Shape b) = (ShapeOf(step, first), ShapeOf(step, second));
        bool matrices = KindOf(step, second) == ValueKind.Matrix;
        bool vectors = KindOf(step, first) == ValueKind.Vector && !matrices;
        string heading = step.Operands.All(o => form.Steps[o].Name is not null) ? Heading(step) + ": " : "";
        string left = KindOf(step, first) == ValueKind.Matrix ? $"is {Matrix(a)}" : $"has {Entries(a.Rows)}";
        string right = matrices ? Matrix(b) : vectors ? Text(b.Rows) : $"has {Entries(b.Rows)}";
        return $"{heading}{Noun(step, first)} {left}, {Noun(step, second)} {right}; {expectation}";
    }

    private string Heading(StepSpec step)
    {
        string[] names = step.Operands.Select(o => form.Steps[o].Name!).ToArray();
        string? sign = Sign(step);
        return sign is null ? $"{step.Function}({string.Join(", ", names)})" : string.Join($" {sign} ", names);
    }

    private static string? Sign(StepSpec step) => step.Function switch
    {
        Function.Add => "+",
        Function.Subtract => "−",
        Function.Multiply => "·",
        Function.Divide => "/",
        _ => null,
    };

    private string? Name(StepSpec step, int operand) => form.Steps[step.Operands[operand]].Name;

    private string Noun(StepSpec step, int operand) =>
        Name(step, operand) is { } name ? name :
        Sign(step) is not null ? operand == 0 ? "the left side" : "the right side" :
        operand switch { 0 => "the first argument", 1 => "the second argument", _ => "the third argument" };

    private static string Matrix(Shape shape) => Text(shape.Rows) + "×" + Text(shape.Columns);

    private static string Entries(int count) => count == 1 ? "1 entry" : Text(count) + " entries";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
