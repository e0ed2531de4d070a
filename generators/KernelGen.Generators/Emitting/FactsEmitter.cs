using System.Collections.Generic;
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

        foreach (Node hyperparameter in Hyperparameters)
        {
            writer.Line();
            writer.Line($"/// <summary>The hyperparameter {hyperparameter.Name}; it may be set between any two calls.</summary>");
            writer.Line($"public {type.Keyword} {MemberName(hyperparameter.Name!)} {{ get; set; }} = {type.Literal(hyperparameter.Value)};");
        }
    }

    private static string Describe(Node input) =>
        $"new(\"{input.Name}\", Start: {input.Start.Text()}, Length: {input.Shape.Size.Text()}{(input.WantsGradient ? ", HasGradient: true" : "")})";

    private IEnumerable<Node> Hyperparameters => plan.Graph.Nodes.Where(static n => n.Operation == Operation.Hyperparameter);

    private ParameterFacts FactsOf(ParameterPlan parameter) => plan.Facts.Parameters[plan.Parameters.ToList().IndexOf(parameter)];

    /// <summary>What is not so of every parameter.</summary>
    private string Peculiarities(ParameterPlan parameter)
    {
        List<string> said = [];
        if (FactsOf(parameter).IsRow)
        {
            said.Add($"FanIn = {parameter.Shape.Rows.Text()}");
        }

        if (!plan.Graph[parameter.Node].WantsGradient)
        {
            said.Add("IsFrozen = true");
        }

        return said.Count == 0 ? "" : $" {{ {string.Join(", ", said)} }}";
    }

    private void WriteFacts(string name)
    {
        ModelFacts facts = plan.Facts;
        writer.Line("/// <summary>Values in one example.</summary>");
        writer.Line($"public const int InputCount = {facts.InputCount.Text()};");
        writer.Line();
        writer.Line("/// <summary>Values that one prediction writes.</summary>");
        writer.Line($"public const int OutputCount = {facts.OutputCount.Text()};");
        writer.Line();
        if (facts.HasObjective)
        {
            writer.Line("/// <summary>Values in one target.</summary>");
            writer.Line($"public const int TargetCount = {facts.Target.Count.Text()};");
            writer.Line();
        }

        writer.Line($"private readonly Kg::AlignedBuffer<{type.Keyword}> parameters = new({plan.ParameterLength.Text()});");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static Kg::ModelInfo Info { get; } = new()");
        writer.Line("{");
        using (writer.Indent())
        {
            (long forward, long backward) = FloatingPointOperations.OfWeights(plan.Story);
            (long forwardInAll, long backwardInAll) = FloatingPointOperations.OfAll(plan.Graph);
            string className = name == spec.Type.Name ? name.TrimStart('@') : spec.Type.Name.TrimStart('@') + "." + name;
            writer.Line($"Name = \"{className}\", Precision = Kg::Precision.{type.Precision}, InputCount = InputCount, OutputCount = OutputCount,");
            string loss = spec.Loss is not null ? $"Loss = Kg::Loss.{spec.Loss.Loss}, " : facts.HasObjective ? "HasObjective = true, " : "";
            string targetCount = facts.HasObjective ? "TargetCount" : "0";
            writer.Line($"{loss}Target = Kg::TargetKind.{facts.Target.Kind}, TargetCount = {targetCount}, ClassCount = {facts.ClassCount.Text()},{(ProcedureSignature.IsWeighted(plan) ? " IsWeighted = true," : "")}");
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
                        + $"Kg::Initialization.{FactsOf(p).Initialization}){Peculiarities(p)},");
                }
            }

            writer.Line("],");
            if (spec.Equations is not null)
            {
                writer.Line($"Inputs = [{string.Join(", ", plan.Graph.Nodes.Where(static n => n.Operation == Operation.Input).Select(Describe))}],");
            }

            if (Hyperparameters.Any())
            {
                writer.Line($"Hyperparameters = [{string.Join(", ", Hyperparameters.Select(h => $"new(\"{MemberName(h.Name!)}\", {ElementType.Double.Literal(h.Value)})"))}],");
            }

            int perExample = plan.Procedures.Max(static p => p.Memory.VectorsPerExample + p.Memory.ScalarsPerExample);
            int inAll = plan.Procedures.Max(static p => p.Memory.Fixed);
            writer.Line($"ParameterLength = {plan.ParameterLength.Text()}, ForwardFlops = {forward.Text()}, BackwardFlops = {backward.Text()},");
            writer.Line($"ForwardOperations = {forwardInAll.Text()}, BackwardOperations = {backwardInAll.Text()},");
            writer.Line($"WorkspacePerExample = {perExample.Text()}, WorkspaceFixed = {inAll.Text()},");
            new LearningEmitter(plan, type, writer).WriteConvexity();
            WriteGraph(isTwin: name != spec.Type.Name);
        }

        writer.Line("};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        (string output, string? objective) = spec.Equations is null
            ? new EquationsEmitter(spec).Calls()
            : new EquationCalls(spec.Type, spec.Equations).Calls();
        output = "static arguments => " + output;
        if (objective is null)
        {
            writer.Line($"public static Kg::IModelProbe Probe {{ get; }} = new Kg::PredictionProbe<{name}, {type.Keyword}>(");
            writer.Line($"    Info,\n    {output});");
        }
        else
        {
            writer.Line($"public static Kg::IModelProbe Probe {{ get; }} = new Kg::TrainableProbe<{name}, {type.Keyword}, {ProcedureSignature.TargetType(plan, type)}>(");
            writer.Line($"    Info,\n    static arguments => {objective},\n    {output});");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public Sys::Span<{type.Keyword}> Parameters => parameters.Span;");
    }

    private void WriteGraph(bool isTwin)
    {
        if (isTwin)
        {
            writer.Line($"Graph = {spec.Type.Name}.Info.Graph,");
            return;
        }

        string[] lines = GraphEmitter.Lines(plan.Story).ToArray();
        writer.Line("Graph = new(");
        using (writer.Indent())
        {
            writer.Line(string.Join("\n", lines.Select((line, i) => $"{(i == 0 ? "" : "+ ")}\"{line}\"{(i == lines.Length - 1 ? ")," : "")}")));
        }
    }

    private void WriteView(ParameterPlan parameter)
    {
        int index = plan.Parameters.ToList().IndexOf(parameter);
        string size = parameter.Shape.Rows.Text();
        writer.Line();
        writer.Line(spec.Equations is not null
            ? $"/// <summary>The parameter {parameter.Name} [{(parameter.Shape.Columns > 1 ? $"{size} × {parameter.Shape.Columns.Text()}" : size)}].</summary>"
            : FactsOf(parameter).Initialization == Initialization.Zero
            ? $"/// <summary>The bias {parameter.Name} [{size}].</summary>"
            : $"/// <summary>The weights {parameter.Name} [{size} × {parameter.Shape.Columns.Text()}], outputs × inputs.</summary>");
        writer.Line($"public {View(type)} {ViewName(parameter)} => new(Info.Parameters[{index.Text()}], parameters.Span);");
    }

    private static string View(ElementType type) => type == ElementType.Single ? "Kg::ParameterView" : $"Kg::ParameterView<{type.Keyword}>";

    private static string ViewName(ParameterPlan parameter) => MemberName(parameter.Name);

    public static string MemberName(string name) => GeneratedMembers.ViewOf(name);

    private static string DescribeLayer(LayerSpec layer)
    {
        string activation = layer.Activation == Activation.Linear ? "" : ", " + layer.Activation;
        return $"Dense({layer.Units.Text()}{activation}{(layer.Bias ? "" : ", no bias")})";
    }
}
