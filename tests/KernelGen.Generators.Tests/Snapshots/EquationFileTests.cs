using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>The files generated for models that are declared by their equations.</summary>
public class EquationFileTests
{
    [Fact]
    public Task The_worked_example_of_backpropagation() => VerifyFileOf(
        "equations-logistic-unit",
        """
        /// <summary>One logistic unit with squared error and a regulariser.</summary>
        [Model]
        public sealed partial class WorkedExample
        {
            [Objective]
            static Scalar Regularised([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar w, [Parameter] Scalar b, [Hyperparameter(Value = 0.1)] Scalar lambda)
            {
                Scalar y = Unit(x, w, b);
                Scalar L = Square(y - t) / 2;
                Scalar R = Square(w) / 2;
                return L + lambda * R;
            }

            [Output]
            static Scalar Unit(Scalar x, Scalar w, Scalar b)
            {
                Scalar z = w * x + b;
                Scalar y = Logistic(z);
                return y;
            }
        }
        """);

    [Fact]
    public Task A_perceptron_with_squared_error() => VerifyFileOf(
        "equations-mlp-5-4-3",
        """
        /// <summary>A perceptron for regression, in vectors.</summary>
        [Model]
        public sealed partial class Perceptron
        {
            [Objective]
            static Scalar Objective(
                [Input(5)] Vector x, [Target(3)] Vector t, [Parameter(4, 5)] Matrix w1, [Parameter(4)] Vector b1, [Parameter(3, 4)] Matrix w2, [Parameter(3)] Vector b2)
                => SquaredError(Predict(x, w1, b1, w2, b2), t);

            [Output]
            static Vector Predict(Vector x, Matrix w1, Vector b1, Matrix w2, Vector b2)
            {
                Vector z = w1 * x + b1;
                Vector h = Logistic(z);
                Vector y = w2 * h + b2;
                return y;
            }
        }
        """);

    [Fact]
    public Task Regularised_logistic_regression() => VerifyFileOf(
        "equations-logistic-30",
        """
        /// <summary>Logistic regression with a regulariser.</summary>
        [Model]
        public sealed partial class RegularisedLogistic
        {
            [Objective]
            static Scalar Objective([Input(30)] Vector x, [Target] Scalar t, [Parameter(30)] Vector w, [Parameter] Scalar b)
                => CrossEntropy(Probability(x, w, b), t) + 1e-3 * SumOfSquares(w) / 2;

            [Output]
            static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);
        }
        """);

    [Fact]
    public Task A_skip_connection() => VerifyFileOf(
        "equations-skip-16",
        """
        /// <summary>What a layer adds to its input.</summary>
        [Model]
        public sealed partial class Residual
        {
            [Objective]
            static Scalar Objective([Input(16)] Vector x, [Target(16)] Vector t, [Parameter(16, 16)] Matrix w, [Parameter(16)] Vector b)
                => SquaredError(Predict(x, w, b), t);

            [Output]
            static Vector Predict(Vector x, Matrix w, Vector b)
            {
                Vector h = Relu(w * x + b);
                return x + h;
            }
        }
        """);

    [Fact]
    public Task A_recurrent_cell_unrolled() => VerifyFileOf(
        "equations-recurrent-3x2-8",
        """
        /// <summary>A cell that reads three pairs of numbers one after the other.</summary>
        [Model]
        public sealed partial class Recurrent
        {
            const int Steps = 3;
            const int Width = 2;

            [Objective]
            static Scalar Objective(
                [Input(Steps * Width)] Vector x, [Target] Scalar t, [Parameter(8, Width)] Matrix u, [Parameter(8, 8)] Matrix w, [Parameter(8)] Vector b,
                [Parameter(8)] Vector v)
                => SquaredError(Predict(x, u, w, b, v), t);

            [Output]
            static Scalar Predict(Vector x, Matrix u, Matrix w, Vector b, Vector v)
            {
                Vector h = Tanh(u * x[..Width] + b);
                for (int i = 1; i < Steps; i++)
                {
                    h = Tanh(w * h + u * x[(i * Width)..((i + 1) * Width)] + b);
                }

                return Dot(v, h);
            }
        }
        """);

    [Fact]
    public Task Softmax_regression_with_soft_targets() => VerifyFileOf(
        "equations-softmax-4-3",
        """
        /// <summary>Softmax regression on probabilities.</summary>
        [Model]
        public sealed partial class SoftTargets
        {
            [Objective]
            static Scalar Objective([Input(4)] Vector x, [Target(3)] Vector t, [Parameter(3, 4)] Matrix w, [Parameter(3)] Vector b)
                => CrossEntropy(Predict(x, w, b), t);

            [Output]
            static Vector Predict(Vector x, Matrix w, Vector b) => Softmax(w * x + b);
        }
        """);

    private static async Task VerifyFileOf(string name, string declaration)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"using KernelGen;\nusing KernelGen.Equations;\nusing static KernelGen.Equations.Functions;\n\nnamespace Snapshots;\n\n{declaration}\n");
        ModelExercise.RunAll(run);
        string text = run.Text;
        await Verifier.Verify(text, extension: "cs").UseDirectory("snapshots").UseFileName(name);
    }
}
