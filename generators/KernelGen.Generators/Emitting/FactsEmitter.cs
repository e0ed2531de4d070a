using System;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>What is known of a model when it is compiled: its constants, its <c>Info</c>, its parameters by name.</summary>
internal sealed class FactsEmitter(KernelPlan plan, ElementType type, CodeWriter writer)
{
    private readonly ModelSpec spec = plan.Spec;

    /// <param name="name">The class: the model's own, or that of its twin.</param>
    public void Write(string name)
    {
        WriteFacts(name);
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            WriteView(parameter);
        }
    }

    private void WriteFacts(string name)
    {
        int outputs = plan.Graph[plan.Graph.Find(Role.Output)].Shape.Size;
        writer.Line("/// <summary>Values in one example.</summary>");
        writer.Line($"public const int InputCount = {spec.Inputs.Text()};");
        writer.Line();
        writer.Line("/// <summary>Values that one prediction writes.</summary>");
        writer.Line($"public const int OutputCount = {outputs.Text()};");
        writer.Line();
        if (spec.Loss is not null)
        {
            writer.Line("/// <summary>Values in one target.</summary>");
            writer.Line($"public const int TargetCount = {TargetCount().Text()};");
            writer.Line();
        }

        writer.Line($"private readonly Kg::AlignedBuffer<{type.Keyword}> parameters = new({plan.ParameterLength.Text()});");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static Kg::ModelInfo Info { get; } = new()");
        writer.Line("{");
        using (writer.Indent())
        {
            (long forward, long backward) = FloatingPointOperations.Of(plan.Story);
            string className = name == spec.Type.Name ? name.TrimStart('@') : spec.Type.Name.TrimStart('@') + "." + name;
            writer.Line($"Name = \"{className}\", Precision = Kg::Precision.{type.Precision}, InputCount = InputCount, OutputCount = OutputCount,");
            string loss = spec.Loss is null ? "" : $"Loss = Kg::Loss.{spec.Loss.Loss}, ";
            string targetCount = spec.Loss is null ? "0" : "TargetCount";
            writer.Line($"{loss}Target = Kg::TargetKind.{Target(spec)}, TargetCount = {targetCount}, ClassCount = {ClassCount().Text()},");
            writer.Line($"Layers = [{string.Join(", ", spec.Layers.Select(static l => $"\"{DescribeLayer(l)}\""))}],");
            writer.Line("Parameters =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (ParameterPlan p in plan.Parameters)
                {
                    writer.Line(
                        $"new(\"{ViewName(p)}\", Rows: {p.Shape.Rows.Text()}, Columns: {p.Shape.Columns.Text()}, Offset: {p.Offset.Text()}, "
                        + $"RowStride: {p.RowStride.Text()}, ColumnStride: {p.ColumnStride.Text()}, Length: {p.Length.Text()}, "
                        + $"Kg::Initialization.{Initialization(p)}),");
                }
            }

            writer.Line("],");
            int perExample = plan.Procedures.Max(static p => p.Memory.VectorsPerExample + p.Memory.ScalarsPerExample);
            int inAll = plan.Procedures.Max(static p => p.Memory.Fixed);
            writer.Line($"ParameterLength = {plan.ParameterLength.Text()}, ForwardFlops = {forward.Text()}, BackwardFlops = {backward.Text()},");
            writer.Line($"WorkspacePerExample = {perExample.Text()}, WorkspaceFixed = {inAll.Text()},");
        }

        writer.Line("};");
        EquationsEmitter equations = new(spec);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        string output = "static arguments => " + equations.Call("Output", withTarget: false);
        if (spec.Loss is null)
        {
            writer.Line($"public static Kg::IModelProbe Probe {{ get; }} = new Kg::PredictionProbe<{name}, {type.Keyword}>(");
            writer.Line($"    Info,\n    {output});");
        }
        else
        {
            writer.Line($"public static Kg::IModelProbe Probe {{ get; }} = new Kg::TrainableProbe<{name}, {type.Keyword}, {ProcedureEmitter.TargetType(plan, type)}>(");
            writer.Line($"    Info,\n    static arguments => {equations.Call("Objective", withTarget: true)},\n    {output});");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public Sys::Span<{type.Keyword}> Parameters => parameters.Span;");
    }

    private void WriteView(ParameterPlan parameter)
    {
        int index = plan.Parameters.ToList().IndexOf(parameter);
        bool isBias = parameter.Name[0] == 'b';
        writer.Line();
        writer.Line(isBias
            ? $"/// <summary>The bias {parameter.Name} [{parameter.Shape.Rows.Text()}].</summary>"
            : $"/// <summary>The weights {parameter.Name} [{parameter.Shape.Rows.Text()} × {parameter.Shape.Columns.Text()}], outputs × inputs.</summary>");
        writer.Line($"public {View(type)} {ViewName(parameter)} => new(Info.Parameters[{index.Text()}], parameters.Span);");
    }

    /// <summary>The kind of target, by its name in the runtime.</summary>
    public static string Target(ModelSpec spec) => spec.Loss?.Loss switch
    {
        null => "None",
        Loss.LogisticCrossEntropy => "Probability",
        Loss.Hinge => "Sign",
        Loss.SoftmaxCrossEntropy when spec.Loss.Targets == Targets.Distribution => "Distribution",
        Loss.SoftmaxCrossEntropy or Loss.MulticlassHinge => "Label",
        _ => "Values",
    };

    private int TargetCount() => Target(spec) is "Label" or "Probability" or "Sign" ? 1 : spec.Outputs;

    private int ClassCount() => plan.Find(ProcedureKind.Classify) is null ? 0 : Math.Max(2, spec.Outputs);

    private string Initialization(ParameterPlan parameter)
    {
        if (parameter.Name[0] == 'b')
        {
            return "Zero";
        }

        int layer = plan.Parameters.Where(p => p.Name[0] == 'w').ToList().IndexOf(parameter);
        return spec.Layers[layer].Activation is Activation.Relu or Activation.Softplus ? "He" : "Glorot";
    }

    private static string View(ElementType type) => type == ElementType.Single ? "Kg::ParameterView" : $"Kg::ParameterView<{type.Keyword}>";

    private static string ViewName(ParameterPlan parameter) => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);

    private static string DescribeLayer(LayerSpec layer)
    {
        string activation = layer.Activation == Activation.Linear ? "" : ", " + layer.Activation;
        return $"Dense({layer.Units.Text()}{activation}{(layer.Bias ? "" : ", no bias")})";
    }
}
