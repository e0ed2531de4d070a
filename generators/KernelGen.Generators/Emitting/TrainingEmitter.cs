using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Writes what a model with an objective offers: its cost, its derivatives, and steps that make the cost smaller.</summary>
internal sealed class TrainingEmitter(KernelPlan plan, ElementType type, CodeWriter writer)
{
    /// <summary>Cost, gradient and steps.</summary>
    public void Write()
    {
        string number = type.Keyword;
        string[] examples = [$"Sys::ReadOnlySpan<{number}> inputs", $"Sys::ReadOnlySpan<{ProcedureSignature.TargetType(plan, type)}> targets"];
        string workspace = $"Kg::Workspace<{number}> workspace";
        string rate = $"{number} learningRate";
        string[] next = ProcedureSignature.HasDropout(plan) ? ["workspace.Dropout = workspace.Dropout.Next;"] : [];
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {number} Cost({string.Join(", ", examples)}, {workspace}) =>");
        using (writer.Indent())
        {
            writer.Line($"Differentiate(inputs, targets, default(Lanes::CostOnly<{number}>), workspace);");
        }

        WriteStep("Gradient", [$"Sys::Span<{number}> gradient"],
            "Kg::Require.Gradient(inputs, targets, gradient, parameters.Span, workspace);", $"new Lanes::StoreGradient<{number}>(gradient)", [.. Cleaning()]);
        WriteStep("SgdStep", [rate],
            "Kg::Require.Step(inputs, targets, parameters.Span, learningRate);", $"new Lanes::Descend<{number}>(parameters.Span, learningRate)", next);
        WriteStep("MomentumStep", [rate, $"Kg::MomentumState<{number}> state"],
            "Kg::Require.Step(inputs, targets, parameters.Span, learningRate, state, Info);", "state.Update(parameters.Span, learningRate)", next);
        WriteStep("AdamStep", [rate, $"Kg::AdamState<{number}> state"],
            "Kg::Require.Step(inputs, targets, parameters.Span, learningRate, state, Info);", "state.Update(parameters.Span, learningRate)", ["state.Steps++;", .. next]);
        WriteDifferentiate([.. examples, "U update", workspace]);

        void WriteStep(string name, string[] arguments, string check, string update, string[] after)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (MethodText.Method(writer, $"public {number} {name}(", [.. examples, .. arguments, workspace]))
            {
                string cost = $"Differentiate(inputs, targets, {update}, workspace);";
                writer.Line(check);
                if (after.Length == 0)
                {
                    writer.Line("return " + cost);
                    return;
                }

                writer.Line($"{number} cost = {cost}");
                foreach (string line in after)
                {
                    writer.Line(line);
                }

                writer.Line("return cost;");
            }
        }
    }

    /// <summary>The derivative with respect to the inputs.</summary>
    public void WriteInputGradient()
    {
        string target = ProcedureSignature.TargetType(plan, type);
        Node[] inputs = plan.Graph.Roots.Where(static r => r.Role == Role.InputGradient).Select(r => plan.Graph[r.Parameter]).ToArray();
        writer.Line();
        writer.Line("/// <summary>Values that the derivative with respect to the inputs of one example has.</summary>");
        writer.Line($"public const int InputGradientCount = {inputs.Sum(static i => i.Shape.Size).Text()};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces(
            $"public void InputGradient(Sys::ReadOnlySpan<{type.Keyword}> inputs, Sys::ReadOnlySpan<{target}> targets, Sys::Span<{type.Keyword}> inputGradients, "
            + $"Kg::Workspace<{type.Keyword}> workspace)"))
        {
            WriteChecks();
            WriteDropout("workspace.Dropout");
            writer.Line("Kg::Require.InputGradients(inputs, targets, inputGradients, n, InputGradientCount, parameters.Span, workspace);");
            new LanesDispatch(plan, type, writer).Write(
                "InputGradient", [.. Examples, "parameters.Span", "inputGradients", "workspace.Span", "n"], returns: false);
        }
    }

    /// <summary>What of a gradient the kernels do not write, and what they leave in its padding.</summary>
    private IEnumerable<string> Cleaning()
    {
        if (plan.Parameters.Any(p => LeavesPadding(p) && plan.Graph[p.Node].WantsGradient))
        {
            yield return "Kg::ParameterInitialization.ClearPadding(Info, gradient);";
        }

        foreach (ParameterPlan parameter in plan.Parameters.Where(p => !plan.Graph[p.Node].WantsGradient))
        {
            yield return $"gradient.Slice({parameter.Offset.Text()}, {parameter.Length.Text()}).Clear(); // {parameter.Name} is frozen";
        }
    }

    /// <summary>What all of training comes to: the examples are checked, then the kernels are called.</summary>
    private void WriteDifferentiate(string[] parameters)
    {
        writer.Line();
        writer.Line("/// <summary>The cost of the examples, which are checked first, and what U makes of its gradient.</summary>");
        writer.Line("[Memory::MethodImpl(Memory::MethodImplOptions.AggressiveInlining)]");
        using (MethodText.Method(writer, $"private {type.Keyword} Differentiate<U>(", parameters, MethodText.IsUpdate(type)))
        {
            WriteChecks();
            WriteDropout("update.WantsGradient ? workspace.Dropout : Kg::DropoutKey.None");
            new LanesDispatch(plan, type, writer).Write(
                "Differentiate", [.. Examples, "parameters.Span", "update", "workspace.Span", "n"], returns: true);
        }
    }

    /// <summary>Whether kernels do not write all that lies between the entries: they end with the last register that has one.</summary>
    private static bool LeavesPadding(ParameterPlan parameter) => parameter.Shape.IsScalar || parameter.HasGaps || parameter.IsPadded;

    private void WriteDropout(string key)
    {
        if (ProcedureSignature.HasDropout(plan))
        {
            writer.Line($"Lanes::DropoutMask dropout = {(key.Contains(" ") ? $"({key})" : key)}.Mask;");
        }
    }

    /// <summary>What kernels are told of the examples.</summary>
    private string[] Examples =>
    [
        "inputs", "targets",
        .. ProcedureSignature.IsWeighted(plan) ? ["workspace.Weights"] : Array.Empty<string>(),
        .. ProcedureSignature.HasDropout(plan) ? ["dropout"] : Array.Empty<string>(),
    ];

    private void WriteChecks()
    {
        writer.Line("nuint n = Kg::Require.Batch(inputs, InputCount, Info, workspace);");
        writer.Line(plan.Facts.Target.Kind switch
        {
            TargetKind.Label => $"Kg::Require.Labels(targets, n, {(plan.Facts.Target.Classes == plan.Facts.OutputCount ? "OutputCount" : plan.Facts.Target.Classes.Text())}, workspace);",
            TargetKind.Probability => "Kg::Require.Probabilities(targets, n, workspace);",
            TargetKind.Sign => "Kg::Require.Signs(targets, n, workspace);",
            TargetKind.Distribution => "Kg::Require.Distributions(targets, n, TargetCount, workspace);",
            _ => "Kg::Require.Values(targets, n, TargetCount, workspace);",
        });
        if (ProcedureSignature.IsWeighted(plan))
        {
            writer.Line("Kg::Require.Weights(workspace, n);");
        }
    }
}
