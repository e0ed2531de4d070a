using KernelGen.Data;
using KernelGen.Equations;
using KernelGen.Testing;
using KernelGen.Training;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Regularization;

[Model(Inputs = 3, Precision = Precision.Both)]
[Dense(5, Activation.Tanh)]
[Dense(4)]
[Loss(Loss.SoftmaxCrossEntropy, Weighted = true)]
[Regularize(L2 = 0.01)]
public sealed partial class WeightedNetwork;

[Model(Inputs = 3)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy, Weighted = true)]
public sealed partial class WeightedLogistic;

[Model(Inputs = 3, Precision = Precision.Double)]
[Dense(1)]
[Loss(Loss.SquaredError, Weighted = true)]
[Regularize(L2 = 0.1)]
public sealed partial class WeightedRegression;

[Model]
public sealed partial class WeightedEquations
{
    [Objective]
    private static Scalar Objective(
        [Input(3, Gradient = true)] Vector x, [Target] Scalar t, [Weight] Scalar weight, [Parameter(3)] Vector w, [Parameter] Scalar b)
        => weight * CrossEntropy(Probability(x, w, b), t) + 0.01 * SumOfSquares(w);

    [Output]
    private static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);
}

public class WeightTests
{
    private const int Count = 40;

    private static readonly Dataset<double, int> examples = Examples();

    [Fact]
    public void Kernels_agree_with_the_equations_in_both_forms()
    {
        GradientCheck.Run<WeightedNetwork>(seed: 1).ThrowIfFailed();
        GradientCheck.Run<WeightedNetwork.DoublePrecision>(seed: 2).ThrowIfFailed();
        GradientCheck.Run<WeightedLogistic>(seed: 3).ThrowIfFailed();
        GradientCheck.Run<WeightedRegression>(seed: 4).ThrowIfFailed();
        GradientCheck.Run<WeightedEquations>(seed: 5).ThrowIfFailed();
    }

    [Fact]
    public void A_cost_of_a_data_set_has_no_weights_and_leaves_those_of_the_workspace()
    {
        var model = Start();
        Workspace<double> workspace = model.CreateWorkspace(Count);
        double cost = Evaluation.Cost(model, examples, workspace);
        workspace.Weights.Fill(3);
        Assert.Equal(cost, Evaluation.Cost(model, examples, workspace));
        Assert.Equal(Enumerable.Repeat(3.0, Count), workspace.Weights.ToArray());
    }

    [Fact]
    public void A_weight_of_two_is_the_example_twice_and_one_of_zero_is_none()
    {
        var model = Start();
        double[] x = examples.Inputs.Span[..9].ToArray();
        int[] t = examples.Targets.Span[..3].ToArray();
        Workspace<double> workspace = model.CreateWorkspace(4), other = model.CreateWorkspace(3);
        ((ReadOnlySpan<double>)[2, 1, 0]).CopyTo(workspace.Weights);
        var gradient = new double[model.Parameters.Length];
        var repeated = new double[model.Parameters.Length];
        double cost = model.Gradient(x, t, gradient, workspace);
        double same = model.Gradient([.. x[..3], .. x[..6]], [t[0], .. t[..2]], repeated, other);
        Assert.Equal(same, cost, 1e-14);
        Assert.Equal(repeated, gradient, static (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void Weights_are_1_until_they_are_set_and_are_divided_by_n()
    {
        var model = new WeightedLogistic();
        Workspace<float> workspace = model.CreateWorkspace(2);
        Assert.Equal([1, 1], workspace.Weights.ToArray());
        workspace.Weights[1] = 5;
        Assert.Equal(3 * MathF.Log(2), model.Cost([1, 2, 3, 4, 5, 6], [0, 1], workspace), 1e-6);
        Assert.Empty(new SmoothedLogistic().CreateWorkspace(2).Weights.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Bad_weights_are_refused_by_row_before_anything_is_written(double weight)
    {
        var model = Start();
        double[] before = model.Parameters.ToArray();
        Workspace<double> workspace = model.CreateWorkspace(2);
        workspace.Weights[1] = weight;
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.SgdStep(examples.Inputs.Span[..6], examples.Targets.Span[..2], 1, workspace));
        Assert.Contains("Row 1", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Throws<ArgumentException>(() => Fit(model, examples.WithWeights(Enumerable.Repeat(weight, Count).ToArray()), new() { Epochs = 1 }));
    }

    [Fact]
    public void Weights_for_a_loss_without_them_are_refused() =>
        Assert.Contains("Weighted = true", Assert.Throws<ArgumentException>(() => new Trainer<OrthogonalRegression>(new(), new())
            .Fit(new Dataset<float, float>(new float[4], 4, new float[1]).WithWeights(new float[1]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(TrainingOptions.FullBatch)]
    [InlineData(8)]
    public void A_training_with_weights_is_that_of_repeated_examples(int batchSize)
    {
        // Those that count 2 have higher targets. There is one minimum; batches come near it.
        double[] targets = [.. Enumerable.Range(0, Count).Select(static i => examples.Inputs.Span[3 * i] + (i % 3 == 2 ? 2 : 0))];
        var data = new Dataset<double, double>(examples.Inputs, 3, targets);
        int[] rows = [.. Enumerable.Range(0, Count).SelectMany(static i => Enumerable.Repeat(i, i % 3))];
        var repeated = new Dataset<double, double>(
            rows.SelectMany(static i => examples.Inputs.Span.Slice(3 * i, 3).ToArray()).ToArray(), 3, rows.Select(i => targets[i]).ToArray());
        TrainingOptions options = new() { BatchSize = batchSize, Epochs = 500, LearningRate = 0.3, Schedule = LearningRateSchedule.Cosine(500) };
        double[] expected = Fitted(repeated, options with { BatchSize = TrainingOptions.FullBatch });

        // The mean of 39 repeated examples is not that of 40, as the regulariser knows.
        double[] weights = [.. Enumerable.Range(0, Count).Select(static i => i % 3 * (40 / 39.0))];
        Assert.Equal(expected, Fitted(data.WithWeights(weights), options), static (a, b) => Math.Abs(a - b) < 0.05);
        Assert.True(Math.Abs(expected[^1] - Fitted(data, options)[^1]) > 0.3);
    }

    [Fact]
    public void Threads_share_weights_as_they_share_examples()
    {
        var model = Start();
        const int n = 64;
        using TrainingTeam<double, int> one = new(model, 1, n), two = new(model, 2, n);
        double[] x = [.. Enumerable.Range(0, n * 3).Select(static i => Math.Sin(i))];
        int[] t = [.. Enumerable.Range(0, n).Select(static i => i % 4)];
        double[] alone = new double[model.Parameters.Length], shared = new double[model.Parameters.Length];
        for (int i = 0; i < n; i++)
        {
            one.Weights[i] = two.Weights[i] = i / 10.0;
        }

        Assert.Equal(one.Gradient(x, t, alone), two.Gradient(x, t, shared), 1e-13);
        Assert.Equal(alone, shared, static (a, b) => Math.Abs(a - b) < 1e-13);
    }

    [Fact]
    public void Balanced_weights_let_every_class_count_alike()
    {
        Dataset<float, int> data = new(new float[6], 1, new[] { 0, 2, 2, 0, 2, 2 });
        double[] weights = ClassWeights.Balanced(data, 4);
        Assert.Equal([1.5, 0, 0.75, 0], weights);
        Assert.Equal([1.5f, 0.75f, 0.75f, 1.5f, 0.75f, 0.75f], data.WithClassWeights(weights).Weights.ToArray());
        Dataset<float, float> probabilities = new(new float[3], 1, new[] { 0f, 1, 1 });
        Assert.Equal([1.5, 0.75], ClassWeights.Balanced(probabilities, 2));
    }

    [Fact]
    public void What_is_no_class_is_refused_by_row()
    {
        Dataset<float, float> halves = new(new float[2], 1, new[] { 1, 0.5f });
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(halves, 2)).Message, StringComparison.Ordinal);
        Dataset<float, int> labels = new(new float[2], 1, new[] { 0, 2 });
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => labels.WithClassWeights([1, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_go_with_their_examples()
    {
        Dataset<double, int> weighted = examples.WithWeights(Enumerable.Range(0, Count).Select(static i => examples.Inputs.Span[3 * i] + 1).ToArray());
        var (training, _) = Split.Random(weighted, trainingShare: 0.5, seed: 1);
        foreach (Dataset<double, int> part in (Dataset<double, int>[])[weighted.Slice(5, 9), training])
        {
            Assert.Equal(part.Count, part.Weights.Length);
            Assert.All(Enumerable.Range(0, part.Count), i => Assert.Equal(part.Inputs.Span[3 * i] + 1, part.Weights.Span[i]));
        }
    }

    [Fact]
    public void Full_batch_minimisation_counts_them()
    {
        // Three examples of class 1, one of class 0, inputs that tell nothing: the log-odds are those of the weights.
        var model = new WeightedLogistic();
        Dataset<float, float> data = new(new float[12], 3, new float[] { 1, 1, 0, 1 });
        _ = new Lbfgs().Minimize(model, data.WithClassWeights(ClassWeights.Balanced(data, 2)));
        Assert.Equal(0, model.B1[0, 0], 1e-3);
        _ = new Lbfgs().Minimize(model, data);
        Assert.Equal(MathF.Log(3), model.B1[0, 0], 1e-3);
    }

    private static WeightedNetwork.DoublePrecision Start()
    {
        var model = new WeightedNetwork.DoublePrecision();
        model.Initialize(3);
        return model;
    }

    private static void Fit(WeightedNetwork.DoublePrecision model, Dataset<double, int> data, TrainingOptions options) =>
        new Trainer<WeightedNetwork.DoublePrecision>(model, options).Fit(data);

    /// <summary>The weights and the bias at the end.</summary>
    private static double[] Fitted(Dataset<double, double> data, TrainingOptions options)
    {
        var model = new WeightedRegression();
        _ = new Trainer<WeightedRegression>(model, options).Fit(data);
        return [model.W1[0, 0], model.W1[0, 1], model.W1[0, 2], model.B1[0, 0]];
    }

    private static Dataset<double, int> Examples()
    {
        double[] inputs = [.. Enumerable.Range(0, Count * 3).Select(static i => Math.Sin(i * i))];
        return new(inputs, 3, Enumerable.Range(0, Count).Select(i => inputs[3 * i] > 0 ? i % 2 : 2 + i % 2).ToArray());
    }
}
