using System.Collections.Generic;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>What a public operation of a model takes, and what its methods are called after.</summary>
internal static class ProcedureSignature
{
    /// <summary>What the target of an example is in C#: labels are int.</summary>
    public static string TargetType(KernelPlan plan, ElementType type) =>
        plan.Graph.Find(Operation.Label) >= 0 ? "int" : type.Keyword;

    /// <summary>Whether training leaves units out.</summary>
    public static bool HasDropout(KernelPlan plan) => plan.Graph.Find(Operation.Mask) >= 0;

    /// <summary>Whether each example has a weight.</summary>
    public static bool IsWeighted(KernelPlan plan) => plan.Graph.Find(Operation.Weight) >= 0;

    /// <summary>What the rows of a procedure are about.</summary>
    public static string Subject(ProcedureKind kind) => kind switch
    {
        ProcedureKind.Predict => "Output",
        ProcedureKind.Classify => "Score",
        ProcedureKind.InputGradient => "Adjoint",
        _ => "Loss",
    };

    /// <summary>Whether it needs to know what is right.</summary>
    public static bool UsesTargets(ProcedureKind kind) => kind is ProcedureKind.Differentiate or ProcedureKind.InputGradient;

    /// <summary>The parameters of its kernels, from what the caller gives to the workspace.</summary>
    public static IEnumerable<string> Parameters(KernelPlan plan, ProcedureKind kind, ElementType type)
    {
        yield return $"Sys::ReadOnlySpan<{type.Keyword}> inputs";
        if (UsesTargets(kind))
        {
            yield return $"Sys::ReadOnlySpan<{TargetType(plan, type)}> targets";
            if (IsWeighted(plan))
            {
                yield return $"Sys::ReadOnlySpan<{type.Keyword}> weights";
            }

            if (HasDropout(plan))
            {
                yield return "Lanes::DropoutMask dropout";
            }
        }

        yield return $"Sys::Span<{type.Keyword}> parameters";
        if (kind == ProcedureKind.Predict)
        {
            yield return $"Sys::Span<{type.Keyword}> predictions";
        }
        else if (kind == ProcedureKind.Classify)
        {
            yield return "Sys::Span<int> classes";
        }
        else if (kind == ProcedureKind.InputGradient)
        {
            yield return $"Sys::Span<{type.Keyword}> inputGradients";
        }
        else
        {
            yield return "U update";
        }

        foreach (string hyperparameter in ProcedureNames.OfHyperparameters(plan.Graph).Values)
        {
            yield return $"{type.Keyword} {hyperparameter}";
        }

        yield return $"Sys::Span<{type.Keyword}> workspace";
        yield return "nuint n";
    }
}
