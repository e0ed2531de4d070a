using KernelGen.Data;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>What a linear classifier cannot tell apart: rows L13, L20 and L21.</summary>
public sealed class HardCaseTests
{
    private static readonly double[] XorInputs = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly double[] XorTargets = [0, 1, 1, 0];

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, Func<int, int, Dataset<float, float>>> Cases { get; } = new()
    {
        ["parity"] = HardCases.Parity,
        ["a ring"] = HardCases.Ring,
        ["three modes"] = HardCases.ThreeModes,
    };

    // L13.
    [Fact]
    public void No_linear_classifier_gets_more_than_three_rows_of_exclusive_or_right()
    {
        int best = Enumerable.Range(0, 1000).Max(static seed => Point.Of<LogisticRegression>().Drawn(seed, limit: 1)
            .Classify(XorInputs).Zip(XorTargets).Count(static pair => pair.First == pair.Second));
        Assert.Equal(3, best);
    }

    // L13: the cost is convex, so a point without slope is an optimum.
    [Fact]
    public void Zero_weights_at_cost_ln_2_are_the_best_that_logistic_regression_can_do_with_exclusive_or()
    {
        Point zero = Point.Of<LogisticRegression.DoublePrecision>();
        Assert.Equal(Math.Log(2), zero.Cost(XorInputs, XorTargets), 1e-15);
        Assert.Equal([0, 0], zero.Gradient("W", XorInputs, XorTargets));
        Assert.Equal([0], zero.Gradient("B", XorInputs, XorTargets));
        Point trained = zero.Drawn(seed: 1, limit: 2);
        for (int step = 0; step < 500; step++)
        {
            trained = trained.Step(1, XorInputs, XorTargets);
        }

        Assert.Equal(Math.Log(2), trained.Cost(XorInputs, XorTargets), 1e-9);
    }

    // L13.
    [Fact]
    public void With_the_product_of_its_inputs_as_a_feature_a_linear_model_learns_exclusive_or()
        => Assert.Equal(0, ErrorRate<LogisticProductFeature>(EmbeddedExamples.ExclusiveOr().Training, Settings(2000, 4, 1)));

    // L13, by a transform of the data instead of a term of the equations.
    [Fact]
    public void Mapped_to_products_exclusive_or_is_linear()
        => Assert.Equal(0, ErrorRate<LinearInThree>(
            FeatureMap.WithProducts(2).Apply(EmbeddedExamples.ExclusiveOr().Training), Settings(2000, 4, 1)));

    // L20.
    [Fact]
    public void The_mean_of_all_translations_is_a_quarter_everywhere_for_both_patterns()
    {
        Dataset<float, int> patterns = HardCases.Translations();
        Assert.Equal(32, patterns.Count);
        foreach (int label in new[] { 0, 1 })
        {
            float[][] rows = [.. patterns.Inputs.ToArray().Chunk(16).Where((_, row) => patterns.Targets.Span[row] == label)];
            Assert.Equal(16, rows.Length);
            Assert.All(Enumerable.Range(0, 16), pixel => Assert.Equal(0.25, rows.Average(row => row[pixel])));
        }
    }

    // L20: the cost is convex, so a point without slope is an optimum.
    [Fact]
    public void Zero_weights_at_cost_ln_2_are_the_best_that_softmax_regression_can_do_with_translated_patterns()
    {
        Dataset<float, int> patterns = HardCases.Translations();
        double[] x = [.. patterns.Inputs.ToArray()];
        double[] t = [.. patterns.Targets.ToArray()];
        Point zero = Point.Of<PatternSoftmax>();
        Assert.Equal(Math.Log(2), zero.Cost(x, t), 1e-7);
        Assert.All(zero.Gradient("W1", x, t), static slope => Assert.Equal(0, slope, 1e-8));
        Assert.All(zero.Gradient("B1", x, t), static slope => Assert.Equal(0, slope, 1e-8));
    }

    // L20.
    [Fact]
    public void A_hidden_layer_tells_the_patterns_apart_wherever_they_start()
    {
        PatternNetwork network = new();
        network.Initialize(seed: 1);
        Dataset<float, int> patterns = HardCases.Translations();
        new Trainer<PatternNetwork>(network, Settings(500, 8, 0.1)).Fit(patterns);
        Assert.Equal(0, Evaluation.ErrorRate(network, patterns, network.CreateWorkspace(32)));
    }

    // L21.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_linear_classifier_fails_at(string hardCase)
        => Assert.InRange(ErrorRate<LogisticRegression>(Cases[hardCase](400, 1), Settings(50, 16, 0.5)), 0.25, 0.6);

    // L21.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_hidden_layer_solves(string hardCase)
        => Assert.InRange(ErrorRate<PlaneNetwork>(Cases[hardCase](400, 1), Settings(300, 16, 0.3)), 0, 0.05);

    // L21.
    [Fact]
    public void With_the_squared_radius_and_its_square_as_features_a_linear_model_knows_a_ring()
        => Assert.InRange(ErrorRate<LogisticSquaredFeatures>(HardCases.Ring(400, 1), Settings(300, 16, 4)), 0, 0.05);

    // L21, by a transform of the data. The squares themselves only make a disc linear.
    [Fact]
    public void A_ring_is_linear_in_the_squared_radius_and_its_square_and_not_in_the_squares_alone()
    {
        var squares = new FeatureMap(2, 2, static (x, features) =>
        {
            features[0] = (x[0] * x[0] + x[1] * x[1]) / 9;
            features[1] = features[0] * features[0];
        });
        Dataset<float, float> ring = HardCases.Ring(400, 1);
        Assert.InRange(ErrorRate<LogisticRegression>(squares.Apply(ring), Settings(300, 16, 4)), 0, 0.05);
        Assert.InRange(ErrorRate<LinearInFour>(FeatureMap.WithSquares(2).Apply(ring), Settings(100, 16, 0.2)), 0.15, 0.6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hard_cases_are_equal_for_equal_seeds_and_have_both_classes(string hardCase)
    {
        Dataset<float, float> one = Cases[hardCase](200, 5);
        Assert.Equal(one.Inputs.ToArray(), Cases[hardCase](200, 5).Inputs.ToArray());
        Assert.NotEqual(one.Inputs.ToArray(), Cases[hardCase](200, 6).Inputs.ToArray());
        Assert.InRange(one.Targets.ToArray().Average(), 0.3, 0.7);
    }

    [Fact]
    public void The_ring_reaches_from_1_to_2()
    {
        Dataset<float, float> ring = HardCases.Ring(500, 3);
        Assert.All(ring.Inputs.ToArray().Chunk(2).Zip(ring.Targets.ToArray()), static point =>
            Assert.Equal(point.Second == 1, MathF.Sqrt(point.First[0] * point.First[0] + point.First[1] * point.First[1]) is >= 0.99999f and <= 2.00001f));
    }

    private static double ErrorRate<TModel>(Dataset<float, float> examples, TrainingOptions options)
        where TModel : class, IClassifier<float>, ITrainable<float, float>, new()
    {
        TModel model = new();
        model.Initialize(seed: 1);
        new Trainer<TModel>(model, options).Fit(examples);
        return Evaluation.ErrorRate(model, examples, model.CreateWorkspace(64));
    }

    private static TrainingOptions Settings(int epochs, int batch, double learningRate) =>
        new() { Epochs = epochs, BatchSize = batch, LearningRate = learningRate, Seed = 1 };
}

/// <summary>Logistic regression on three features.</summary>
[Model(Inputs = 3)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
internal sealed partial class LinearInThree;

/// <summary>Logistic regression on four features.</summary>
[Model(Inputs = 4)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
internal sealed partial class LinearInFour;
