namespace KernelGen.Generators.Tests.Analysis;

/// <summary>The costs that a model's info states (lectures 004: one multiply-add a weight forward, two backward).</summary>
public class OperationCountTests
{
    [Theory]
    [InlineData(784, "[Dense(10)]", 1.0)]
    [InlineData(784, "[Dense(128, Activation.Relu)] [Dense(10)]", 1.013)]
    [InlineData(784, "[Dense(512, Activation.Relu)] [Dense(512, Activation.Relu)] [Dense(10)]", 1.40)]
    [InlineData(
        50,
        "[Dense(50, Activation.Tanh)] [Dense(50, Activation.Tanh)] [Dense(50, Activation.Tanh)] [Dense(50, Activation.Tanh)]"
            + " [Dense(50, Activation.Tanh)] [Dense(50, Activation.Tanh)] [Dense(50, Activation.Tanh)] [Dense(50)]",
        1.875)]
    public void The_backward_pass_costs_twice_the_forward_pass_but_for_the_gradient_of_the_input(int inputs, string layers, double ratio)
    {
        ModelInfo info = AnalyzedModel.OfLayers(inputs, layers + " [Loss(Loss.SoftmaxCrossEntropy)]").Info;
        long[] weights = [.. info.Parameters.Where(static p => p.Columns > 1).Select(static p => (long)p.Count)];
        Assert.Equal(2 * weights.Sum(), info.ForwardFlops);
        Assert.Equal((2 * info.ForwardFlops) - (2 * weights[0]), info.BackwardFlops);
        Assert.Equal(ratio, (double)info.BackwardFlops / info.ForwardFlops, 0.0005 * (ratio < 1.1 ? 1 : 10));
    }

    [Theory]
    [InlineData("Dot(w, x) + b")]
    [InlineData("Sum(x * w) + b")]
    [InlineData("30 * Mean(x * w) + b")]
    public void A_product_costs_the_same_however_it_is_written(string output)
    {
        ModelInfo info = OfOutput(output);
        Assert.Equal((60, 60), (info.ForwardFlops, info.BackwardFlops));
    }

    [Fact]
    public void A_weight_that_is_one_number_costs_one_multiply_add_forward_and_one_for_its_gradient()
    {
        ModelInfo info = AnalyzedModel.OfEquations(
            """
            [Objective]
            static Scalar Objective([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar w, [Parameter] Scalar b)
                => SquaredError(Predict(x, w, b), t);

            [Output]
            static Scalar Predict(Scalar x, Scalar w, Scalar b) => Logistic(w * x + b);
            """).Info;
        Assert.Equal((2, 2), (info.ForwardFlops, info.BackwardFlops));

        // w·x, + b, σ
        Assert.Equal(3, info.ForwardOperations);
        Assert.InRange(info.BackwardOperations, 8, 16);
    }

    [Fact]
    public void Every_operation_is_counted_where_there_are_no_weights()
    {
        ModelInfo info = AnalyzedModel.OfEquations("[Output] static Scalar F([Input] Scalar x, [Input] Scalar y) => y + Exp(x * y);").Info;
        Assert.Equal((0, 0), (info.ForwardFlops, info.BackwardFlops));
        Assert.Equal((3, 0), (info.ForwardOperations, info.BackwardOperations));
    }

    [Fact]
    public void The_gradient_of_an_input_is_not_part_of_a_training_step()
    {
        const string Members =
            """
            [Objective]
            static Scalar Objective([Input(30{0})] Vector x, [Target] Scalar t, [Parameter(30)] Vector w) => SquaredError(Predict(x, w), t);

            [Output]
            static Scalar Predict(Vector x, Vector w) => Dot(w, x);
            """;
        ModelInfo with = AnalyzedModel.OfEquations(Members.Replace("{0}", ", Gradient = true", StringComparison.Ordinal)).Info;
        ModelInfo without = AnalyzedModel.OfEquations(Members.Replace("{0}", "", StringComparison.Ordinal)).Info;
        Assert.Equal((60, 60), (without.ForwardFlops, without.BackwardFlops));
        Assert.Equal((without.ForwardFlops, without.BackwardFlops), (with.ForwardFlops, with.BackwardFlops));
    }

    [Fact]
    public void Parameters_and_workspace_are_told_in_bytes()
    {
        ModelInfo info = AnalyzedModel.OfLayers(30, "[Dense(4, Activation.Tanh)] [Dense(2)] [Loss(Loss.SoftmaxCrossEntropy)]").Info;
        Assert.Equal(info.ParameterLength * sizeof(float), info.ParameterBytes);
        Assert.Equal(new Workspace<float>(info, 20).Span.Length * sizeof(float), info.WorkspaceBytes(20));
        Assert.Equal(2 * info.WorkspaceBytes(20), (info with { Precision = Precision.Double }).WorkspaceBytes(20));
        Assert.Throws<ArgumentOutOfRangeException>(() => info.WorkspaceBytes(0));
    }

    private static ModelInfo OfOutput(string output) => AnalyzedModel.OfEquations(
        $"""
        [Objective]
        static Scalar Objective([Input(30)] Vector x, [Target] Scalar t, [Parameter(30)] Vector w, [Parameter] Scalar b)
            => SquaredError(Predict(x, w, b), t);

        [Output]
        static Scalar Predict(Vector x, Vector w, Scalar b) => {output};
        """).Info;
}
