using KernelGen.Generators.Differentiation;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Tests.Graphs;

public class DerivativeTests
{
    // Each operation with operands of the example, of the batch and of both, where it takes them.
    [Theory]
    [InlineData("Sum(Multiply(Add(z, u), Add(Subtract(x, b), Add(b, s))))")]
    [InlineData("Sum(Divide(Subtract(x, u), Add(2, Multiply(z, u))))")]
    [InlineData("Divide(b, Add(3, Sum(Multiply(Negate(u), x))))")]
    [InlineData("Sum(Multiply(Relu(Add(x, u)), Softplus(Multiply(b, x))))")]
    [InlineData("Sum(Multiply(Logistic(Multiply(x, b)), Tanh(u)))")]
    [InlineData("Sum(Multiply(HardThreshold(x), Exp(u)))")]
    [InlineData("Sum(Multiply(x, Log(Add(2, Multiply(x, u)))))")]
    [InlineData("Sum(Multiply(x, Sqrt(Add(2, Multiply(z, u)))))")]
    [InlineData("Sum(Multiply(Sin(Multiply(x, u)), Cos(Add(x, b))))")]
    [InlineData("Sum(Multiply(Abs(Add(x, u)), Square(Subtract(z, v))))")]
    [InlineData("Sum(Multiply(Sign(x), u))")]
    [InlineData("Sum(Multiply(Minimum(Add(x, u), v), Maximum(z, s)))")]
    [InlineData("Sum(Multiply(Minimum(b, x), Maximum(b, Multiply(s, u))))")]
    [InlineData("Sum(Multiply(x, Select(Multiply(x, u), Multiply(z, v), b)))")]
    [InlineData("Sum(Multiply(x, Select(b, s, Add(u, z))))")]
    [InlineData("Sum(Multiply(x, WherePositive(Multiply(z, u), Multiply(b, v))))")]
    [InlineData("LogisticCrossEntropy(Add(Sum(Multiply(u, x)), b), Logistic(Multiply(b, s)))")]
    [InlineData("Sum(Square(Slice(Multiply(x, u), 1, 2)))")]
    [InlineData("Sum(Multiply(Slice(Multiply(x, u), 0, 3), Add(Exp(Slice(v, 1, 3)), Multiply(Slice(u, 0, 3), Slice(u, 1, 3)))))")]
    [InlineData("Sum(Exp(Embed(Multiply(u, z), 2, 9)))")]
    [InlineData("Sum(Square(Exp(Concat(Multiply(x, u), s, b, Slice(v, 1, 3)))))")]
    [InlineData("Sum(Multiply(x, Square(Broadcast(Multiply(b, s), 4, 1))))")]
    [InlineData("Sum(Tanh(MatrixVector(a, Tanh(MatrixVector(w, Add(x, u))))))")]
    [InlineData("Sum(Tanh(TransposedMatrixVector(a, Tanh(MatrixVector(a, Multiply(x, u))))))")]
    [InlineData("Sum(Multiply(x, MatrixVector(w, TransposedMatrixVector(w, u))))")]
    [InlineData("Sum(Tanh(MatrixVector(Add(Outer(u, v), Transpose(w)), x)))")]
    [InlineData("Sum(Tanh(MatrixVector(Multiply(b, Exp(Transpose(Multiply(w, Outer(u, Tanh(v)))))), x)))")]
    [InlineData("Multiply(SumOfSquares(w), Add(Norm1(u), Multiply(s, Norm1(w))))")]
    [InlineData("Dot(Softmax(Multiply(x, u)), z)")]
    [InlineData("Dot(LogSoftmax(MatrixVector(w, x)), Exp(z))")]
    [InlineData("Multiply(LogSumExp(MatrixVector(w, x)), LogSumExp(u))")]
    [InlineData("Multiply(Element(Multiply(x, u), label), Element(v, label))")]
    [InlineData("Multiply(s, SoftmaxCrossEntropy(Multiply(x, u), label))")]
    [InlineData("SoftmaxCrossEntropy(Multiply(x, u), t)")]
    [InlineData("SoftmaxCrossEntropy(Multiply(x, u), Softmax(Multiply(v, z)))")]
    [InlineData("CrossEntropy(Softmax(Multiply(x, u)), Softmax(v))")]
    [InlineData("KullbackLeibler(Softmax(Multiply(x, u)), Softmax(v))")]
    [InlineData("KullbackLeibler(Logistic(Multiply(x, u)), Logistic(Multiply(v, z)))")]
    [InlineData("CrossEntropy(Add(0.5, Multiply(0.2, Sin(Multiply(b, s)))), p)")]
    [InlineData("Add(SquaredError(Multiply(x, u), t), AbsoluteError(Multiply(x, v), z))")]
    [InlineData("Add(Hinge(Multiply(b, s), p), Mean(Multiply(u, x)))")]
    [InlineData("MulticlassHinge(MatrixVector(w, x), label)")]
    public void Gradients_are_the_limits_of_differences(string objective)
    {
        Graph prepared = ModelCompiler.Prepare(Expressions.Objective(objective));
        Random random = new(2);
        LeafValues leaves = LeafValues.Random(prepared, random);
        for (int draw = 0; GradientCheck.IsNearKink(prepared, leaves); draw++)
        {
            Assert.True(draw < 1000, "All draws are near a kink.");
            leaves = LeafValues.Random(prepared, random);
        }

        GradientCheck.Run(prepared, ReverseMode.Differentiate(prepared), leaves, random);
        GradientCheck.Run(prepared, ModelCompiler.Finish(ModelCompiler.Differentiate(prepared)), leaves, random);
    }

    [Fact]
    public void A_certain_target_makes_no_derivative_of_the_impossible_infinite()
    {
        // 0·ln 0 = 0, and so its derivatives.
        GraphBuilder builder = new();
        int t = builder.Target(2, "t");
        int p = builder.Parameter(Shape.Vector(2), "p");
        int loss = builder.Apply(Operation.CrossEntropy, p, t);
        builder.Ask(Role.Output, loss);
        builder.Ask(Role.Cost, loss);
        Graph graph = ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(BatchObjective.Of(builder.Build()))));

        Interpreter values = new(graph, new LeafValues(1, new Dictionary<string, double[][]> { ["t"] = [[0, 1]], ["p"] = [[0, 0.5]] }));
        Assert.Equal(Math.Log(2), values.Cost, 1e-15);
        Assert.Equal([0, -2], values.Root(graph.Roots.Single(static r => r.Role == Role.Gradient)));
    }

    [Fact]
    public void Frozen_parameters_and_inputs_get_no_gradient_unless_asked()
    {
        GraphBuilder builder = new();
        int x = builder.Input(Shape.Vector(3), "x");
        int y = builder.Input(Shape.Vector(3), "y", start: 3, wantsGradient: true);
        int frozen = builder.Parameter(Shape.Vector(3), "frozen", frozen: true);
        int trained = builder.Parameter(Shape.Vector(3), "trained");
        int product = builder.Apply(Operation.Multiply, builder.Apply(Operation.Multiply, x, frozen), builder.Apply(Operation.Multiply, y, trained));
        int objective = builder.Apply(Operation.Sum, product);
        builder.Ask(Role.Output, objective);
        builder.Ask(Role.Cost, objective);
        Graph graph = ReverseMode.Differentiate(BatchObjective.Of(builder.Build()));

        Assert.Equal(["y", "trained"], graph.Roots.Where(static r => r.Parameter >= 0).OrderBy(static r => r.Parameter).Select(r => graph[r.Parameter].Name));
        Assert.Equal(Role.InputGradient, graph.Roots.Single(r => r.Parameter == y).Role);
    }

    [Theory]
    [InlineData("Multiply(Multiply(Slice(u, 2, 1), Slice(u, 0, 1)), Multiply(Slice(u, 3, 1), Slice(u, 1, 1)))", 1, 0)]
    [InlineData("Multiply(Sum(Slice(u, 1, 2)), Slice(u, 3, 1))", 1, 1)]
    [InlineData("Multiply(Sum(Slice(u, 1, 3)), Sum(Slice(u, 1, 3)))", 0, 1)]
    [InlineData("Multiply(Multiply(Sum(Slice(u, 0, 2)), Sum(Slice(u, 1, 2))), Sum(Slice(u, 2, 2)))", 1, 1)]
    public void What_flows_back_into_parts_that_lie_end_to_end_is_one_vector(string objective, int concatenations, int embeddings)
    {
        Graph graph = DeadCode.Apply(ReverseMode.Differentiate(Expressions.Objective(objective)));
        Assert.Equal(concatenations, graph.Nodes.Count(static n => n.Operation == Operation.Concat));
        Assert.Equal(embeddings, graph.Nodes.Count(static n => n.Operation == Operation.Embed));
    }

    [Fact]
    public void The_gradient_of_an_input_has_a_row_for_each_example_even_where_all_are_the_same()
    {
        Graph graph = ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(Expressions.Objective("Dot(x, u)"))));
        Root root = graph.Roots.Single(static r => r.Role == Role.InputGradient);
        Assert.True(graph[root.Node].PerExample);
        Assert.Equal("dX", graph[graph[root.Node].Operands[0]].Name);
    }

    [Fact]
    public void Adjoints_know_what_they_are_adjoints_of_through_every_pass()
    {
        Graph graph = ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(
            Expressions.Objective("Sum(Square(MatrixVector(w, x)))"))));
        Node gradient = graph[graph.Roots.Single(static r => r.Role == Role.Gradient).Node];
        Assert.Equal(("dW", "w"), (gradient.Name, gradient.AdjointOf));
        Assert.DoesNotContain(graph.Nodes, static n => n.IsAdjoint && n.Name is null);
        Assert.All(graph.Nodes.Where(static n => n.Operation.IsSurface()), static n => Assert.False(n.IsAdjoint));
    }

    [Fact]
    public void An_adjoint_takes_no_name_that_the_user_has_given()
    {
        GraphBuilder builder = new();
        int x = builder.Input(3, "dW");
        int w = builder.Parameter(Shape.Vector(3), "w");
        int objective = builder.Apply(Operation.Sum, builder.Apply(Operation.Multiply, x, w));
        builder.Ask(Role.Output, objective);
        builder.Ask(Role.Cost, objective);
        Graph graph = ReverseMode.Differentiate(BatchObjective.Of(builder.Build()));
        Assert.Equal("dWAdjoint", graph[graph.Roots.Single(static r => r.Role == Role.Gradient).Node].Name);
    }
}
