using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>The remarks above a generated class: its equations, where parameters lie, what it costs, how it runs.</summary>
internal sealed class RemarksEmitter(KernelPlan plan, ElementType type)
{
    private readonly Graph story = plan.Story;

    public void Write(CodeWriter writer)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        foreach (string line in Lines())
        {
            writer.Line(line.Length == 0 ? "///" : "/// " + line.Replace("&", "&amp;").Replace("<", "&lt;"));
        }

        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
    }

    private IEnumerable<string> Lines()
    {
        yield return Pipeline();
        yield return "";
        if (plan.Facts.HasObjective)
        {
            yield return "a batch has n examples; z̄ is ∂cost/∂z, dZ in the code";
            yield return "";
        }

        bool[] forward = story.NeededFor(story.Roots.Where(static r => r.Role is not (Role.Gradient or Role.InputGradient)).Select(static r => r.Node));
        EquationPrinter printer = new(story);
        string[] left = printer.Equations(Enumerable.Range(0, story.Nodes.Count).Where(i => forward[i])).ToArray();
        bool[] backward = story.NeededFor(story.Roots.Where(static r => r.Role is Role.Gradient or Role.InputGradient).Select(static r => r.Node));
        string[] right = printer.Equations(Enumerable.Range(0, story.Nodes.Count).Where(i => backward[i] && !forward[i])).ToArray();
        foreach (string line in Columns("forward", left, "backward", right))
        {
            yield return line;
        }

        yield return "";
        int count = plan.Parameters.Sum(static p => p.Shape.Size);
        string padding = plan.ParameterLength == count ? "" : $" in {((long)plan.ParameterLength).Grouped()} (padding is zero)";
        bool hasChoice = plan.Matrices.Any(m => HasChoice(m) && plan.Parameters.Any(p => p.Node == m.Node));
        string legend = hasChoice ? $"; cycles of a matrix are those of its products and its gradient, for {CostModel.Batch.Text()} examples" : "";
        yield return $"parameters  {((long)count).Grouped()} {type.Keyword}s{padding}{legend}";
        int names = plan.Parameters.Select(static p => p.Name.Length).DefaultIfEmpty(0).Max();
        int sizes = plan.Parameters.Select(static p => Size(p).Length).DefaultIfEmpty(0).Max();
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            string order = parameter.Layout == WeightLayout.Flat
                ? ""
                : $", {ArrangementText.Describe(parameter.Layout)}, {parameter.Stride.Text()} apart{Choice(parameter)}";
            yield return $"  {parameter.Name.PadRight(names)}  {Size(parameter).PadRight(sizes)}  at {parameter.Offset.Text()}{order}";
        }

        (long forwardFlops, long backwardFlops) = FloatingPointOperations.OfWeights(plan.Story);
        yield return $"work        {forwardFlops.Grouped()} FLOPs an example forward" + (backwardFlops > 0 ? $", {backwardFlops.Grouped()} backward" : "");
        KernelText kernels = new(plan, type);
        yield return "loops       " + kernels.Legend;
        foreach (Procedure procedure in plan.Procedures.Where(static p => p.Kind is ProcedureKind.Predict or ProcedureKind.Differentiate))
        {
            WorkspacePlan memory = procedure.Memory;
            int perExample = memory.VectorsPerExample + memory.ScalarsPerExample;
            string fixedPart = memory.Fixed > 0 ? $" and {((long)memory.Fixed).Grouped()} in all" : "";
            int n = procedure.Kind == ProcedureKind.Predict ? 1 : CostModel.Batch;
            string what = procedure.Kind == ProcedureKind.Predict ? "predict" : procedure.InRowBlocks ? "in blocks" : "step";
            string cycles = $"{procedure.Kernels.Sum(k => kernels.Cycles(k, n)).Grouped()} cycles for {Plural(n, "example", "examples")}";
            yield return $"{what,-12}{Plural(procedure.Kernels.Count, "pass", "passes")}, {cycles}; scratch memory {Plural(perExample, type.Keyword, type.Keyword + "s")} an example{fixedPart}";
            foreach (Kernel kernel in procedure.Kernels)
            {
                yield return "  " + kernels.Describe(kernel, n);
            }
        }
    }

    /// <summary>What else there was to choose for a matrix, and what was predicted.</summary>
    private string Choice(ParameterPlan parameter)
    {
        MatrixPlan? matrix = plan.Matrices.FirstOrDefault(m => m.Node == parameter.Node);
        if (matrix is null || !HasChoice(matrix))
        {
            return "";
        }

        KernelText text = new(plan, type);
        long chosen = text.Cycles(matrix.Ways[0]);
        long otherwise = matrix.Ways.Skip(1).Min(text.Cycles);
        return $"{(matrix.Arrangement.Turns ? ArrangementText.Transposed : "")}; {chosen.Grouped()} cycles, otherwise {otherwise.Grouped()}";
    }

    private static bool HasChoice(MatrixPlan matrix) => matrix.Ways.Count > 1;

    private string Pipeline()
    {
        ModelSpec spec = plan.Spec;
        if (spec.Equations is { } form)
        {
            return string.Join(", ", form.Arguments.Select(static a => $"{a.Role.ToString().ToLowerInvariant()} {a.Name}{Size(a)}"));
        }

        string text = $"x [{spec.Inputs.Text()}]";
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            string name = spec.ResultName(i);
            string activation = layer.Activation == Activation.Linear ? "" : " " + layer.Activation;
            text += $" ── Dense{activation} ──▶ {name} [{layer.Units.Text()}]{(layer.Dropout == 0 ? "" : $" ── Dropout({layer.Dropout.Text()}) ──▶ {spec.KeptName(i)}")}";
        }

        return spec.Loss is { } loss ? $"{text} ── {loss.Loss}(t) ──▶ L" : text;
    }

    private static string Size(ArgumentSpec argument) =>
        argument.Kind == ValueKind.Matrix ? $" [{argument.Rows.Text()}×{argument.Columns.Text()}]" : argument.Kind == ValueKind.Vector ? $" [{argument.Rows.Text()}]" : "";

    private static string Plural(int count, string one, string many) => $"{((long)count).Grouped()} {(count == 1 ? one : many)}";

    private static string Size(ParameterPlan parameter) => parameter.Shape.IsScalar ? "[1]" : parameter.Shape.ToString();

    private static IEnumerable<string> Columns(string leftTitle, string[] left, string rightTitle, string[] right)
    {
        int width = Math.Max(leftTitle.Length, left.Length == 0 ? 0 : left.Max(static l => l.Length + 2)) + 4;
        yield return right.Length == 0 ? leftTitle : leftTitle.PadRight(width) + rightTitle;
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string first = i < left.Length ? "  " + left[i] : "";
            yield return i < right.Length ? first.PadRight(width) + "  " + right[i] : first;
        }
    }
}
