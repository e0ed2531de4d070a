using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Equations;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Pipeline;

/// <summary>Layers written as equations are the same model.</summary>
public class EquationPlanTests
{
    [Fact]
    public void Softmax_layers_as_equations_give_the_same_plan() => AssertSamePlan(
        Of(784, Reading.Loss.SoftmaxCrossEntropy, Dense(128, Reading.Activation.Relu), Dense(10)),
        """
        [Objective]
        static Scalar Objective(
            [Input(784)] Vector x, [Parameter(128, 784)] Matrix w1, [Parameter(128)] Vector b1, [Parameter(10, 128)] Matrix w2, [Parameter(10)] Vector b2,
            [Target] Label t)
            => CrossEntropy(Predict(x, w1, b1, w2, b2), t);

        [Output]
        static Vector Predict(Vector x, Matrix w1, Vector b1, Matrix w2, Vector b2) => Softmax(w2 * Relu(w1 * x + b1) + b2);
        """);

    [Fact]
    public void Regression_layers_as_equations_give_the_same_plan() => AssertSamePlan(
        Of(20, Reading.Loss.SquaredError, Dense(33, Reading.Activation.Tanh), Dense(17, Reading.Activation.Softplus), Dense(5)),
        """
        [Objective]
        static Scalar Objective(
            [Input(20)] Vector x, [Parameter(33, 20)] Matrix w1, [Parameter(33)] Vector b1, [Parameter(17, 33)] Matrix w2, [Parameter(17)] Vector b2,
            [Parameter(5, 17)] Matrix w3, [Parameter(5)] Vector b3, [Target(5)] Vector t)
            => SquaredError(Predict(x, w1, b1, w2, b2, w3, b3), t);

        [Output]
        static Vector Predict(Vector x, Matrix w1, Vector b1, Matrix w2, Vector b2, Matrix w3, Vector b3)
            => w3 * Softplus(w2 * Tanh(w1 * x + b1) + b2) + b3;
        """);

    private static void AssertSamePlan(ModelSpec layers, string equations)
    {
        KernelPlan expected = PlanOf(layers);
        KernelPlan actual = PlanOf(layers with { Equations = EquationSource.Read(EquationSource.Model(equations)).Spec.Equations });
        Assert.Equal(expected.Parameters.Select(static p => (p.Storage, p.Offset)), actual.Parameters.Select(static p => (p.Storage, p.Offset)));
        Assert.Equal(expected.Facts, actual.Facts);
        Assert.Equal(expected.Procedures.Count, actual.Procedures.Count);
        foreach ((Procedure one, Procedure other) in expected.Procedures.Zip(actual.Procedures))
        {
            Assert.Equal(one.Memory, other.Memory);
            Assert.Equal(one.Kernels.Select(k => Describe(expected.Graph, k)), other.Kernels.Select(k => Describe(actual.Graph, k)));
        }
    }

    /// <summary>A kernel by what it does and where its results lie; indices of nodes are the graph's own affair.</summary>
    private static string Describe(Graph graph, Kernel kernel) =>
        $"{kernel.Kind} {kernel.Width} of {string.Join(", ", kernel.Nodes.Select(n => graph[n].Operation))} to {string.Join(", ", kernel.Stores.Select(s => s.Location))}";

    private static KernelPlan PlanOf(ModelSpec spec)
    {
        Model model = ModelCompiler.Lower(spec)!;
        Graph story = ModelCompiler.Differentiate(ModelCompiler.Prepare(model.Graph));
        return Planner.Plan(spec, model.Facts, story, ModelCompiler.Finish(story));
    }
}
