using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>How the checks call the user's own equations, from a bag of arguments.</summary>
internal sealed class EquationCalls(TypeSpec type, EquationForm form)
{
    /// <summary>The call of the output as a vector, and of the objective; null without one.</summary>
    public (string Output, string? Objective) Calls()
    {
        MethodSpec output = form.OutputMethod ?? form.ObjectiveMethod!;
        string call = Call(output);
        return (
            output.Result == ValueKind.Scalar ? $"Eq::Functions.Concat({call})" : call,
            form.ObjectiveMethod is null ? null : Call(form.ObjectiveMethod));
    }

    private string Call(MethodSpec method)
    {
        string space = type.Namespace.Length == 0 ? "" : type.Namespace + ".";
        string containers = string.Concat(type.Containers.Select(static c => c.Substring(c.LastIndexOf(' ') + 1) + "."));
        return $"global::{space}{containers}{type.Name}.{method.Name}({string.Join(", ", method.Arguments.Select(Argument))})";
    }

    private string Argument(int index)
    {
        ArgumentSpec argument = form.Arguments[index];
        int place = form.Arguments.Take(index).Count(a => a.Role == argument.Role);
        switch (argument.Role)
        {
            case ArgumentRole.Hyperparameter:
                return $"arguments.Hyperparameter({place.Text()})";
            case ArgumentRole.Weight:
                return "arguments.Weight";
            case ArgumentRole.Parameter:
                return argument.Kind switch
                {
                    ValueKind.Matrix => $"arguments.Matrix({place.Text()})",
                    ValueKind.Vector => $"arguments.Vector({place.Text()})",
                    _ => $"arguments.ParameterScalar({place.Text()})",
                };
            case ArgumentRole.Target:
                return argument.Kind switch
                {
                    ValueKind.Label => "arguments.TargetLabel",
                    ValueKind.Scalar => "arguments.TargetScalar",
                    _ => "arguments.Target",
                };
            default:
                int start = form.Arguments.Take(index).Where(static a => a.Role == ArgumentRole.Input).Sum(static a => a.Rows);
                return argument.Kind == ValueKind.Scalar
                    ? $"arguments.InputScalar({start.Text()})"
                    : $"arguments.InputSlice({start.Text()}, {argument.Rows.Text()})";
        }
    }
}
