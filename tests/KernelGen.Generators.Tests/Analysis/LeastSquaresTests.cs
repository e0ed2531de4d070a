using System.Reflection;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>The closed form of linear models under squared error (lectures 002 §2.2).</summary>
public class LeastSquaresTests
{
    private const string Line =
        """
        [Objective]
        static Scalar Objective([Input(3)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w, [Parameter] Scalar b, [Hyperparameter(Value = 0.02)] Scalar lambda)
            => SquaredError(Predict(x, w, b), t) + lambda * SumOfSquares(w) / 2;

        [Output]
        static Scalar Predict(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
        """;

    private delegate void Solver<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets);

    [Fact]
    public void Gradient_descent_converges_to_the_closed_form()
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(Line);
        (double[] inputs, double[] targets) = Examples(40, 3, 1);
        var solved = Create<double>(model);
        Solve(solved, inputs, targets);
        var trained = (ITrainable<double, double>)Create<double>(model);
        Workspace<double> workspace = trained.CreateWorkspace(40);
        for (int step = 0; step < 20_000; step++)
        {
            trained.SgdStep(inputs, targets, 0.3, workspace);
        }

        AssertClose(trained.Parameters, solved.Parameters, 1e-10);
    }

    [Theory]
    [InlineData("SquaredError(Predict(x, w, b), t)")]
    [InlineData("Square(t - Predict(x, w, b))")]
    [InlineData("SumOfSquares(Predict(x, w, b) - t) * 3 + 0.1 * SumOfSquares(w) + lambda / 2 * (Square(b) + SumOfSquares(w))")]
    [InlineData("SquaredError(Predict(x, w, b), t) / 7 + lambda * (0.3 * Dot(w, w))")]
    public void At_the_closed_form_the_gradient_is_zero(string objective)
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(
            Line.Replace("SquaredError(Predict(x, w, b), t) + lambda * SumOfSquares(w) / 2", objective, StringComparison.Ordinal));
        (double[] inputs, double[] targets) = Examples(25, 3, 1);
        var solved = (ITrainable<double, double>)Create<double>(model);
        solved.GetType().GetProperty("Lambda")!.SetValue(solved, 0.7);
        Solve(solved, inputs, targets);
        double[] gradient = new double[solved.Parameters.Length];
        solved.Gradient(inputs, targets, gradient, solved.CreateWorkspace(25));
        Assert.All(gradient, static g => Assert.InRange(g, -1e-12, 1e-12));
    }

    [Fact]
    public void Layers_have_it_too_in_single_precision_with_several_outputs_and_padding()
    {
        AnalyzedModel model = AnalyzedModel.OfLayers(5, "[Dense(3)] [Loss(Loss.SquaredError)] [Regularize(L2 = 0.1)]");
        (double[] inputs, double[] targets) = Examples(50, 5, 3);
        var solved = (ITrainable<float, float>)Create<float>(model);
        float[] ownInputs = [.. inputs.Select(static v => (float)v)];
        float[] ownTargets = [.. targets.Select(static v => (float)v)];
        Solve(solved, ownInputs, ownTargets);
        float[] gradient = new float[solved.Parameters.Length];
        solved.Gradient(ownInputs, ownTargets, gradient, solved.CreateWorkspace(50));
        Assert.All(gradient, static g => Assert.InRange(g, -1e-6f, 1e-6f));
        Assert.Equal(18, solved.Parameters.ToArray().Count(static p => p != 0));
    }

    [Fact]
    public void Frozen_parameters_stay_and_are_part_of_the_outputs()
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(
            """
            [Objective]
            static Scalar Objective([Input(3)] Vector x, [Target] Scalar t, [Parameter(8, 3, Frozen = true)] Matrix hidden, [Parameter(8)] Vector w, [Parameter(Frozen = true)] Scalar shift)
                => SquaredError(Predict(x, hidden, w, shift), t) + 1e-3 * SumOfSquares(w);

            [Output]
            static Scalar Predict(Vector x, Matrix hidden, Vector w, Scalar shift) => Dot(w, Tanh(hidden * x)) + shift;
            """);
        (double[] inputs, double[] targets) = Examples(60, 3, 1);
        var solved = (ITrainable<double, double>)Create<double>(model);
        solved.Initialize(3);
        int shift = model.Info.Parameters[2].Offset;
        solved.Parameters[shift] = 0.7;
        double[] before = solved.Parameters.ToArray();
        Solve(solved, inputs, targets);
        Assert.Equal(before[..model.Info.Parameters[0].Length], solved.Parameters[..model.Info.Parameters[0].Length].ToArray());
        Assert.Equal(0.7, solved.Parameters[shift]);
        double[] gradient = new double[solved.Parameters.Length];
        solved.Gradient(inputs, targets, gradient, solved.CreateWorkspace(60));
        Assert.All(gradient, static g => Assert.InRange(g, -1e-11, 1e-11));
    }

    [Fact]
    public void Collinear_columns_are_named_and_nothing_is_changed()
    {
        var model = Create<double>(AnalyzedModel.OfEquations(Line.Replace("Value = 0.02", "Value = 0", StringComparison.Ordinal)));
        (double[] inputs, double[] targets) = Examples(20, 3, 1);
        for (int row = 0; row < 20; row++)
        {
            inputs[(row * 3) + 2] = 0.1 - (2 * inputs[row * 3]);
        }

        model.Initialize(4);
        double[] before = model.Parameters.ToArray();
        var error = Assert.Throws<ArgumentException>(() => Solve(model, inputs, targets));
        Assert.StartsWith("B cannot be told from W[0], W[2] by these 20 examples", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void A_column_of_zeros_and_too_few_examples_are_told()
    {
        var model = Create<double>(AnalyzedModel.OfEquations(Line.Replace("Value = 0.02", "Value = 0", StringComparison.Ordinal)));
        (double[] inputs, double[] targets) = Examples(3, 3, 1);
        Assert.Contains("by these 3 examples", Assert.Throws<ArgumentException>(() => Solve(model, inputs, targets)).Message, StringComparison.Ordinal);
        (inputs, targets) = Examples(9, 3, 1);
        for (int row = 0; row < 9; row++)
        {
            inputs[(row * 3) + 1] = 0;
        }

        Assert.StartsWith(
            "Nothing in these 9 examples depends on W[1]", Assert.Throws<ArgumentException>(() => Solve(model, inputs, targets)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var model = Create<double>(AnalyzedModel.OfEquations(Line));
        (double[] inputs, double[] targets) = Examples(9, 3, 1);
        Assert.Contains("rows of 3", Assert.Throws<ArgumentException>(() => Solve(model, inputs[1..], targets)).Message, StringComparison.Ordinal);
        Assert.Contains("9 target values", Assert.Throws<ArgumentException>(() => Solve(model, inputs, targets[1..])).Message, StringComparison.Ordinal);
        inputs[4] = double.NaN;
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => Solve(model, inputs, targets)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "-0.5")]
    [InlineData(double.NaN, "NaN")]
    public void A_hyperparameter_that_leaves_no_least_cost_is_named(double lambda, string factor)
    {
        var model = Create<double>(AnalyzedModel.OfEquations(Line));
        (double[] inputs, double[] targets) = Examples(9, 3, 1);
        model.GetType().GetProperty("Lambda")!.SetValue(model, lambda);
        Assert.Equal(
            $"Sample has no least cost: the factor of ‖W‖², 0.5 * Lambda, is {factor}, but it must be finite and at least 0; set Sample.Lambda.",
            Assert.Throws<InvalidOperationException>(() => Solve(model, inputs, targets)).Message);
    }

    [Theory]
    [InlineData("SquaredError(Logistic(Dot(w, x)), t)", "Logistic(Dot(w, x))")]
    [InlineData("AbsoluteError(Dot(w, x), t)", "Dot(w, x)")]
    [InlineData("SquaredError(Dot(w, x), t) + Norm1(w)", "Dot(w, x)")]
    [InlineData("SquaredError(2 * Dot(w, x), t)", "Dot(w, x)")]
    [InlineData("SquaredError(Dot(w, w * x), t)", "Dot(w, w * x)")]
    [InlineData("SquaredError(Dot(w, x), t) + SquaredError(Dot(w, x), t)", "Dot(w, x)")]
    public void Costs_of_another_form_have_none(string objective, string output)
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(
            $"[Objective] static Scalar J([Input(3)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w) => {objective};"
            + $"[Output] static Scalar Predict(Vector x, Vector w) => {output};");
        Assert.Null(model.Type.GetMethod("SolveLeastSquares"));
    }

    [Theory]
    [InlineData("[Target(3)] Vector t", "SumOfSquares(t - Predict(x, w))", "Scalar", "Dot(w, x)")]
    [InlineData("[Target] Scalar t", "SumOfSquares(Predict(x, w) - t)", "Vector", "Concat(Dot(w, x), w[0])")]
    public void A_number_compared_with_every_entry_of_a_vector_has_none(string target, string objective, string type, string output)
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(
            $"[Objective] static Scalar J([Input(3)] Vector x, {target}, [Parameter(3)] Vector w) => {objective};"
            + $"[Output] static {type} Predict(Vector x, Vector w) => {output};");
        Assert.Null(model.Type.GetMethod("SolveLeastSquares"));
    }

    private static IModel<T> Create<T>(AnalyzedModel model)
        where T : unmanaged => (IModel<T>)Activator.CreateInstance(model.Type, nonPublic: true)!;

    private static void Solve<T>(IModel<T> model, T[] inputs, T[] targets)
        where T : unmanaged =>
        model.GetType().GetMethod("SolveLeastSquares", BindingFlags.Public | BindingFlags.Instance)!.CreateDelegate<Solver<T>>(model)(inputs, targets);

    private static (double[] Inputs, double[] Targets) Examples(int count, int inputs, int outputs)
    {
        Random random = new(5);
        double[] Many(int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];
        return (Many(count * inputs), Many(count * outputs));
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
