using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>
/// Whole generated files, as a person has read and verified them. A change of the generator shows here as a difference in
/// what users get. After reading the differences, accept them on purpose, from the top of the repository:
/// <code>
/// find tests/KernelGen.Generators.Tests/Snapshots -name '*.received.cs' -exec sh -c 'mv "$1" "${1%.received.cs}.verified.cs"' _ {} ';'
/// </code>
/// </summary>
public class GeneratedFileTests
{
    [Fact]
    public Task One_logistic_unit_with_squared_error() => VerifyFileOf(
        "logistic-unit",
        """
        /// <summary>z = wx + b, y = σ(z), L = ½(y − t)², and a regulariser.</summary>
        [Model(Inputs = 1)]
        [Dense(1, Activation.Logistic)]
        [Loss(Loss.SquaredError)]
        [Regularize(L2 = 0.1)]
        public sealed partial class LogisticUnit;
        """);

    [Fact]
    public Task Logistic_regression() => VerifyFileOf(
        "logistic-30",
        """
        /// <summary>Malignant or benign from 30 measurements.</summary>
        [Model(Inputs = 30)]
        [Dense(1)]
        [Loss(Loss.LogisticCrossEntropy)]
        [Regularize(L2 = 1e-3)]
        public sealed partial class TumourClassifier;
        """);

    [Fact]
    public Task Softmax_regression() => VerifyFileOf(
        "softmax-784-10",
        """
        /// <summary>Handwritten digits, linearly.</summary>
        [Model(Inputs = 784)]
        [Dense(10)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class DigitRegression;
        """);

    [Fact]
    public Task Softmax_regression_with_smoothed_labels() => VerifyFileOf(
        "smoothed-4-3",
        """
        /// <summary>Iris species, none of them for certain.</summary>
        [Model(Inputs = 4)]
        [Dense(3)]
        [Loss(Loss.SoftmaxCrossEntropy, LabelSmoothing = 0.1)]
        public sealed partial class SmoothedRegression;
        """);

    [Fact]
    public Task Logistic_regression_of_weighted_examples() => VerifyFileOf(
        "weighted-logistic-30",
        """
        /// <summary>Malignant or benign, where some examples count more than others.</summary>
        [Model(Inputs = 30)]
        [Dense(1)]
        [Loss(Loss.LogisticCrossEntropy, Weighted = true)]
        public sealed partial class WeightedClassifier;
        """);

    [Fact]
    public Task A_network_with_dropout() => VerifyFileOf(
        "dropout-4-24-3",
        """
        /// <summary>Iris species, by units that cannot rely on each other.</summary>
        [Model(Inputs = 4)]
        [Dense(24, Activation.Relu)]
        [Dropout(0.5)]
        [Dense(3)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class DroppingNetwork;
        """);

    [Fact]
    public Task A_support_vector_machine() => VerifyFileOf(
        "svm-30",
        """
        /// <summary>A linear classifier with a margin.</summary>
        [Model(Inputs = 30)]
        [Dense(1)]
        [Loss(Loss.Hinge)]
        [Regularize(L2 = 1e-2)]
        public sealed partial class SupportVectorMachine;
        """);

    [Fact]
    public Task A_layer_beyond_the_second_cache() => VerifyFileOf(
        "mlp-3-190-714-2",
        """
        /// <summary>Weights that are transposed some columns at a time; the last of them are fewer.</summary>
        [Model(Inputs = 3)]
        [Dense(190, Activation.Relu)]
        [Dense(714, Activation.Relu)]
        [Dense(2)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class WideClassifier;
        """);

    [Fact]
    public Task A_perceptron_with_one_hidden_layer() => VerifyFileOf(
        "mlp-784-128-10",
        """
        /// <summary>Handwritten digits, one hidden layer.</summary>
        [Model(Inputs = 784)]
        [Dense(128, Activation.Relu)]
        [Dense(10)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        [Regularize(L2 = 1e-4)]
        public sealed partial class DigitClassifier;
        """);

    [Fact]
    public Task A_small_perceptron_for_regression() => VerifyFileOf(
        "mlp-2-8-1",
        """
        /// <summary>Exclusive or, learned.</summary>
        [Model(Inputs = 2)]
        [Dense(8, Activation.Tanh)]
        [Dense(1)]
        [Loss(Loss.SquaredError)]
        public sealed partial class ExclusiveOr;
        """);

    [Fact]
    public Task Both_precisions() => VerifyFileOf(
        "softmax-4-3-both",
        """
        /// <summary>Three kinds of iris, in two precisions.</summary>
        [Model(Inputs = 4, Precision = Precision.Both)]
        [Dense(3)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class IrisClassifier;
        """);

    [Fact]
    public Task Hard_thresholds_that_only_predict() => VerifyFileOf(
        "hard-threshold-xor",
        """
        /// <summary>Exclusive or as two hard thresholds and a third, set by hand.</summary>
        [Model(Inputs = 2)]
        [Dense(2, Activation.HardThreshold)]
        [Dense(1, Activation.HardThreshold)]
        public sealed partial class ThresholdUnits;
        """);

    private static async Task VerifyFileOf(string name, string declaration)
    {
        GeneratorRun run = GeneratorRun.Of($"using KernelGen;\n\nnamespace Snapshots;\n\n{declaration}\n");
        ModelExercise.RunAll(run);
        string text = run.Text;
        await Verifier.Verify(text, extension: "cs").UseDirectory("snapshots").UseFileName(name);
    }
}
