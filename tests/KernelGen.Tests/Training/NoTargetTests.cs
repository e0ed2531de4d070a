using KernelGen.Training;

namespace KernelGen.Tests.Training;

/// <summary>Models whose objective takes no target, with parameters that are not trained.</summary>
public class NoTargetTests
{
    private static readonly double[] inputs = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50];

    private static Dataset<double, double> Examples => new(inputs, 2);

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 0.5)]
    [InlineData(2, 0.5)]
    public void Training_without_targets_finds_the_minimum_and_leaves_alone_what_is_not_trained(int batchSize, double momentum)
    {
        var model = new Centroid { Lambda = 0.25 };
        TrainingResult result = Fit(model, new() { BatchSize = batchSize, Optimizer = new Momentum { Coefficient = momentum } });
        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.InRange(model.Parameters[0], 2.5, 3.5);
        Assert.InRange(model.Parameters[1], 25, 35);
        Assert.Equal(BitConverter.DoubleToInt64Bits(Centroid.FrozenScale), BitConverter.DoubleToInt64Bits(model.Parameters[2]));
        Assert.Equal(0.25, model.Lambda);
    }

    [Fact]
    public void The_cost_without_targets_is_the_mean_over_all_batches()
    {
        var model = new Centroid();
        double expected = 0.7 * inputs.Sum(static x => x * x) / 2 / 5;
        Assert.Equal(expected, Evaluation.Cost(model, Examples, model.CreateWorkspace(2)), 1e-10);
    }

    [Fact]
    public void Validation_without_targets_measures_the_cost_and_no_error_rate()
    {
        var model = new Centroid();
        var report = new Trainer<Centroid>(model, new() { Epochs = 1 }).Fit(Examples, Examples.Slice(1, 2)).History[0];
        Assert.NotNull(report.ValidationCost);
        Assert.Null(report.ValidationErrorRate);
    }

    [Fact]
    public void Rows_without_targets_are_sliced_like_others()
    {
        Dataset<double, double> middle = Examples.Slice(1, 3);
        Assert.Equal((3, 0, 0), (middle.Count, middle.TargetCount, middle.Targets.Length));
        Assert.Equal([2, 20, 3, 30, 4, 40], middle.Inputs.ToArray());
    }

    [Fact]
    public void Targets_that_a_model_does_not_take_are_refused()
        => Assert.Contains(
            "Centroid takes no targets; those of the data set have 1.",
            Assert.Throws<ArgumentException>(() => Fit(new Centroid(), new(), new(inputs, 2, new double[5]))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Missing_targets_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => new Trainer<LinearRegression<double>>(new(), new()).Fit(new Dataset<double, double>(inputs, 2)));
        Assert.Contains("takes targets of 1 values; the data set has none.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_beside_a_count_of_none_are_refused()
        => Assert.Throws<ArgumentException>(() => new Dataset<double, double>(inputs, 2, new double[5], 0));

    private static TrainingResult Fit(Centroid model, TrainingOptions options, Dataset<double, double>? data = null)
        => new Trainer<Centroid>(model, options with { Epochs = 400, LearningRate = 0.1, Seed = 3 }).Fit(data ?? Examples);
}
