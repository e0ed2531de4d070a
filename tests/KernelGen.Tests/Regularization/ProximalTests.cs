using KernelGen.Training;

namespace KernelGen.Tests.Regularization;

/// <summary>Four weights and a bias, whose least squares are known.</summary>
[Model(Inputs = 4, Precision = Precision.Both)]
[Dense(1)]
[Loss(Loss.SquaredError)]
public sealed partial class OrthogonalRegression;

/// <summary>The same with half of an elastic net.</summary>
[Model(Inputs = 4, Precision = Precision.Double)]
[Dense(1)]
[Loss(Loss.SquaredError)]
[Regularize(L2 = 0.25)]
public sealed partial class OrthogonalRidge;

/// <summary>Where columns are orthogonal, the minimum of cost + λ‖w‖₁ is the soft threshold of the least squares (Tibshirani 1996).</summary>
public class ProximalTests
{
    private const double Lambda = 0.5, Bias = 0.75;

    private static readonly double[] leastSquares = [3, -0.25, 0.375, -1.5], shrunk = [2.5, 0, 0, -1];

    private static readonly Optimizer[] optimizers =
    [
        new GradientDescent(), new Momentum(), new Momentum { Nesterov = true }, new Adam(), new RmsProp(), new AdaGrad(),
    ];

    private static TrainingOptions Options => new() { BatchSize = TrainingOptions.FullBatch, Epochs = 1, LearningRate = 1, ProximalL1 = Lambda };

    [Fact]
    public void One_step_of_rate_1_reaches_the_soft_threshold_of_the_least_squares()
    {
        var model = new OrthogonalRegression.DoublePrecision();
        _ = new Trainer<OrthogonalRegression.DoublePrecision>(model, Options).Fit(Columns());
        Assert.Equal(shrunk, Weights(model.W1));
        Assert.Equal(Bias, model.B1[0, 0]);
    }

    [Fact]
    public void With_L2_in_the_cost_it_is_the_elastic_net()
    {
        var model = new OrthogonalRidge();
        _ = new Trainer<OrthogonalRidge>(model, Options with { LearningRate = 0.5, Epochs = 100 }).Fit(Columns());
        Assert.Equal([2.5 / 1.25, 0, 0, -1 / 1.25], Weights(model.W1), Near(1e-12));
        Assert.Equal((0, 0), (model.W1[0, 1], model.W1[0, 2]));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.01)]
    [InlineData(2, 0.01)]
    [InlineData(3, 0.01)]
    [InlineData(4, 0.005)]
    [InlineData(5, 1)]
    public void Every_optimiser_comes_to_rest_there_with_exact_zeros(int optimizer, double rate)
    {
        var model = new OrthogonalRegression.DoublePrecision();
        TrainingOptions options = Options with { Optimizer = optimizers[optimizer], LearningRate = rate, Epochs = 5000, Schedule = LearningRateSchedule.Cosine(5000) };
        _ = new Trainer<OrthogonalRegression.DoublePrecision>(model, options).Fit(Columns());
        Assert.Equal(shrunk, Weights(model.W1), Near(1e-3));
        Assert.Equal((0, 0), (model.W1[0, 1], model.W1[0, 2]));
        Assert.Equal(Bias, model.B1[0, 0], 1e-3);
    }

    [Fact]
    public void Gradients_clipped_on_the_way_lead_there_too()
    {
        var model = new OrthogonalRegression.DoublePrecision();
        _ = new Trainer<OrthogonalRegression.DoublePrecision>(model, Options with { Epochs = 200, LearningRate = 0.2, MaxGradientNorm = 1 }).Fit(Columns());
        Assert.Equal(shrunk, Weights(model.W1), Near(1e-12));
        Assert.Equal((0, 0), (model.W1[0, 1], model.W1[0, 2]));
    }

    [Fact]
    public void Weights_shrink_in_single_precision_and_padding_stays_zero()
    {
        var model = new OrthogonalRegression();
        float[] weights = [0.5f, -0.5f, 0.25f, -2];
        for (int i = 0; i < weights.Length; i++)
        {
            model.W1[0, i] = weights[i];
        }

        model.B1[0, 0] = 4;
        ProximalSteps.ShrinkWeights(OrthogonalRegression.Info, model.Parameters, 0.375f);
        Assert.Equal([0.125f, -0.125f, 0, -1.625f], Enumerable.Range(0, 4).Select(i => model.W1[0, i]));
        Assert.Equal(4, model.B1[0, 0]);
        Assert.Equal(4, model.Parameters.ToArray().Count(static p => p != 0));
    }

    [Fact]
    public void A_threshold_of_zero_changes_nothing_and_NaN_stays()
    {
        var model = new OrthogonalRegression();
        model.Initialize(1);
        model.W1[0, 2] = float.NaN;
        float[] before = model.Parameters.ToArray();
        var state = new AdamState<float>(OrthogonalRegression.Info, new Adam());
        state.ShrinkWeights(model.Parameters, 0);
        Assert.Equal(before, model.Parameters.ToArray());
        state.ShrinkWeights(model.Parameters, 1);
        Assert.Equal(float.NaN, model.W1[0, 2]);
        Assert.Equal(0, model.W1[0, 1]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_bad_penalty_or_threshold_is_refused_by_name(double value)
    {
        var model = new OrthogonalRegression.DoublePrecision();
        Assert.Equal("ProximalL1", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { ProximalL1 = value }).ParamName);
        Assert.Equal("threshold", Assert.Throws<ArgumentOutOfRangeException>(
            () => ProximalSteps.ShrinkWeights(OrthogonalRegression.DoublePrecision.Info, model.Parameters, value)).ParamName);
        Assert.Equal("parameters", Assert.Throws<ArgumentException>(
            () => ProximalSteps.ShrinkWeights(OrthogonalRegression.DoublePrecision.Info, model.Parameters[1..], 1)).ParamName);
    }

    /// <summary>Columns of a Hadamard matrix: orthogonal to each other, to the bias's ones, and to what the weights cannot explain.</summary>
    private static Dataset<double, double> Columns()
    {
        const int count = 8, residual = 7;
        var inputs = new double[count * 4];
        var targets = new double[count];
        for (int row = 0; row < count; row++)
        {
            targets[row] = Bias + 0.5 * Hadamard(row, residual);
            for (int column = 0; column < 4; column++)
            {
                inputs[4 * row + column] = Hadamard(row, column + 1);
                targets[row] += leastSquares[column] * inputs[4 * row + column];
            }
        }

        return new Dataset<double, double>(inputs, 4, targets);
    }

    private static double Hadamard(int row, int column) => int.IsEvenInteger(int.PopCount(row & column)) ? 1 : -1;

    private static double[] Weights(ParameterView<double> w) => [w[0, 0], w[0, 1], w[0, 2], w[0, 3]];

    private static Func<double, double, bool> Near(double tolerance) => (a, b) => Math.Abs(a - b) <= tolerance;
}
