using System.Globalization;

namespace KernelGen.Benchmarks.ColdBuild;

/// <summary>Declarations as projects have them: layers of several depths, and equations of several kinds, no two of the same shape.</summary>
internal static class MixedModels
{
    private static readonly Func<int, string>[] Kinds =
    [
        static i => $"[Model(Inputs = {20 + i})] [Dense({8 + i}, Activation.Relu)] [Dense(10)] [Loss(Loss.SoftmaxCrossEntropy)] public sealed partial class Perceptron{i};",
        static i => $"[Model(Inputs = {300 + i})] [Dense(256, Activation.Tanh)] [Dense({100 + i}, Activation.Logistic)] [Dense(3)] [Loss(Loss.SquaredError)] [Regularize(L2 = 0.001)] public sealed partial class Deep{i};",
        static i => $"[Model(Inputs = {5 + i})] [Dense(1)] [Loss(Loss.LogisticCrossEntropy)] public sealed partial class Logistic{i};",
        static i => $"[Model(Inputs = {64 + i})] [Dense({3 + (i % 5)})] [Loss(Loss.SoftmaxCrossEntropy)] [Regularize(L1 = 0.01)] public sealed partial class Softmax{i};",
        static i => Equations($"Regression{i}", $$"""
            [Objective(Convex = true)]
            static Scalar Objective([Input({{10 + i}})] Vector x, [Target] Scalar t, [Parameter({{10 + i}})] Vector w, [Parameter] Scalar b, [Hyperparameter(Value = 0.1)] Scalar lambda)
                => SquaredError(Predict(x, w, b), t) + lambda * SumOfSquares(w) / 2;

            [Output]
            static Scalar Predict(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
            """),
        static i => Equations($"Residual{i}", $$"""
            [Objective]
            static Scalar Objective([Input({{16 + i}})] Vector x, [Target({{16 + i}})] Vector t, [Parameter({{16 + i}}, {{16 + i}})] Matrix w, [Parameter({{16 + i}})] Vector b)
                => SquaredError(Predict(x, w, b), t);

            [Output]
            static Vector Predict(Vector x, Matrix w, Vector b) => x + Relu(w * x + b);
            """),
        static i => Equations($"Recurrent{i}", $$"""
            const int Steps = {{3 + (i % 7)}};

            [Objective]
            static Scalar Objective([Input(2 * Steps)] Vector x, [Target] Scalar t, [Parameter({{8 + i}}, 2)] Matrix u, [Parameter({{8 + i}}, {{8 + i}})] Matrix w, [Parameter({{8 + i}})] Vector v)
                => CrossEntropy(Predict(x, u, w, v), t);

            [Output]
            static Scalar Predict(Vector x, Matrix u, Matrix w, Vector v)
            {
                Vector h = Tanh(u * x[..2]);
                for (int i = 1; i < Steps; i++)
                {
                    h = Tanh(w * h + u * x[(2 * i)..(2 * i + 2)]);
                }

                return Logistic(Dot(v, h));
            }
            """),
        static i => Equations($"Mixture{i}", $$"""
            [Objective]
            static Scalar Objective([Input({{12 + i}})] Vector x, [Target(4)] Vector t, [Parameter(4, {{12 + i}})] Matrix w, [Parameter({{12 + i}})] Vector c, [Parameter] Scalar s)
                => CrossEntropy(Predict(x, w, c, s), t) + 0.01 * Norm1(w) + Square(s);

            [Output]
            static Vector Predict(Vector x, Matrix w, Vector c, Scalar s) => Softmax(w * Softplus(x * c) + Sin(s) * Log(1 + Exp(Dot(c, x))));
            """),
    ];

    /// <summary>A file with so many models, the kinds taken in turn.</summary>
    public static string Declare(int count) =>
        "using KernelGen;\nusing KernelGen.Equations;\nusing static KernelGen.Equations.Functions;\n\nnamespace Models;\n\n"
        + string.Join("\n\n", Enumerable.Range(0, count).Select(static i => Kinds[i % Kinds.Length](i)));

    private static string Equations(string name, string methods) =>
        string.Create(CultureInfo.InvariantCulture, $"[Model]\npublic sealed partial class {name}\n{{\n{methods}\n}}");
}
