using System.Globalization;
using KernelGen.Generators;
using KernelGen.Generators.Emitting;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Benchmarks.Tune;

/// <summary>A workload by its name, such as <c>mlp-784-128-10/sgd-step/b64</c>, with the plan that the generator makes for it.</summary>
/// <param name="Name">Model, kernel and batch size.</param>
/// <param name="Kind">What the kernel is part of.</param>
/// <param name="BatchSize">Examples of a call.</param>
/// <param name="PlanWith">The plan, with some choices made for the cost model.</param>
internal sealed record TunedModel(string Name, ProcedureKind Kind, int BatchSize, Func<ForcedChoices, KernelPlan> PlanWith)
{
    /// <summary>As the cost model chooses.</summary>
    public KernelPlan Plan { get; } = PlanWith(ForcedChoices.None);

    /// <summary>Whether the kernels compute with <see cref="double"/>.</summary>
    public bool IsDouble => Plan.Spec.Precision == Generators.Reading.Precision.Double;

    /// <summary>The kernels and numbers for any batch.</summary>
    public Procedure Procedure => Plan.Find(Kind)!;

    /// <summary>What a plan has a batch of this size go through: where there is a way for whole blocks of rows, perhaps that.</summary>
    public Procedure Called(KernelPlan plan) =>
        plan.Procedures.FirstOrDefault(p => p.Kind == Kind && p.InRowBlocks && CostModel.GoesInRowBlocks(BatchSize)) ?? plan.Find(Kind)!;

    /// <summary>What the cost model predicts of a kernel.</summary>
    public double Cycles(Kernel kernel) => new KernelText(Plan, IsDouble ? ElementType.Double : ElementType.Single).Cycles(kernel, BatchSize);

    /// <summary>Whether a name is one of steps of gradient descent, or of predictions, of a model that its name declares.</summary>
    public static bool CanRead(string name) => name.Split('/') is [_, "sgd-step" or "predict", ['b', ..]];

    /// <summary>Declares and plans the model of a workload.</summary>
    /// <exception cref="FormatException">The name declares no model.</exception>
    public static TunedModel Of(string name)
    {
        string[] parts = name.Split('/');
        ModelSpec spec = Declare(parts[0]);
        Model model = ModelCompiler.Lower(spec)!;
        Graph story = ModelCompiler.Differentiate(ModelCompiler.Prepare(model.Graph));
        Graph graph = ModelCompiler.Finish(story);
        return new TunedModel(
            name,
            parts[1] == "predict" ? ProcedureKind.Predict : ProcedureKind.Differentiate,
            int.Parse(parts[2].AsSpan(1), CultureInfo.InvariantCulture),
            forced => ModelCompiler.Plan(model, story, graph, forced));
    }

    private static ModelSpec Declare(string model)
    {
        string[] parts = model.Split('-');
        bool isDouble = parts[^1] == "double";
        int[] sizes = [.. parts[1..(isDouble ? ^1 : ^0)].Select(static p => int.Parse(p, CultureInfo.InvariantCulture))];
        int[] units = parts[0] == "logistic" ? [1] : sizes[1..];
        Generators.Reading.Loss loss = parts[0] switch
        {
            "logistic" => Generators.Reading.Loss.LogisticCrossEntropy,
            "softmax" => Generators.Reading.Loss.SoftmaxCrossEntropy,
            "mlp" => units[^1] == 1 ? Generators.Reading.Loss.SquaredError : Generators.Reading.Loss.SoftmaxCrossEntropy,
            _ => throw new FormatException($"{model} is no model: expected are mlp-…, softmax-… and logistic-…, with sizes."),
        };

        // As the models of these names are declared: those with one output have hidden layers of tanh.
        Generators.Reading.Activation hidden = units[^1] == 1 ? Generators.Reading.Activation.Tanh : Generators.Reading.Activation.Relu;
        return new ModelSpec(
            new TypeSpec("Tuned", EquatableArray<string>.Empty, "Model", "Tuned.Model"),
            isDouble ? Generators.Reading.Precision.Double : Generators.Reading.Precision.Single,
            sizes[0],
            units.Select((u, i) => new LayerSpec(u, i < units.Length - 1 ? hidden : Generators.Reading.Activation.Linear, Bias: true)).ToEquatableArray(),
            new LossSpec(loss, Generators.Reading.Targets.Natural),
            0,
            0);
    }
}
