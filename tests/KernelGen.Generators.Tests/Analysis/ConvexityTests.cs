using System.Globalization;
using KernelGen.Generators.Analysis;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;
using KernelGen.Generators.Tests.Declarations;
using KernelGen.Generators.Tests.Equations;
using KernelGen.Generators.Tests.Pipeline;
using static KernelGen.Generators.Tests.Pipeline.Specs;
using Proof = KernelGen.Generators.Analysis.ConvexityStatus;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>Which costs are convex (lectures 002 §4 and 004): proved by composition, refuted by a segment, or neither.</summary>
public class ConvexityTests
{
    private const string Data = "[Input(4)] Vector x, [Target] Scalar t, [Parameter(4)] Vector w, [Parameter] Scalar b";

    [Theory]
    [InlineData(Reading.Loss.SquaredError, 3)]
    [InlineData(Reading.Loss.AbsoluteError, 3)]
    [InlineData(Reading.Loss.LogisticCrossEntropy, 1)]
    [InlineData(Reading.Loss.SoftmaxCrossEntropy, 3)]
    [InlineData(Reading.Loss.Hinge, 1)]
    [InlineData(Reading.Loss.MulticlassHinge, 3)]
    internal void Every_loss_of_a_linear_model_is_convex(Reading.Loss loss, int outputs)
    {
        ConvexityFacts facts = OfLayers(Specs.Of(4, loss, Dense(outputs)) with { L1 = 0.1, L2 = 0.1 });
        Assert.Equal((Proof.Proved, false), (facts.Status, facts.IsStrict));
    }

    [Theory]
    [InlineData(Reading.Activation.Relu, Reading.Loss.SoftmaxCrossEntropy, 3)]
    [InlineData(Reading.Activation.Tanh, Reading.Loss.SquaredError, 1)]
    [InlineData(Reading.Activation.Logistic, Reading.Loss.LogisticCrossEntropy, 1)]
    [InlineData(Reading.Activation.Linear, Reading.Loss.SquaredError, 2)]
    [InlineData(Reading.Activation.Softplus, Reading.Loss.AbsoluteError, 2)]
    [InlineData(Reading.Activation.Relu, Reading.Loss.Hinge, 1)]
    [InlineData(Reading.Activation.Relu, Reading.Loss.MulticlassHinge, 3)]
    internal void Hidden_units_make_it_not_convex(Reading.Activation activation, Reading.Loss loss, int outputs)
    {
        ModelSpec spec = Specs.Of(4, loss, Dense(5, activation), Dense(outputs));
        ConvexityFacts facts = OfLayers(spec);
        Assert.Equal(Proof.Refuted, facts.Status);
        Node responsible = LayerLowering.Lower(spec)[facts.Responsible];
        bool bendsBothWays = activation is Reading.Activation.Tanh or Reading.Activation.Logistic;
        Assert.Equal(
            bendsBothWays ? ("h1", "this function is neither convex nor concave") : (null, "both sides depend on parameters"),
            (responsible.Name, facts.Reason));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(128)]
    public void Large_perceptrons_are_refuted_too(int units) => Assert.Equal(
        Proof.Refuted, OfLayers(Specs.Of(784, Reading.Loss.SoftmaxCrossEntropy, Dense(units, Reading.Activation.Relu), Dense(10))).Status);

    [Fact]
    public void A_model_too_large_to_search_is_unknown() => Assert.Equal(
        Proof.Unknown, OfLayers(Specs.Of(2000, Reading.Loss.SquaredError, Dense(1000, Reading.Activation.Relu), Dense(10))).Status);

    [Fact]
    public void Squared_error_after_a_logistic_is_not_convex_and_the_logistic_is_responsible()
    {
        ConvexityFacts facts = OfObjective("SquaredError(Logistic(Dot(w, x) + b), t)", out Graph graph);
        Assert.Equal((Proof.Refuted, Operation.Logistic), (facts.Status, graph[facts.Responsible].Operation));
    }

    [Theory]
    [InlineData("CrossEntropy(Logistic(Dot(w, x) + b), t)")]
    [InlineData("CrossEntropy(1 / (1 + Exp(-Dot(w, x))), t)")]
    [InlineData("LogisticCrossEntropy(Dot(w, x) + b, t) + Norm1(w) / 10")]
    [InlineData("Square(t - Dot(w, x))")]
    [InlineData("SquaredError(Dot(w, Concat(x[0], x[1], x[0] * x[1], 1)), t)")]
    [InlineData("Exp(Dot(w, x) + b) - t * (Dot(w, x) + b)")]
    [InlineData("Max(0.9 * (t - Dot(w, x)), -0.1 * (t - Dot(w, x)))")]
    [InlineData("LogSumExp(w * x + b) - Min(b, Sum(w))")]
    [InlineData("Square(Relu(Dot(w, x) - 1))")]
    [InlineData("Sqrt(SumOfSquares(w) + 0.01)")]
    [InlineData("Sqrt(Sum(Square(w - x)) + Square(b))")]
    [InlineData("Sqrt(SumOfSquares(w) / 2)")]
    [InlineData("-Log(1 - Logistic(b)) - Log(Logistic(Sum(w)))")]
    [InlineData("Where(t, Square(b), Abs(b))")]
    [InlineData("1 / Min(Exp(x[0]), Sqrt(b))")]
    [InlineData("Softplus(Square(b)) + Mean(Exp(Abs(w)))")]
    [InlineData("t * b - Logistic(x[0]) * b + Logistic(x[0]) * Square(b)")]
    public void A_composition_that_follows_the_rules_is_proved(string objective)
    {
        ConvexityFacts facts = OfObjective(objective, out Graph graph);
        Assert.True(facts.Status == Proof.Proved, facts.Responsible < 0 ? "" : $"{graph[facts.Responsible]}: {facts.Reason}");
        AssertNoSegmentRises(graph);
    }

    [Theory]
    [InlineData("t * Square(b)", "the factor may have either sign")]
    [InlineData("-SumOfSquares(w) + b", "this is concave")]
    [InlineData("Sqrt(Abs(b))", "what is convex stands where it is not known to stay so")]
    [InlineData("Square(Sum(w) * b - t)", "both sides depend on parameters")]
    [InlineData("Sin(b)", "this function is neither convex nor concave")]
    [InlineData("SquaredError(Softmax(w)[0], t)", "this function is neither convex nor concave")]
    [InlineData("Where(b, Square(b), Square(b) - 50)", "the condition depends on parameters")]
    [InlineData("Where(t, Square(b), -Square(b))", "what is convex stands where it is not known to stay so")]
    [InlineData("Square(Exp(b) - 2)", "what is convex stands where it is not known to stay so")]
    [InlineData("Log(1 + Square(b))", "what is convex stands where it is not known to stay so")]
    public void What_is_not_convex_is_refuted_with_the_reason_why_the_proof_fails(string objective, string reason)
    {
        ConvexityFacts facts = OfObjective(objective, out _);
        Assert.Equal((Proof.Refuted, reason), (facts.Status, facts.Reason));
    }

    [Theory]
    [InlineData("Where(Abs(Dot(w, x)) - 1, Abs(Dot(w, x)) - 0.5, Square(Dot(w, x)) / 2)")]
    [InlineData("Sqrt(1 + Square(Square(b)))")]
    [InlineData("Square(b) * Square(Square(b))")]
    public void What_is_convex_but_beyond_the_rules_is_unknown(string objective)
    {
        ConvexityFacts facts = OfObjective(objective, out Graph graph);
        Assert.Equal(Proof.Unknown, facts.Status);
        AssertNoSegmentRises(graph);
    }

    // Off its diagonal are products of different entries: Σ max(0, wᵢwⱼ − 1) is above its chord from (½, 3) to (1, 2½).
    [Theory]
    [InlineData("Sum(Relu(Outer(w, w) - 1))")]
    [InlineData("Sum(Exp(Transpose(Outer(w, w))))")]
    public void The_outer_product_of_a_vector_and_itself_is_no_square(string objective)
    {
        ConvexityFacts facts = OfObjective(objective, out Graph graph);
        Assert.NotEqual(Proof.Proved, facts.Status);
        Assert.Equal((Operation.Outer, "both sides depend on parameters"), (graph[facts.Responsible].Operation, facts.Reason));
    }

    [Fact]
    public void Frozen_parameters_are_constants()
    {
        const string Random =
            "[Objective] static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(6, 4{0})] Matrix w1, [Parameter(6)] Vector w2)"
            + " => SquaredError(Predict(x, w1, w2), t); [Output] static Scalar Predict(Vector x, Matrix w1, Vector w2) => Dot(w2, Tanh(w1 * x));";
        Assert.Equal(Proof.Proved, Of(Random.Replace("{0}", ", Frozen = true", StringComparison.Ordinal), out _).Status);
        Assert.Equal(Proof.Refuted, Of(Random.Replace("{0}", "", StringComparison.Ordinal), out _).Status);
    }

    [Theory]
    [InlineData("SquaredError(Dot(w, x) + b, t) + 0.1 * SumOfSquares(w)", false)]
    [InlineData("SquaredError(Dot(w, x) + b, t) + 0.1 * SumOfSquares(w) + Square(b) / 100", true)]
    [InlineData("SumOfSquares(Concat(w, b)) * 0.5", true)]
    [InlineData("Norm1(w) + Abs(b)", false)]
    [InlineData("Sum(Square(w - 1)) + Dot(w, w) + Square(2 - b) + Square(Dot(w, x))", true)]
    [InlineData("SumOfSquares(w[0..2]) + Square(b)", false)]
    [InlineData("0 * SumOfSquares(w) + Square(b)", false)]
    public void It_is_strictly_convex_where_every_parameter_has_a_square(string objective, bool strict)
    {
        ConvexityFacts facts = OfObjective(objective, out _);
        Assert.Equal((Proof.Proved, strict), (facts.Status, facts.IsStrict));
    }

    [Theory]
    [InlineData("SquaredError(Dot(w, x), t) + h * SumOfSquares(w)", "0.1", "h ≥ 0", false)]
    [InlineData("SquaredError(Dot(w, x), t) + h * (SumOfSquares(w) + Square(b))", "0.1", "h > 0", true)]
    [InlineData("SquaredError(Dot(w, x), t) + h * (SumOfSquares(w) + Square(b))", "0", "h ≥ 0", false)]
    [InlineData("SquaredError(Dot(w, x), t) - h * (SumOfSquares(w) + Square(b))", "-1", "h ≤ 0", false)]
    [InlineData("SquaredError(h * Dot(w, x), t) + SumOfSquares(w) + Square(b)", "0.1", null, true)]
    [InlineData("-h * (SumOfSquares(w) + Square(b))", "-1", "h < 0", true)]
    [InlineData("Square(h) * (SumOfSquares(w) + Square(b))", "0.1", "h > 0", true)]
    [InlineData("Relu(h) * SumOfSquares(w) + Square(b)", "0.1", "h > 0", true)]
    [InlineData("h * (1 + Square(b) + SumOfSquares(w))", "0.1", "h > 0", true)]
    [InlineData("Norm1(w) * Abs(h)", "0.1", null, false)]
    public void The_sign_of_a_hyperparameter_is_a_condition_only_where_the_proof_needs_it(string objective, string value, string? condition, bool strict)
    {
        ConvexityFacts facts = Of(
            $"[Objective] static Scalar J({Data}, [Hyperparameter(Value = {value})] Scalar h) => {objective}; [Output] static Vector Predict(Vector x) => x;", out _);
        Assert.Equal((Proof.Proved, condition, strict), (facts.Status, facts.Condition, facts.IsStrict));
    }

    [Theory]
    [InlineData("Max(h, k) * SumOfSquares(w)", "k ≥ 0")]
    [InlineData("Min(h, k) * SumOfSquares(w)", "h ≥ 0, k ≥ 0")]
    [InlineData("h * k * (SumOfSquares(w) + Square(b))", "h > 0, k > 0")]
    [InlineData("h * Square(b) / k", "h ≥ 0, k ≥ 0")]
    public void Where_one_of_two_hyperparameters_must_have_its_sign_one_is_a_condition(string objective, string condition) => Assert.Equal(condition, Of(
        $"[Objective] static Scalar J({Data}, [Hyperparameter(Value = 0.1)] Scalar h, [Hyperparameter(Value = 0.2)] Scalar k) => {objective};"
            + "[Output] static Vector Predict(Vector x) => x;", out _).Condition);

    [Theory]
    [InlineData("Max(h, k) * SumOfSquares(w)", "-3", "0.5", "-1", "-2")]
    [InlineData("h * k * (SumOfSquares(w) + Square(b))", "0", "4", "-1", "2")]
    [InlineData("Square(b) / h - SumOfSquares(w) * k", "2", "-1", "2", "1")]
    public void With_hyperparameters_that_meet_the_condition_no_segment_rises_and_with_others_one_does(
        string objective, string h, string k, string otherH, string otherK)
    {
        const string Model = "[Objective] static Scalar J([Input(4)] Vector x, [Parameter(4)] Vector w, [Parameter] Scalar b,"
            + " [Hyperparameter(Value = {0})] Scalar h, [Hyperparameter(Value = {1})] Scalar k) => {2}; [Output] static Vector Predict(Vector x) => x;";
        Assert.Equal(Proof.Proved, Of(string.Format(CultureInfo.InvariantCulture, Model, h, k, objective), out Graph graph).Status);
        AssertNoSegmentRises(graph);
        Assert.Equal(Proof.Refuted, Of(string.Format(CultureInfo.InvariantCulture, Model, otherH, otherK, objective), out _).Status);
    }

    [Fact]
    public void Terms_that_are_added_to_themselves_again_and_again_are_looked_through_once() => Assert.Equal(
        Proof.Proved,
        Of(
            """
            [Objective]
            static Scalar J([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar w)
            {
                var sum = SumOfSquares(w);
                for (int i = 0; i < 40; i++)
                {
                    sum = sum + sum;
                }

                return SquaredError(Predict(x, w), t) + Sqrt(sum) + 1e-9 * sum;
            }

            [Output]
            static Scalar Predict(Scalar x, Scalar w) => x * w;
            """,
            out _).Status);

    [Fact]
    public void Divergence_from_soft_targets_is_convex_in_the_logits() => Assert.Equal(Proof.Proved, Of(
        "[Objective] static Scalar J([Input(4)] Vector x, [Target(3)] Vector t, [Parameter(3, 4)] Matrix w) => KullbackLeibler(Predict(x, w), t);"
            + "[Output] static Vector Predict(Vector x, Matrix w) => Softmax(w * x);", out _).Status);

    [Theory]
    [InlineData("[Output] static Scalar F([Input(4)] Vector x, [Parameter(4)] Vector w) => Dot(w, x);")]
    [InlineData("[Objective] static Scalar F([Input(4, Gradient = true)] Vector x, [Parameter(4, Frozen = true)] Vector w) => Sin(Dot(w, x));")]
    public void Without_an_objective_or_anything_to_train_there_is_nothing_to_be_convex(string model) =>
        Assert.Null(AnalyzedModel.OfEquations(model).Info.Convexity);

    [Fact]
    public void The_info_of_a_model_says_what_is_known()
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(
            $"[Objective] static Scalar J({Data}, [Hyperparameter(Value = 0.1)] Scalar lambda) => SquaredError(Predict(x, w, b), t) + lambda * (SumOfSquares(w) + Square(b));"
            + "[Output] static Scalar Predict(Vector x, Vector w, Scalar b) => Dot(w, x) + b;");
        Assert.Equal(new Convexity(ConvexityStatus.Proved, IsStrict: true) { Condition = "lambda > 0" }, model.Info.Convexity);
    }

    [Theory]
    [InlineData("[Dense(6, Activation.Tanh)] [Dense(1)] [Loss(Loss.SquaredError)]", "h1 = tanh(z1)")]
    [InlineData("[Dense(6, Activation.Relu)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy)]", "w2·h1")]
    [InlineData("[Dense(6, Activation.Relu)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy, Targets = Targets.Distribution)]", "w2·h1")]
    [InlineData("[Dense(2, Activation.Relu)] [Dense(1)] [Loss(Loss.Hinge)]", "w2·h1")]
    [InlineData("[Dense(1, Activation.Logistic)] [Loss(Loss.SquaredError)]", "y = σ(z)")]
    public void The_stored_segment_refutes_it_for_equations_and_kernels_alike(string layers, string expression)
    {
        IModelProbe probe = AnalyzedModel.OfLayers(5, layers).Probe;
        Convexity convexity = probe.Info.Convexity!;
        Assert.Equal((ConvexityStatus.Refuted, expression), (convexity.Status, convexity.Expression));

        (double[] start, double[] end, double[] inputs, double[] targets) = convexity.Segment!.Draw(probe.Info);
        double[] middle = [.. start.Zip(end, static (a, b) => (a + b) / 2)];
        double chord = (probe.Cost(start, inputs, targets) + probe.Cost(end, inputs, targets)) / 2;
        Assert.True(probe.Cost(middle, inputs, targets) > chord + 1e-5 * Math.Abs(chord), $"{probe.Cost(middle, inputs, targets)} is not above {chord}.");
    }

    [Fact]
    public void The_stored_segment_leaves_frozen_parameters_where_they_are()
    {
        IModelProbe probe = AnalyzedModel.OfEquations(
            "[Objective] static Scalar J([Input(3)] Vector x, [Input] Scalar s, [Target(2)] Vector t, [Parameter(2, 3)] Matrix w, [Parameter(2, Frozen = true)] Vector f)"
            + " => SquaredError(Predict(x, s, w, f), t); [Output] static Vector Predict(Vector x, Scalar s, Matrix w, Vector f) => Tanh(w * x + s) + f;").Probe;
        (double[] start, double[] end, double[] inputs, double[] targets) = probe.Info.Convexity!.Segment!.Draw(probe.Info);
        ParameterLayout frozen = probe.Info.Parameters[1];
        Assert.Equal(start[frozen.Offset], end[frozen.Offset]);
        double[] middle = [.. start.Zip(end, static (a, b) => (a + b) / 2)];
        double chord = (probe.Cost(start, inputs, targets) + probe.Cost(end, inputs, targets)) / 2;
        Assert.True(probe.Cost(middle, inputs, targets) > chord);
    }

    [Fact]
    public Task A_failed_proof_of_what_is_declared_convex_is_an_error_on_the_expression() => DeclarationAnalysis.Refuses(
        """
        using KernelGen.Equations;
        using static KernelGen.Equations.Functions;

        [Model]
        public sealed partial class Sample
        {
            [Objective(Convex = true)]
            static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(3, 4)] Matrix w, [Parameter(3)] Vector v) => SquaredError(Predict(x, w, v), t);

            [Output]
            static Scalar Predict(Vector x, Matrix w, Vector v) => {|KG0060:Dot|}(v, Relu(w * x));
        }
        """,
        "both sides depend on parameters; it is not convex, there are parameters");

    private static ConvexityFacts OfLayers(ModelSpec spec) => ConvexityProof.Of(LayerLowering.Lower(spec))!;

    private static ConvexityFacts OfObjective(string objective, out Graph graph) =>
        Of($"[Objective] static Scalar J({Data}) => {objective}; [Output] static Vector Predict(Vector x) => x;", out graph);

    private static ConvexityFacts Of(string members, out Graph graph)
    {
        graph = EquationLowering.Lower(
            EquationSource.Read(EquationSource.Model(members)).Spec.Equations!, static (_, message) => Assert.Fail(message))!;
        return ConvexityProof.Of(graph)!;
    }

    private static void AssertNoSegmentRises(Graph lowered)
    {
        SegmentSearch search = new(StableLogarithms.Apply(StableForms.Apply(RecognizedForms.Apply(lowered))), TargetFacts.Of(lowered));
        for (int seed = 0; seed < 200; seed++)
        {
            SegmentDraw draw = new(seed, 0.25 * (1 << (seed % 6)));
            Assert.True(search.Rise(draw) <= 0, $"The cost is above its chord on {draw}.");
        }
    }
}
