using KernelGen.Generators.Differentiation;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Rewriting;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Pipeline;

public class GraphTests
{
    [Theory]
    [InlineData(Reading.Loss.LogisticCrossEntropy, 1, Operation.Logistic, Operation.LogisticCrossEntropy)]
    [InlineData(Reading.Loss.SoftmaxCrossEntropy, 3, Operation.Softmax, Operation.SoftmaxCrossEntropy)]
    internal void Cross_entropy_of_a_probability_becomes_its_stable_form_on_the_logits(
        Reading.Loss loss, int outputs, Operation probability, Operation stable)
    {
        Graph lowered = LayerLowering.Lower(Of(5, loss, Dense(outputs)));
        Node written = lowered[lowered.Find(Operation.CrossEntropy)];
        Assert.Equal(probability, lowered[written.Operands[0]].Operation);

        Graph rewritten = StableForms.Apply(lowered);
        Assert.Equal(-1, rewritten.Find(Operation.CrossEntropy));
        Node replaced = rewritten[rewritten.Find(stable)];
        Assert.Equal("z", rewritten[replaced.Operands[0]].Name);
        Assert.Equal("L", replaced.Name);
    }

    [Fact]
    public void The_input_of_the_first_layer_gets_no_adjoint()
    {
        Graph graph = ModelCompiler.Differentiate(ModelCompiler.Prepare(
            LayerLowering.Lower(Of(5, Reading.Loss.SquaredError, Dense(4, Reading.Activation.Tanh), Dense(3)))));
        string[] transposed = graph.Nodes.Where(static n => n.Operation == Operation.TransposedMatrixVector)
            .Select(n => graph[n.Operands[0]].Name!).ToArray();
        Assert.Equal(["w2"], transposed);
    }

    [Fact]
    public void Weights_used_twice_collect_one_sum_of_outer_products_for_each_use()
    {
        // y = w·x + tanh(w·x)
        GraphBuilder builder = new();
        int x = builder.Input(3, "x");
        int w = builder.Parameter(Shape.Matrix(2, 3), "w1");
        int first = builder.Apply(Operation.MatrixVector, w, x);
        int second = builder.Apply(Operation.Tanh, builder.Apply(Operation.MatrixVector, w, x));
        int loss = builder.Apply(Operation.Sum, builder.Apply(Operation.Add, first, second));
        builder.Ask(Role.Cost, builder.Apply(Operation.Multiply, builder.Apply(Operation.BatchSum, loss), builder.BatchSizeReciprocal()));
        Graph graph = ReverseMode.Differentiate(builder.Build());

        Node gradient = graph[graph.Roots.Single(static r => r.Role == Role.Gradient).Node];
        Assert.Equal(Operation.Add, gradient.Operation);
        foreach (Node sum in gradient.Operands.Select(o => graph[o]))
        {
            Assert.Equal(Operation.BatchSum, sum.Operation);
            Assert.Equal(Operation.Outer, graph[sum.Operands[0]].Operation);
        }
    }

    [Fact]
    public void A_bias_used_twice_is_summed_over_the_batch_once()
    {
        // y = b·x + eˣ·b, entry by entry
        GraphBuilder builder = new();
        int x = builder.Input(3, "x");
        int b = builder.Parameter(Shape.Vector(3), "b1");
        int first = builder.Apply(Operation.Multiply, b, x);
        int second = builder.Apply(Operation.Multiply, builder.Apply(Operation.Exp, x), b);
        int loss = builder.Apply(Operation.Sum, builder.Apply(Operation.Add, first, second));
        builder.Ask(Role.Cost, builder.Apply(Operation.Multiply, builder.Apply(Operation.BatchSum, loss), builder.BatchSizeReciprocal()));
        Graph graph = ReverseMode.Differentiate(builder.Build());

        Node gradient = graph[graph.Roots.Single(static r => r.Role == Role.Gradient).Node];
        Assert.Equal(Operation.BatchSum, gradient.Operation);
        Assert.Equal(Operation.Add, graph[gradient.Operands[0]].Operation);
    }

    [Fact]
    public void A_parameter_that_does_not_reach_the_cost_has_the_gradient_zero()
    {
        GraphBuilder builder = new();
        int x = builder.Input(3, "x");
        int w = builder.Parameter(Shape.Matrix(2, 3), "w1");
        builder.Parameter(Shape.Vector(2), "b1");
        int loss = builder.Apply(Operation.Sum, builder.Apply(Operation.MatrixVector, w, x));
        builder.Ask(Role.Cost, builder.Apply(Operation.Multiply, builder.Apply(Operation.BatchSum, loss), builder.BatchSizeReciprocal()));
        Graph graph = ReverseMode.Differentiate(builder.Build());

        Root bias = graph.Roots.Single(r => r.Role == Role.Gradient && graph[r.Parameter].Name == "b1");
        Assert.Equal(Operation.Broadcast, graph[bias.Node].Operation);
        Assert.Equal(0, graph[graph[bias.Node].Operands[0]].Value);
    }

    [Fact]
    public void Loss_and_adjoint_of_softmax_share_its_exponentials()
    {
        Graph graph = ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(
            LayerLowering.Lower(Of(5, Reading.Loss.SoftmaxCrossEntropy, Dense(3))))));
        Assert.Single(graph.Nodes, static n => n.Operation == Operation.Exp);
        Assert.Single(graph.Nodes, static n => n.Operation == Operation.Largest);
    }

    [Fact]
    public void Constants_are_gathered_and_factors_of_one_disappear()
    {
        GraphBuilder builder = new();
        int x = builder.Input(3, "x");
        int halved = builder.Apply(Operation.Multiply, builder.Constant(0.5), x);
        int whole = builder.Apply(Operation.Multiply, halved, builder.Constant(2));
        builder.Ask(Role.Output, builder.Apply(Operation.Add, whole, builder.Constant(0)));
        Graph graph = DeadCode.Apply(Simplification.Apply(builder.Build()));
        Assert.Equal([Operation.Input], graph.Nodes.Select(static n => n.Operation));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_where_the_node_is_made()
    {
        GraphBuilder builder = new();
        int w = builder.Parameter(Shape.Matrix(2, 3), "w1");
        int x = builder.Input(4, "x");
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => builder.Apply(Operation.MatrixVector, w, x));
        Assert.Contains("[2×3]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("[4]", refused.Message, StringComparison.Ordinal);
    }
}
