using System.Globalization;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>
/// Equations as text: a line for each argument and each step. A step is called by its name and number (<c>z#4</c>), an argument by
/// its name, a constant by its value.
/// </summary>
internal static class FormText
{
    public static string Of(EquationForm form)
    {
        List<string> lines = [.. form.Arguments.Select(Argument)];
        lines.AddRange(form.Steps
            .Select((step, index) => step.Function is Function.Argument or Function.Constant ? "" : $"{Name(form, index)} = {Call(form, step)}")
            .Where(static l => l.Length > 0));
        if (form.ObjectiveMethod is { } objective)
        {
            lines.Add($"objective{(form.MustBeConvex ? " (convex)" : "")} {Method(form, objective)} = {Name(form, form.Objective)}");
        }

        lines.Add($"output {Method(form, form.OutputMethod!)} = {Name(form, form.Output)}");
        return string.Join('\n', lines);
    }

    private static string Argument(ArgumentSpec argument)
    {
        string size = argument.Kind switch
        {
            ValueKind.Vector => $"[{argument.Rows}]",
            ValueKind.Matrix => $"[{argument.Rows}, {argument.Columns}]",
            _ => argument is { Rows: 1, Columns: 1 } ? "" : "of a wrong size",
        };
        string traits = (argument.Frozen ? ", frozen" : "") + (argument.WantsGradient ? ", gradient" : "")
            + (argument.Value != 0 ? ", " + Number(argument.Value) : "");
        return $"{argument.Name}: {argument.Role} {argument.Kind}{size}{traits}";
    }

    private static string Call(EquationForm form, StepSpec step)
    {
        string operands = string.Join(", ", step.Operands.Select(o => Name(form, o)));
        return step.Function switch
        {
            Function.Entry => $"{operands}[{step.Index}]",
            Function.Slice => $"{operands}[{step.Index}..+{step.Length}]",
            _ => $"{step.Function}({operands})",
        };
    }

    private static string Name(EquationForm form, int index) => form.Steps[index] switch
    {
        { Function: Function.Argument } step => form.Arguments[step.Index].Name,
        { Function: Function.Constant } step => Number(step.Value),
        var step => $"{step.Name}#{index}",
    };

    private static string Method(EquationForm form, MethodSpec method) =>
        $"{method.Name}({string.Join(", ", method.Arguments.Select(a => form.Arguments[a].Name))})";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
