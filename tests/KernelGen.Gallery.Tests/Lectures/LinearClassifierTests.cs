using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Classifiers that are linear in what they are given: rows L7, L8 and L12.</summary>
public sealed class LinearClassifierTests
{
    private static readonly double[] Origin = [0, 0];

    // L7.
    [Fact]
    public void The_slope_of_softmax_regression_in_its_logits_is_y_minus_t()
    {
        Point model = Point.Of<SoftmaxRegression.DoublePrecision>().With("B", 0.5, -1, 2);
        double[] y = model.Predict(Origin);
        Close.To([y[0], y[1] - 1, y[2]], model.Gradient("B", Origin, 1), 1e-15);
    }

    // L7.
    [Fact]
    public void The_slope_for_a_distribution_is_y_minus_t_too()
    {
        double[] t = [0.5, 0, 0.25, 0, 0.25, 0, 0, 0];
        Point model = Point.Of<SoftmaxSoftTargets.DoublePrecision>().Drawn(seed: 5, limit: 2);
        Close.To([.. model.Predict(Origin).Zip(t, static (y, t) => y - t)], model.Gradient("B", Origin, t), 1e-15);
    }

    // L7.
    [Fact]
    public void Probabilities_sum_to_1_and_their_ratios_are_the_differences_of_the_logits()
    {
        double[] y = Point.Of<SoftmaxRegression.DoublePrecision>().With("B", 0.5, -1, 2).Predict(Origin);
        Assert.Equal(1, y.Sum(), 1e-15);
        Assert.Equal(1.5, Math.Log(y[0] / y[1]), 1e-14);
        Assert.Equal(-3, Math.Log(y[1] / y[2]), 1e-14);
    }

    // L7.
    [Fact]
    public void At_zero_weights_K_classes_cost_ln_K()
    {
        Assert.Equal(Math.Log(3), Point.Of<SoftmaxRegression.DoublePrecision>().Cost([0.3, 2], 1), 1e-15);
        Assert.Equal(Math.Log(8), Point.Of<SoftmaxSoftTargets.DoublePrecision>().Cost([0.3, 2], 0, 1, 0, 0, 0, 0, 0, 0), 1e-15);
    }

    // L8: (0, 0), (1, 0) and (0, 1) have the scores of the frog, the cat and the car.
    [Fact]
    public void The_cat_the_car_and_the_frog_cost_5_27_on_average()
    {
        double[] cat = [3.2, 5.1, -1.7], car = [1.3, 4.9, 2.0], frog = [2.2, 2.5, -3.1];
        Point machine = Point.Of<MulticlassSupportVectorMachine.DoublePrecision>()
            .With("W", [.. Enumerable.Range(0, 3).SelectMany(k => new[] { cat[k] - frog[k], car[k] - frog[k] })])
            .With("B", frog);
        Assert.Equal(2.9, machine.Cost([1, 0], 0), 1e-14);
        Assert.Equal(0, machine.Cost([0, 1], 1), 1e-14);
        Assert.Equal(12.9, machine.Cost([0, 0], 2), 1e-14);
        Assert.Equal(5.2667, machine.Cost([1, 0, 0, 1, 0, 0], 0, 1, 2), 0.00005);
    }

    // L8.
    [Fact]
    public void Zero_scores_cost_a_multiclass_support_vector_machine_one_less_than_its_classes()
        => Assert.Equal(2, Point.Of<MulticlassSupportVectorMachine.DoublePrecision>().Cost([0.3, 2], 1));

    // L8.
    [Fact]
    public void Weights_that_cost_a_multiclass_support_vector_machine_nothing_cost_nothing_when_doubled()
    {
        double[] weights = [0.5, 1, 2, -1, -1, 1];
        Point machine = Point.Of<MulticlassSupportVectorMachine.DoublePrecision>();
        Assert.Equal(0, machine.With("W", weights).Cost([1, -0.5], 1));
        Assert.Equal(0, machine.With("W", [.. weights.Select(static w => 2 * w)]).Cost([1, -0.5], 1));
    }

    // L8.
    [Fact]
    public void A_small_change_of_the_scores_of_the_car_changes_nothing()
    {
        Point machine = Point.Of<MulticlassSupportVectorMachine.DoublePrecision>();
        Assert.Equal(0, machine.With("B", 1.3, 4.9, 2.0).Cost(Origin, 1));
        Assert.Equal(0, machine.With("B", 1.2, 4.7, 2.1).Cost(Origin, 1));
        Assert.Equal([0, 0, 0], machine.With("B", 1.3, 4.9, 2.0).Gradient("B", Origin, 1));
    }

    // L12: the column of ones is not regularised.
    [Fact]
    public void A_column_of_ones_predicts_and_learns_as_a_bias_does()
    {
        double[] x = [0.5, -1, 2, 0.25];
        double[] t = [1, 0];
        Point bias = Point.Of<RegularisedLogistic.DoublePrecision>().With("W", 0.7, -0.3).With("B", 0.4);
        Point column = Point.Of<LogisticBiasColumn.DoublePrecision>().With("W", 0.7, -0.3, 0.4);
        Close.To(bias.Predict(x), column.Predict(x), 1e-15);
        Assert.Equal(bias.Cost(x, t), column.Cost(x, t), 1e-15);
        Close.To([.. bias.Gradient("W", x, t), .. bias.Gradient("B", x, t)], column.Gradient("W", x, t), 1e-15);
    }

    // L12.
    [Fact]
    public void One_versus_all_of_logistic_regressions_tells_three_clouds_apart() => TellsThreeCloudsApart<LogisticRegression>();

    // L12.
    [Fact]
    public void One_versus_all_of_support_vector_machines_tells_three_clouds_apart() => TellsThreeCloudsApart<SupportVectorMachine>();

    [Fact]
    public void One_versus_all_refuses_a_label_that_is_no_class_and_a_model_without_two_classes()
    {
        var wrong = new Dataset<float, int>(new float[4], 2, new[] { 0, 3 });
        ArgumentException fault = Assert.Throws<ArgumentException>(
            () => new OneVersusAll<LogisticRegression>(3).Fit(wrong, new TrainingOptions()));
        Assert.StartsWith("Row 1: expected a label in 0 … 2; got 3.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneVersusAll<LogisticRegression>(1));
    }

    private static void TellsThreeCloudsApart<TModel>()
        where TModel : class, IClassifier<float>, ITrainable<float, float>, new()
    {
        TrainingExamples<int> clouds = PlaneExamples.ThreeClouds(seed: 2);
        OneVersusAll<TModel> classifier = new(3);
        classifier.Fit(clouds.Training, new TrainingOptions { Epochs = 20, BatchSize = 16, LearningRate = 0.2, Seed = 1 });
        var classes = new int[clouds.Test.Count];
        classifier.Classify(clouds.Test.Inputs.Span, classes);
        Assert.InRange(classes.Zip(clouds.Test.Targets.ToArray()).Count(static pair => pair.First != pair.Second), 0, classes.Length / 20);
    }
}
