using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Equations;
using KernelGen.Generators.Tests.Pipeline;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>Equations as users write them, lowered to graphs.</summary>
public class EquationLoweringTests
{
    private const string Perceptron =
        """
        [Objective]
        static Scalar Objective([Input(7)] Vector x, [Target] Label t,
            [Parameter(5, 7)] Matrix w1, [Parameter(5)] Vector b1, [Parameter(3, 5)] Matrix w2, [Parameter(3)] Vector b2)
            => CrossEntropy(Probabilities(x, w1, b1, w2, b2), t) + 1e-3 * SumOfSquares(w1) / 2 + 1e-3 * SumOfSquares(w2) / 2;

        [Output]
        static Vector Probabilities(Vector x, Matrix w1, Vector b1, Matrix w2, Vector b2)
        {
            var h1 = Relu(w1 * x + b1);
            var z2 = w2 * h1 + b2;
            return Softmax(z2);
        }
        """;

    [Fact]
    public void Layers_written_as_equations_give_the_graph_of_the_layer_form()
    {
        ModelSpec layers = Specs.Of(7, Reading.Loss.SoftmaxCrossEntropy, Specs.Dense(5, Reading.Activation.Relu), Specs.Dense(3)) with { L2 = 1e-3 };
        Assert.Equal(Roots(Compile(LayerLowering.Lower(layers))), Roots(Compile(Lower(Perceptron))));

        static Graph Compile(Graph graph) => ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(graph)));
        static IEnumerable<string> Roots(Graph graph) =>
            graph.Roots.Select(r => $"{r.Role} {(r.Parameter < 0 ? "" : graph[r.Parameter].Name)} = {Expressions.Show(graph, r.Node)}").Order();
    }

    [Fact]
    public void Names_are_the_users_and_where_there_is_none_those_of_the_field()
    {
        Graph graph = Lower(Perceptron);
        Assert.Equal(
            ["x", "t", "w1", "b1", "w2", "b2", "h1", "z2", "y", "L", "cost"], graph.Nodes.Select(static n => n.Name).Where(static n => n is not null));
    }

    [Fact]
    public void Names_that_a_loop_gives_again_are_numbered()
    {
        Graph graph = Lower(
            """
            [Output]
            static Vector Predict([Input(3)] Vector x, [Parameter(3, 3)] Matrix w)
            {
                var h1 = Exp(x);
                for (int i = 0; i < 3; i++)
                {
                    var h = Tanh(w * h1);
                    h1 = h;
                }

                return h1;
            }
            """);
        string?[] names = [.. graph.Nodes.Select(static n => n.Name).Where(static n => n is not null)];
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void A_sum_that_a_loop_adds_to_has_its_name_once_it_is_complete()
    {
        Graph graph = Lower(
            """
            [Output]
            static Scalar Predict([Input(3)] Vector x, [Parameter(3)] Vector w, [Parameter] Scalar b)
            {
                Scalar z = b;
                for (int i = 0; i < 3; i++)
                {
                    z += w[i] * x[i];
                }

                return Tanh(z) * z;
            }
            """);
        Assert.Equal(["x", "w", "b", "z", "y"], graph.Nodes.Select(static n => n.Name).Where(static n => n is not null));
        Assert.Equal(
            "Add(Add(Add(b, Multiply(Slice(w, 0, 1), Slice(x, 0, 1))), Multiply(Slice(w, 1, 1), Slice(x, 1, 1))), Multiply(Slice(w, 2, 1), Slice(x, 2, 1)))",
            Expressions.Show(graph, graph.Nodes.ToList().FindIndex(static n => n.Name == "z")));
    }

    [Fact]
    public void A_sum_that_is_used_before_it_is_complete_keeps_its_names()
    {
        Graph graph = Lower(
            """
            [Output]
            static Vector Predict([Input(3)] Vector x, [Parameter(3, 3)] Matrix w)
            {
                Vector h = x;
                for (int i = 0; i < 3; i++)
                {
                    h += Tanh(w * h);
                }

                return h;
            }
            """);
        Assert.Equal(["x", "w", "h1", "h2", "h3"], graph.Nodes.Select(static n => n.Name).Where(static n => n is not null));
    }

    [Theory]
    [InlineData("0.5 * SquaredError(w * x, t) + SumOfSquares(w)", "Multiply(0.5, SquaredError(MatrixVector(w, x), t))", "SumOfSquares(w)")]
    [InlineData("SquaredError(w * x, t) - (rate * Norm1(w) + Sum(b))", "SquaredError(MatrixVector(w, x), t)", "Negate(Add(Multiply(rate, Norm1(w)), Sum(b)))")]
    [InlineData("(Sum(b) - SquaredError(w * x, t)) / 2", "Divide(Negate(SquaredError(MatrixVector(w, x), t)), 2)", "Divide(Sum(b), 2)")]
    [InlineData("Exp(Sum(b)) * -(Sum(x) + rate)", "Multiply(Exp(Sum(b)), Negate(Sum(x)))", "Multiply(Exp(Sum(b)), Negate(rate))")]
    [InlineData("Sum(x) * (Sum(t) + rate)", "Multiply(Sum(x), Add(Sum(t), rate))")]
    [InlineData("Sum(b) * Sum(w)", null, "Multiply(Sum(b), Sum(w))")]
    public void Terms_of_parameters_alone_stand_outside_the_mean_over_the_examples(string objective, string? ofExample, params string[] ofBatch)
    {
        Graph graph = Lower(
            $"[Objective] static Scalar J([Input(3)] Vector x, [Target(2)] Vector t, [Parameter(2, 3)] Matrix w, [Parameter(2)] Vector b, [Hyperparameter(Value = 0.1)] Scalar rate) => {objective};"
            + "[Output] static Vector Predict(Vector x, Matrix w) => w * x;");
        IEnumerable<string> terms = (ofExample is null ? [] : new[] { $"Multiply(BatchSum({ofExample}), n⁻¹)" }).Concat(ofBatch);
        Assert.Equal(terms.Aggregate(static (sum, term) => $"Add({sum}, {term})"), Expressions.Show(graph, graph.Find(Role.Cost)));
    }

    [Fact]
    public void Values_that_are_doubled_again_and_again_are_looked_through_once()
    {
        // As a tree, each would have 2⁴⁰ terms.
        Graph graph = Lower(
            """
            [Objective]
            static Scalar J([Input(3)] Vector x, [Parameter(3, 3)] Matrix w, [Parameter] Scalar b)
            {
                var sum = Sum(x) + b;
                var matrix = w + Outer(x, x);
                var product = Logistic(b);
                for (int i = 0; i < 40; i++)
                {
                    sum = sum + sum;
                    matrix = matrix + matrix;
                    product = product * (1 - product);
                }

                return sum + Sum(matrix * x) + Log(product) * Sum(x);
            }

            [Output] static Vector Predict(Vector x) => x;
            """);
        Assert.NotEqual(-1, ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(graph))).Find(Role.Gradient));
    }

    [Fact]
    public void Several_inputs_lie_side_by_side_in_a_row()
    {
        Graph graph = Lower(
            "[Output] static Scalar Predict([Input(3)] Vector x, [Parameter(3)] Vector w, [Input] Scalar s, [Input(2)] Vector y) => Dot(w, x) + s + Sum(y);");
        Assert.Equal(
            [("x", 0, 3), ("s", 3, 1), ("y", 4, 2)],
            graph.Nodes.Where(static n => n.Operation == Operation.Input).Select(static n => (n.Name!, n.Start, n.Shape.Rows)));
    }

    [Fact]
    public void An_output_that_no_example_changes_has_a_row_for_each_all_the_same()
    {
        Graph graph = Lower("[Objective] static Scalar J([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar m) => SquaredError(m, t); [Output] static Scalar Predict(Scalar m) => m;");
        Assert.True(graph[graph.Find(Role.Output)].PerExample);
    }

    [Theory]
    [InlineData("[Target] Label t", "CrossEntropy(Softmax(z), t)", "Softmax(z)", Generators.Graphs.TargetKind.Label, 1, 4, "z")]
    [InlineData("[Target] Label t", "SoftmaxCrossEntropy(z, t)", "z", Generators.Graphs.TargetKind.Label, 1, 4, "z")]
    [InlineData("[Target] Label t", "MulticlassHinge(z, t)", "z", Generators.Graphs.TargetKind.Label, 1, 4, "z")]
    [InlineData("[Target] Label t", "MulticlassHinge(z, t)", "z[0]", Generators.Graphs.TargetKind.Label, 1, 4, null)]
    [InlineData("[Target(4)] Vector t", "CrossEntropy(Softmax(z), t)", "Softmax(z)", Generators.Graphs.TargetKind.Distribution, 4, 4, "z")]
    [InlineData("[Target(4)] Vector t", "KullbackLeibler(Softmax(z), t)", "z", Generators.Graphs.TargetKind.Distribution, 4, 4, "z")]
    [InlineData("[Target(4)] Vector t", "SquaredError(Softmax(z), t)", "Softmax(z)", Generators.Graphs.TargetKind.Values, 4, 0, null)]
    [InlineData("[Target] Scalar t", "CrossEntropy(Logistic(s), t)", "Logistic(s)", Generators.Graphs.TargetKind.Probability, 1, 0, "s")]
    [InlineData("[Target] Scalar t", "LogisticCrossEntropy(s, t)", "s", Generators.Graphs.TargetKind.Probability, 1, 0, "s")]
    [InlineData("[Target] Scalar t", "LogisticCrossEntropy(s, t)", "Logistic(s)", Generators.Graphs.TargetKind.Probability, 1, 0, "s")]
    [InlineData("[Target] Scalar t", "CrossEntropy(Exp(s), t)", "Exp(s)", Generators.Graphs.TargetKind.Probability, 1, 0, "Subtract(Exp(s), 0.5)")]
    [InlineData("[Target] Scalar t", "Hinge(s, t)", "s", Generators.Graphs.TargetKind.Sign, 1, 0, "s")]
    [InlineData("[Target] Scalar t", "SquaredError(Logistic(s), t)", "Logistic(s)", Generators.Graphs.TargetKind.Values, 1, 0, null)]
    internal void What_the_target_is_and_what_decides_follow_from_the_losses(
        string target, string loss, string output, Generators.Graphs.TargetKind kind, int count, int classes, string? scores)
    {
        string type = output is "z" or "Softmax(z)" ? "Vector" : "Scalar";
        Graph graph = Lower($"[Objective] static Scalar J([Input(4)] Vector z, [Input] Scalar s, {target}) => {loss}; [Output] static {type} Predict(Vector z, Scalar s) => {output};");
        Assert.Equal(new TargetFacts(kind, count, classes), TargetFacts.Of(graph));
        int decision = graph.Find(Role.Scores);
        Assert.Equal(scores, decision < 0 ? null : Expressions.Show(graph, decision));
    }

    [Theory]
    [InlineData("Sum(w1 * y)", "w1 * y", "w1 · y: w1 is 3×4, y has 5 entries; 4 expected")]
    [InlineData("Sum(w1 * (y + 1))", "w1 * (y + 1)", "w1 is 3×4, the right side has 5 entries; 4 expected")]
    [InlineData("Sum(x + y)", "x + y", "x + y: x has 4 entries, y 5; equally many expected")]
    [InlineData("Sum(Exp(x) * Exp(y))", "Exp(x) * Exp(y)", "the left side has 4 entries, the right side 5; equally many expected")]
    [InlineData("Sum(one / y)", "one / y", "one / y: one has 1 entry, y 5; equally many expected")]
    [InlineData("Dot(x, y)", "Dot(x, y)", "Dot(x, y): x has 4 entries, y 5; equally many expected")]
    [InlineData("Dot(x, Exp(y))", "Dot(x, Exp(y))", "x has 4 entries, the second argument 5; equally many expected")]
    [InlineData("Sum(w1 - w2)", "w1 - w2", "w1 − w2: w1 is 3×4, w2 4×3; equal shapes expected")]
    [InlineData("Sum(Where(x, y, x))", "Where(x, y, x)", "Where(x, y, x): x has 4 entries, y 5; equally many expected")]
    [InlineData("Sum(Where(x, 1, y))", "Where(x, 1, y)", "x has 4 entries, y 5; equally many expected")]
    [InlineData("SquaredError(y, x)", "SquaredError(y, x)", "SquaredError(y, x): y has 5 entries, x 4; equally many expected")]
    [InlineData(
        "SoftmaxCrossEntropy(x, t) + MulticlassHinge(y, t)", "MulticlassHinge(y, t)",
        "t is one of 5 classes here and one of 4 before; the same number expected")]
    [InlineData(
        "Sum(Exp(Outer(x, y)))", "Outer(x, y)",
        "this matrix differs from example to example, and only scalars and vectors may; "
            + "of Outer(a, b) there are: its product with a vector, its Sum, SumOfSquares and Norm1")]
    public void A_shape_that_does_not_fit_is_reported_in_words_where_it_is_written(string objective, string where, string message)
    {
        ModelReading reading = EquationSource.Read(EquationSource.Model(Wrong(objective)));
        List<(int Step, string Message)> said = [];
        Assert.Null(EquationLowering.Lower(reading.Spec.Equations!, (step, text) => said.Add((step, text))));
        (int step, string text) = Assert.Single(said);
        Assert.Equal((where, message), (EquationSource.OriginsOf(reading)[step], text));
    }

    [Fact]
    public void Mistakes_that_do_not_follow_from_each_other_are_all_reported()
    {
        ModelReading reading = EquationSource.Read(EquationSource.Model(Wrong("Sum(Exp(x + y) * x) + Sum(w1 * y)")));
        List<string> said = [];
        EquationLowering.Lower(reading.Spec.Equations!, (step, _) => said.Add(EquationSource.OriginsOf(reading)[step]));
        Assert.Equal(["x + y", "w1 * y"], said);
    }

    [Theory]
    [InlineData("Sum(Outer(x, y)) + SumOfSquares(Outer(x, x))")]
    [InlineData("Sum((Outer(y, x) * Sum(y)) * x)")]
    [InlineData("Sum((w2 + Outer(x, w1 * x)) * (w1 * x))")]
    [InlineData("Sum(Transpose(Outer(x, y)) * x)")]
    public void Matrices_of_an_example_that_only_vectors_remain_of_are_no_mistake(string objective) => Assert.NotNull(
        EquationLowering.Lower(EquationSource.Read(EquationSource.Model(Wrong(objective))).Spec.Equations!));

    [Fact]
    public void Every_needed_step_knows_its_node()
    {
        ModelReading reading = EquationSource.Read(EquationSource.Model(Perceptron));
        EquationForm form = reading.Spec.Equations!;
        Graph graph = EquationLowering.Lower(form, report: null, out int[] nodes)!;
        Assert.Equal("h1", graph[nodes[form.Steps.ToList().FindIndex(static s => s.Name == "h1")]].Name);
        Assert.Equal(Operation.Softmax, graph[nodes[form.Output]].Operation);
    }

    private static string Wrong(string objective) =>
        "[Objective] static Scalar J([Input(4)] Vector x, [Input(5)] Vector y, [Input(1)] Vector one, [Target] Label t,"
        + $" [Parameter(3, 4)] Matrix w1, [Parameter(4, 3)] Matrix w2) => {objective}; [Output] static Vector Predict(Vector x) => x;";

    private static Graph Lower(string members) => EquationLowering.Lower(
        EquationSource.Read(EquationSource.Model(members)).Spec.Equations!, static (_, message) => Assert.Fail(message))!;
}
