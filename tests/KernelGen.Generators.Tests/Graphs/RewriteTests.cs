using KernelGen.Generators.Graphs;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Tests.Graphs;

public class RewriteTests
{
    [Theory]
    [InlineData("Divide(1, Add(1, Exp(Negate(z))))", "Logistic(z)")]
    [InlineData("Divide(1, Add(Exp(z), 1))", "Logistic(Negate(z))")]
    [InlineData("Divide(2, Add(Exp(z), 1))", "Divide(2, Add(Exp(z), 1))")]
    public void A_logistic_written_out_is_a_logistic(string before, string after) => Rewrites(RecognizedForms.Apply, before, after);

    [Fact]
    public void A_softmax_written_out_is_a_softmax()
    {
        // Both exponentials are one node once common subexpressions are.
        Rewrites(static g => RecognizedForms.Apply(CommonSubexpressions.Apply(g)), "Divide(Exp(z), Sum(Exp(z)))", "Softmax(z)");
        Rewrites(static g => RecognizedForms.Apply(CommonSubexpressions.Apply(g)), "Divide(Exp(s), Add(1, Exp(s)))", "Logistic(s)");
        Rewrites(
            static g => RecognizedForms.Apply(CommonSubexpressions.Apply(g)), "Divide(Exp(z), Sum(Exp(x)))", "Divide(Exp(z), Sum(Exp(x)))");
    }

    [Theory]
    [InlineData("Multiply(z, z)", "Square(z)")]
    [InlineData("Multiply(z, x)", "Multiply(z, x)")]
    public void A_value_times_itself_is_its_square(string before, string after) => Rewrites(RecognizedForms.Apply, before, after);

    [Theory]
    [InlineData("CrossEntropy(Logistic(s), p)", "LogisticCrossEntropy(s, p)")]
    [InlineData("CrossEntropy(Slice(Logistic(z), 2, 1), p)", "LogisticCrossEntropy(Slice(z, 2, 1), p)")]
    [InlineData("CrossEntropy(Logistic(z), t)", "CrossEntropy(Logistic(z), t)")]
    [InlineData("CrossEntropy(Logistic(z), label)", "CrossEntropy(Logistic(z), label)")]
    [InlineData("CrossEntropy(Softmax(z), label)", "SoftmaxCrossEntropy(z, label)")]
    [InlineData("CrossEntropy(Softmax(z), t)", "SoftmaxCrossEntropy(z, t)")]
    [InlineData("KullbackLeibler(Softmax(z), t)", "Add(SoftmaxCrossEntropy(z, t), Sum(TimesLog(t, t)))")]
    public void Cross_entropy_of_a_probability_made_of_logits_is_taken_of_the_logits(string before, string after) =>
        Rewrites(StableForms.Apply, before, after);

    [Theory]
    [InlineData("Log(Exp(z))", "z")]
    [InlineData("Log(Softmax(z))", "LogSoftmax(z)")]
    [InlineData("Log(Slice(Softmax(z), 1, 2))", "Slice(LogSoftmax(z), 1, 2)")]
    [InlineData("Log(Element(Softmax(z), label))", "Element(LogSoftmax(z), label)")]
    [InlineData("Log(Logistic(z))", "Negate(Softplus(Negate(z)))")]
    [InlineData("Log(Subtract(1, Logistic(z)))", "Negate(Softplus(z))")]
    [InlineData("Log(Subtract(1, Slice(Logistic(z), 1, 2)))", "Negate(Softplus(Slice(z, 1, 2)))")]
    [InlineData("Log(Add(1, Exp(z)))", "Softplus(z)")]
    [InlineData("Log(Add(Exp(z), 1))", "Softplus(z)")]
    [InlineData("Log(Sum(Exp(z)))", "LogSumExp(z)")]
    [InlineData("Log(Divide(Logistic(z), Exp(x)))", "Subtract(Negate(Softplus(Negate(z))), x)")]
    [InlineData("Log(Multiply(Exp(x), Exp(y)))", "Add(x, y)")]
    [InlineData("Log(Square(Softmax(z)))", "Multiply(2, LogSoftmax(z))")]
    [InlineData("Log(Multiply(Exp(x), Square(y)))", "Add(x, Log(Square(y)))")]
    [InlineData("Log(Divide(Square(y), Softmax(z)))", "Subtract(Log(Square(y)), LogSoftmax(z))")]
    [InlineData("Log(Multiply(Square(x), Square(y)))", "Log(Multiply(Square(x), Square(y)))")]
    [InlineData("Log(Add(2, Exp(z)))", "Log(Add(2, Exp(z)))")]
    [InlineData("Log(Subtract(2, Logistic(z)))", "Log(Subtract(2, Logistic(z)))")]
    public void Logarithms_of_what_comes_from_exponentials_are_taken_from_the_exponents(string before, string after) =>
        Rewrites(StableLogarithms.Apply, before, after);

    [Theory]
    [InlineData("SquaredError(z, t)", "Multiply(0.5, Sum(Square(Subtract(z, t))))")]
    [InlineData("AbsoluteError(z, t)", "Sum(Abs(Subtract(z, t)))")]
    [InlineData("Hinge(s, p)", "Relu(Subtract(1, Multiply(p, s)))")]
    [InlineData("CrossEntropy(z, label)", "Negate(Log(Element(z, label)))", true)]
    [InlineData("CrossEntropy(z, t)", "Negate(Sum(Multiply(t, Log(Select(Abs(t), z, 1)))))", true)]
    [InlineData("CrossEntropy(Softmax(z), t)", "Negate(Sum(Multiply(t, LogSoftmax(z))))")]
    [InlineData(
        "CrossEntropy(s, p)",
        "Subtract(Negate(Multiply(p, Log(Select(Abs(p), s, 1)))), Multiply(Subtract(1, p), Log(Select(Abs(Subtract(1, p)), Subtract(1, s), 1))))", true)]
    [InlineData("TimesLog(t, t)", "Multiply(t, Log(Select(Abs(t), t, 1)))")]
    [InlineData("KullbackLeibler(z, t)", "Sum(Subtract(Multiply(t, Log(Select(Abs(t), t, 1))), Multiply(t, Log(Select(Abs(t), z, 1)))))", true)]
    public void Losses_are_their_definitions(string before, string after, bool ofProbabilities = false) =>
        Rewrites(LossDefinitions.Apply, before, after, ofProbabilities);

    [Theory]
    [InlineData("Dot(x, u)", "Sum(Multiply(x, u))")]
    [InlineData("Dot(s, b)", "Multiply(s, b)")]
    [InlineData("Mean(z)", "Multiply(0.25, Sum(z))")]
    [InlineData("SumOfSquares(z)", "Sum(Square(z))")]
    [InlineData("Norm1(Subtract(u, v))", "Sum(Abs(Subtract(u, v)))")]
    [InlineData("SumOfSquares(w)", "SumOfSquares(w)")]
    [InlineData("Norm1(u)", "Norm1(u)")]
    public void Dot_products_means_and_norms_are_sums_but_for_norms_of_parameters(string before, string after) =>
        Rewrites(ReductionDefinitions.Apply, before, after);

    [Theory]
    [InlineData("MatrixVector(Outer(x, y), z)", "Multiply(x, Sum(Multiply(y, z)))")]
    [InlineData("TransposedMatrixVector(Outer(x, y), z)", "Multiply(y, Sum(Multiply(x, z)))")]
    [InlineData("MatrixVector(Add(w, Outer(x, y)), z)", "Add(MatrixVector(w, z), Multiply(x, Sum(Multiply(y, z))))")]
    [InlineData("MatrixVector(Negate(Multiply(s, Outer(u, v))), z)", "Negate(Multiply(s, Multiply(u, Sum(Multiply(v, z)))))")]
    [InlineData("MatrixVector(Divide(Outer(u, v), b), z)", "Divide(Multiply(u, Sum(Multiply(v, z))), b)")]
    [InlineData("MatrixVector(BatchSum(Outer(x, y)), u)", "BatchSum(Multiply(x, Sum(Multiply(y, u))))")]
    [InlineData("Sum(Outer(x, y))", "Multiply(Sum(x), Sum(y))")]
    [InlineData("SumOfSquares(Outer(x, u))", "Multiply(SumOfSquares(x), SumOfSquares(u))")]
    [InlineData("Norm1(Outer(x, y))", "Multiply(Norm1(x), Norm1(y))")]
    [InlineData("Sum(BatchSum(Outer(x, y)))", "BatchSum(Multiply(Sum(x), Sum(y)))")]
    [InlineData("MatrixVector(Exp(Outer(x, s)), s)", "Multiply(Exp(Multiply(x, s)), s)")]
    [InlineData("MatrixVector(Add(w, w), z)", "MatrixVector(Add(w, w), z)")]
    public void Matrices_made_of_vectors_are_not_built(string before, string after) => Rewrites(OuterProducts.Apply, before, after);

    [Theory]
    [InlineData("MatrixVector(Multiply(b, a), z)", "Multiply(b, MatrixVector(a, z))")]
    [InlineData("MatrixVector(Multiply(w, s), z)", "Multiply(s, MatrixVector(w, z))")]
    [InlineData("TransposedMatrixVector(Divide(w, 2), z)", "Divide(TransposedMatrixVector(w, z), 2)")]
    [InlineData("MatrixVector(Negate(w), z)", "Negate(MatrixVector(w, z))")]
    [InlineData("MatrixVector(Divide(2, w), z)", "MatrixVector(Divide(2, w), z)")]
    [InlineData("MatrixVector(Multiply(w, w), z)", "MatrixVector(Multiply(w, w), z)")]
    public void A_product_of_a_multiple_is_a_multiple_of_the_product(string before, string after) =>
        Rewrites(ScaledProducts.Apply, before, after);

    [Theory]
    [InlineData("MatrixVector(Transpose(w), z)", "TransposedMatrixVector(w, z)")]
    [InlineData("TransposedMatrixVector(Transpose(a), z)", "MatrixVector(a, z)")]
    [InlineData("Transpose(Transpose(a))", "a")]
    [InlineData("Transpose(Outer(x, Slice(y, 0, 2)))", "Outer(Slice(y, 0, 2), x)")]
    [InlineData("Transpose(Add(BatchSum(Outer(x, y)), Outer(u, v)))", "Add(BatchSum(Outer(y, x)), Outer(v, u))")]
    [InlineData("Transpose(Multiply(2, BatchSum(Outer(x, y))))", "Multiply(2, BatchSum(Outer(y, x)))")]
    [InlineData("Sum(Transpose(a))", "Sum(a)")]
    [InlineData("SumOfSquares(Transpose(a))", "SumOfSquares(a)")]
    [InlineData("Add(w, Transpose(w))", "Add(w, Transpose(w))")]
    public void Matrices_are_read_the_other_way_round_rather_than_turned(string before, string after) =>
        Rewrites(Transpositions.Apply, before, after);

    [Theory]
    [InlineData("BatchSum(n⁻¹)", "1")]
    [InlineData("BatchSum(Broadcast(Multiply(b, n⁻¹), 4, 1))", "Broadcast(Multiply(b, 1), 4, 1)")]
    [InlineData("BatchSum(Negate(Divide(n⁻¹, b)))", "Negate(Divide(1, b))")]
    [InlineData("BatchSum(Subtract(Multiply(u, n⁻¹), Multiply(n⁻¹, v)))", "Subtract(Multiply(u, 1), Multiply(1, v))")]
    [InlineData("BatchSum(Select(u, 0, Multiply(n⁻¹, v)))", "Select(u, 0, Multiply(1, v))")]
    [InlineData("BatchSum(Embed(Slice(Multiply(n⁻¹, v), 1, 2), 0, 4))", "Embed(Slice(Multiply(1, v), 1, 2), 0, 4)")]
    [InlineData("BatchSum(u)", "Divide(u, n⁻¹)")]
    [InlineData("BatchSum(Add(u, n⁻¹))", "Divide(Add(u, n⁻¹), n⁻¹)")]
    [InlineData("BatchSum(z)", "BatchSum(z)")]
    public void The_sum_over_the_batch_of_one_value_is_n_times_it(string before, string after) => Rewrites(BatchSums.Apply, before, after);

    [Theory]
    [InlineData("Slice(z, 0, 4)", "z")]
    [InlineData("Slice(Slice(z, 1, 3), 1, 2)", "Slice(z, 2, 2)")]
    [InlineData("Slice(Concat(x, s, y), 4, 1)", "s")]
    [InlineData("Slice(Concat(x, s, y), 6, 2)", "Slice(y, 1, 2)")]
    [InlineData("Slice(Concat(x, y), 3, 2)", "Slice(Concat(x, y), 3, 2)")]
    [InlineData("Slice(Broadcast(s, 4, 1), 1, 2)", "Broadcast(s, 2, 1)")]
    [InlineData("Slice(Embed(x, 3, 9), 4, 2)", "Slice(x, 1, 2)")]
    [InlineData("Slice(Embed(x, 3, 9), 2, 2)", "Slice(Embed(x, 3, 9), 2, 2)")]
    [InlineData("Embed(x, 0, 4)", "x")]
    [InlineData("Concat(x)", "x")]
    public void Parts_of_parts_are_parts(string before, string after) => Rewrites(PartsOfVectors.Apply, before, after);

    [Theory]
    [InlineData("Add(Broadcast(s, 4, 1), z)", "Add(s, z)")]
    [InlineData("Select(z, Broadcast(s, 4, 1), 0)", "Select(z, s, 0)")]
    [InlineData("Exp(Broadcast(s, 4, 1))", "Broadcast(Exp(s), 4, 1)")]
    [InlineData("Multiply(Broadcast(s, 4, 1), Broadcast(b, 4, 1))", "Broadcast(Multiply(s, b), 4, 1)")]
    [InlineData("Sum(Broadcast(s, 4, 1))", "Multiply(4, s)")]
    public void Numbers_are_spread_over_entries_as_late_as_possible(string before, string after) => Rewrites(Broadcasts.Apply, before, after);

    [Theory]
    [InlineData("Add(2, Multiply(3, 4))", "14")]
    [InlineData("Maximum(Sin(0), Negate(2))", "0")]
    [InlineData("Select(Subtract(1, 2), 3, 4)", "4")]
    [InlineData("Divide(z, 4)", "Multiply(0.25, z)")]
    [InlineData("Divide(1, 0)", "Divide(1, 0)")]
    [InlineData("Log(Negate(1))", "Log(-1)")]
    public void Constants_are_folded_where_the_result_is_a_number(string before, string after) =>
        Rewrites(ConstantFolding.Apply, before, after);

    [Theory]
    [InlineData("Multiply(Multiply(2, z), 3)", "Multiply(6, z)")]
    [InlineData("Multiply(1, z)", "z")]
    [InlineData("Add(z, 0)", "z")]
    [InlineData("Subtract(z, 0)", "z")]
    [InlineData("Subtract(0, z)", "Negate(z)")]
    [InlineData("Add(x, Negate(z))", "Subtract(x, z)")]
    [InlineData("Subtract(x, Negate(z))", "Add(x, z)")]
    [InlineData("Negate(Negate(z))", "z")]
    [InlineData("Sum(s)", "s")]
    [InlineData("Maximum(z, 0)", "Relu(z)")]
    [InlineData("Maximum(0, z)", "Maximum(0, z)")]
    [InlineData("Select(z, x, 0)", "WherePositive(z, x)")]
    [InlineData("Divide(Multiply(2, z), x)", "Multiply(2, Divide(z, x))")]
    [InlineData("Multiply(Divide(Multiply(0.5, z), x), Multiply(2, y))", "Multiply(Divide(z, x), y)")]
    [InlineData("Divide(Multiply(2, s), x)", "Divide(Multiply(2, s), x)")]
    [InlineData("Divide(Multiply(2, u), x)", "Divide(Multiply(2, u), x)")]
    [InlineData("Divide(2, x)", "Divide(2, x)")]
    public void What_changes_nothing_disappears(string before, string after) => Rewrites(Simplification.Apply, before, after);

    [Theory]
    [InlineData("LogSumExp(z)", "Add(Largest(z), Log(Sum(Exp(Subtract(z, Largest(z))))))")]
    [InlineData("Softmax(z)", "Divide(Exp(Subtract(z, Largest(z))), Sum(Exp(Subtract(z, Largest(z)))))")]
    [InlineData("LogSoftmax(z)", "Subtract(Subtract(z, Largest(z)), Log(Sum(Exp(Subtract(z, Largest(z))))))")]
    [InlineData(
        "SoftmaxCrossEntropy(z, label)",
        "Subtract(Log(Sum(Exp(Subtract(z, Largest(z))))), Element(Subtract(z, Largest(z)), label))")]
    public void Softmax_is_exponentials_of_the_logits_less_the_largest(string before, string after) =>
        Rewrites(SoftmaxDefinition.Apply, before, after);

    [Fact]
    public void What_is_computed_twice_is_computed_once()
    {
        Graph graph = CommonSubexpressions.Apply(Expressions.Parse("Add(Exp(Add(x, s)), Tanh(Add(x, s)))"));
        Assert.Equal("Add(Exp(Add(x, s)), Tanh(Add(x, s)))", Expressions.Show(graph));
        Assert.Equal(
            [Operation.Input, Operation.Input, Operation.Add, Operation.Exp, Operation.Tanh, Operation.Add],
            graph.Nodes.Select(static n => n.Operation));
    }

    [Fact]
    public void What_is_needed_for_nothing_disappears_but_the_surface_stays()
    {
        GraphBuilder builder = new();
        int x = builder.Input(3, "x");
        builder.Parameter(Shape.Scalar, "b");
        builder.Hyperparameter("rate", 1);
        builder.Apply(Operation.Exp, x);
        builder.Ask(Role.Output, builder.Apply(Operation.Sin, x));
        Assert.Equal(
            [Operation.Input, Operation.Parameter, Operation.Hyperparameter, Operation.Sin],
            DeadCode.Apply(builder.Build()).Nodes.Select(static n => n.Operation));
    }

    [Fact]
    public void The_adjoint_of_softmax_and_cross_entropy_for_targets_of_any_total_is_their_total_times_y_minus_t()
    {
        Graph graph = Differentiation.ReverseMode.Differentiate(ModelCompiler.Prepare(Expressions.Objective("CrossEntropy(Softmax(z), t)")));
        int adjoint = graph.Roots.Single(static r => r.Role == Role.InputGradient).Node;
        Assert.Equal("Multiply(Subtract(Multiply(Sum(t), Softmax(z)), t), Multiply(1, n⁻¹))", Expressions.Show(graph, adjoint));
    }

    /// <summary>The rule turns one into the other, and both have the same value.</summary>
    private static void Rewrites(Func<Graph, Graph> rule, string before, string after, bool ofProbabilities = false)
    {
        Graph written = Expressions.Parse(before);
        Graph rewritten = rule(written);
        Assert.Equal(after, Expressions.Show(rewritten));

        LeafValues leaves = LeafValues.Random(written, new Random(1));
        foreach (double[] row in ofProbabilities ? leaves.Values.SelectMany(static v => v.Value) : [])
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = Math.Abs(row[i]);
            }
        }

        double[] expected = new Interpreter(written, leaves).Root(written.Roots[0]);
        double[] actual = new Interpreter(rewritten, leaves).Root(rewritten.Roots[0]);
        Assert.All(
            Enumerable.Range(0, Math.Max(expected.Length, actual.Length)),
            i => Assert.Equal(expected[i % expected.Length], actual[i % actual.Length], 1e-12));
    }
}
