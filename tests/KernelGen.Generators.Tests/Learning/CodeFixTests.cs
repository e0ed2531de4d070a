using KernelGen.CodeFixes;
using static KernelGen.Generators.Tests.Learning.FixedSource;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>What code fixes write, to the letter: comments and layout stay as they are.</summary>
public class CodeFixTests
{
    private static readonly CrossEntropyCodeFix CrossEntropy = new();
    private static readonly AppliedTwiceCodeFix AppliedTwice = new();
    private static readonly MergeLayersCodeFix MergeLayers = new();

    [Fact]
    public Task A_logistic_layer_with_squared_error_becomes_a_linear_one_with_its_cross_entropy() => Becomes(
        CrossEntropy,
        """
        /// <summary>One unit.</summary>
        [Model(Inputs = 4)]
        [Dense(1, Activation.Logistic)] // the probability
        [Loss( /* for now */ Loss.SquaredError )]
        public sealed partial class Sample;
        """,
        """
        /// <summary>One unit.</summary>
        [Model(Inputs = 4)]
        [Dense(1)] // the probability
        [Loss( /* for now */ Loss.LogisticCrossEntropy )]
        public sealed partial class Sample;
        """,
        "Use LogisticCrossEntropy");

    [Theory]
    [InlineData("Dense(activation: Activation.Logistic, units: 1)", "Dense(units: 1)")]
    [InlineData("Dense(1, Activation.Logistic, Bias = false)", "Dense(1, Bias = false)")]
    [InlineData("KernelGen.Dense(1, KernelGen.Activation.Logistic)", "KernelGen.Dense(1)")]
    public Task An_activation_goes_wherever_it_stands(string before, string after) => Becomes(
        CrossEntropy,
        $"[Model(Inputs = 4), {before}, Loss(KernelGen.Loss.SquaredError)] public sealed partial class Sample;",
        $"[Model(Inputs = 4), {after}, Loss(KernelGen.Loss.LogisticCrossEntropy)] public sealed partial class Sample;",
        "Use LogisticCrossEntropy");

    [Theory]
    [InlineData("SquaredError")]
    [InlineData("Functions.SquaredError")]
    [InlineData("KernelGen.Equations.Functions.SquaredError")]
    public Task A_squared_error_in_equations_becomes_the_cross_entropy(string name)
    {
        string source = Unit(name + "( // compared with\n        Y(x, w),   t)");
        return Becomes(CrossEntropy, source, source.Replace("SquaredError", "CrossEntropy", StringComparison.Ordinal), "Use CrossEntropy");
    }

    [Fact]
    public Task A_squared_error_of_a_softmax_becomes_the_cross_entropy()
    {
        const string source = """
            [Model]
            public sealed partial class Sample
            {
                [Objective] static Scalar J([Input(4)] Vector x, [Target(3)] Vector t, [Parameter(3, 4)] Matrix w) => SquaredError(Y(x, w), t);
                [Output] static Vector Y(Vector x, Matrix w) => Softmax(w * x);
            }
            """;
        return Becomes(CrossEntropy, source, source.Replace("SquaredError", "CrossEntropy", StringComparison.Ordinal), "Use CrossEntropy");
    }

    [Theory]
    [InlineData("SquaredError", "1 / (1 + Exp(-Dot(w, x)))")]
    [InlineData("LogisticCrossEntropy", "Exp(Dot(w, x)) / (1 + Exp(Dot(w, x)))")]
    public Task A_loss_of_a_logistic_that_is_written_out_becomes_the_cross_entropy(string loss, string logistic) => Becomes(
        loss == "SquaredError" ? CrossEntropy : AppliedTwice,
        Unit(loss + "(Y(x, w), t)").Replace("Logistic(Dot(w, x))", logistic, StringComparison.Ordinal),
        Unit("CrossEntropy(Y(x, w), t)").Replace("Logistic(Dot(w, x))", logistic, StringComparison.Ordinal),
        "Use CrossEntropy");

    [Theory]
    [InlineData("SquaredError(t, Y(x, w))")]
    [InlineData("SquaredError(t: t, y: Y(x, w))")]
    [InlineData("SumOfSquares(Y(x, w) - t) / 2")]
    public Task Other_ways_to_write_it_are_left_to_the_user(string objective) => StaysAsItIs(CrossEntropy, Unit(objective));

    [Fact]
    public Task Several_logistic_outputs_have_no_matching_loss() => StaysAsItIs(
        CrossEntropy, "[Model(Inputs = 4)] [Dense(3, Activation.Logistic)] [Loss(Loss.SquaredError)] public sealed partial class Sample;");

    [Fact]
    public Task A_vector_of_one_logistic_entry_has_none_either() => StaysAsItIs(
        CrossEntropy,
        """
        [Model]
        public sealed partial class Sample
        {
            [Objective] static Scalar J([Input(4)] Vector x, [Target(1)] Vector t, [Parameter(1, 4)] Matrix w) => SquaredError(Y(x, w), t);
            [Output] static Vector Y(Vector x, Matrix w) => Logistic(w * x);
        }
        """);

    [Fact]
    public Task All_squared_errors_of_a_file_are_replaced_at_once() => AllBecome(
        CrossEntropy,
        Unit("SquaredError(Y(x, w), t)") + Unit("SquaredError(Y(x, w), t) / 2", "Other"),
        Unit("CrossEntropy(Y(x, w), t)") + Unit("CrossEntropy(Y(x, w), t) / 2", "Other"));

    [Fact]
    public Task A_logistic_before_logistic_cross_entropy_is_applied_once() => Becomes(
        AppliedTwice, Unit("LogisticCrossEntropy(Y(x, w), t) /* sure? */"), Unit("CrossEntropy(Y(x, w), t) /* sure? */"), "Use CrossEntropy");

    [Fact]
    public Task A_softmax_before_softmax_cross_entropy_is_applied_once()
    {
        const string source = """
            [Model]
            public sealed partial class Sample
            {
                [Objective] static Scalar J([Input(4)] Vector x, [Target] Label t, [Parameter(3, 4)] Matrix w) => SoftmaxCrossEntropy(Y(x, w), t);
                [Output] static Vector Y(Vector x, Matrix w) => Softmax(w * x);
            }
            """;
        return Becomes(AppliedTwice, source, source.Replace("SoftmaxCrossEntropy", "CrossEntropy", StringComparison.Ordinal), "Use CrossEntropy");
    }

    [Fact]
    public Task A_logistic_layer_before_logistic_cross_entropy_becomes_linear() => Becomes(
        AppliedTwice,
        "[Model(Inputs = 4)]\n[Dense(1, Activation.Logistic)]\n[Loss(Loss.LogisticCrossEntropy)]\npublic sealed partial class Sample;",
        "[Model(Inputs = 4)]\n[Dense(1)]\n[Loss(Loss.LogisticCrossEntropy)]\npublic sealed partial class Sample;",
        "Leave the layer linear");

    [Fact]
    public Task A_linear_layer_before_another_goes_with_its_line() => Becomes(
        MergeLayers,
        """
        // Digits.
        [Model(Inputs = 784)]
        // What was hidden.
            [Dense(128)]
        [Dense(10)] // digits
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class Sample;
        """,
        """
        // Digits.
        [Model(Inputs = 784)]
        // What was hidden.
        [Dense(10)] // digits
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class Sample;
        """,
        "Merge with the next layer");

    [Fact]
    public Task A_comment_on_the_line_of_a_merged_layer_stays() => Becomes(
        MergeLayers,
        "[Model(Inputs = 8)]\n[Dense(8)] // wide\n[Dense(2)]\npublic sealed partial class Sample;",
        "[Model(Inputs = 8)]\n// wide\n[Dense(2)]\npublic sealed partial class Sample;",
        "Merge with the next layer");

    [Theory]
    [InlineData("Dense(8), Dense(2, Activation.Relu)", "Dense(2, Activation.Relu)")]
    [InlineData("Dense(8), Dense(2, Bias = false)", "Dense(2)")]
    [InlineData("Dense(8, Bias = false), Dense(2, Bias = false)", "Dense(2, Bias = false)")]
    [InlineData("Dense(8), Dense(2, Bias = false, activation: Activation.Tanh)", "Dense(2, activation: Activation.Tanh)")]
    public Task The_layer_that_is_left_has_a_bias_if_one_of_the_two_had(string before, string after) => Becomes(
        MergeLayers,
        $"[Model(Inputs = 8), {before}] public sealed partial class Sample;",
        $"[Model(Inputs = 8), {after}] public sealed partial class Sample;",
        "Merge with the next layer");

    [Theory]
    [InlineData("[Dense(2)] [Dense(8)]")]
    [InlineData("[Dense(8)] [Dense(2)] [Loss(Loss.SoftmaxCrossEntropy)] [Regularize(L2 = 0.1)]")]
    public Task Layers_that_one_cannot_replace_are_left_alone(string layers) =>
        StaysAsItIs(MergeLayers, $"[Model(Inputs = 8)] {layers} public sealed partial class Sample;");

    private static string Unit(string objective, string name = "Sample") => $$"""
        [Model]
        public sealed partial class {{name}}
        {
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(4)] Vector w) => {{objective}};

            [Output]
            static Scalar Y(Vector x, Vector w) => Logistic(Dot(w, x));
        }

        """;
}
