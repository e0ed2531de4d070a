using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>The lectures' own figures, computed by generated kernels. With zero inputs the biases are the logits or scores.</summary>
public sealed class LectureFigureTests
{
    [Fact]
    public void A_prediction_of_9_for_the_target_1_costs_32()
    {
        var bench = new Bench<Mlp2x8x1, float, float>(batchSize: 1, target: 1);
        bench.Model.Parameters.Clear();
        bench.Model.B2[0] = 9;
        Assert.Equal(32, bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace));
    }

    // 002 §2.3: z = −5, t = 1.
    [Fact]
    public void Squared_error_after_a_logistic_hardly_corrects_a_confident_mistake()
    {
        var bench = new Bench<LogisticUnit, float, float>(batchSize: 1, target: 1);
        bench.Model.Parameters.Clear();
        bench.Model.B1[0] = -5;
        bench.Model.Predict(bench.Inputs, bench.Outputs);
        bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        Assert.Equal(0.00669, bench.Outputs[0], 0.00001);
        Assert.Equal(-0.00660, bench.Gradient[LogisticUnit.Info.Parameters[1].Offset], 0.00005);
    }

    // 002 §2.4: the loss of a probability y for target 1 is −ln y, at the logit ln(y / (1 − y)).
    [Theory]
    [InlineData(0.01, 4.605)]
    [InlineData(0.00001, 11.513)]
    public void Cross_entropy_grows_without_bound_as_a_wrong_prediction_grows_certain(double probability, double cost)
    {
        var bench = new Bench<Coin, float, float>(batchSize: 1, target: 1);
        bench.Model.Parameters.Clear();
        bench.Model.B1[0] = (float)Math.Log(probability / (1 - probability));
        Assert.Equal(cost, bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace), 0.0005);
    }

    [Fact]
    public void The_slope_of_logistic_cross_entropy_is_y_minus_t()
    {
        var bench = new Bench<Coin.DoublePrecision, double, double>(batchSize: 1, target: 0.3);
        bench.Model.Predict(bench.Inputs, bench.Outputs);
        bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        Assert.Equal(bench.Outputs[0] - 0.3, bench.Gradient[Coin.DoublePrecision.Info.Parameters[1].Offset], 1e-15);
    }

    [Fact]
    public void The_slope_of_softmax_cross_entropy_is_y_minus_t()
    {
        var bench = new Bench<Softmax4x3, float, int>(batchSize: 1, target: 2);
        bench.Model.Predict(bench.Inputs, bench.Outputs);
        bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        for (int j = 0; j < 3; j++)
        {
            Assert.Equal(bench.Outputs[j] - (j == 2 ? 1 : 0), bench.Gradient[Softmax4x3.Info.Parameters[1].IndexOf(j, 0)], 1e-6);
        }
    }

    [Fact]
    public void Softmax_sums_to_one()
    {
        var bench = new Bench<Digits64x32x10, float, int>(batchSize: 7, target: 0);
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        Assert.All(bench.Outputs.Chunk(10), static row => Assert.Equal(1, row.Sum(), 1e-6));
    }

    // ln(yᵢ/yⱼ) = zᵢ − zⱼ
    [Fact]
    public void Logits_differ_by_the_logarithm_of_the_ratio_of_probabilities()
    {
        Softmax4x3 model = new();
        model.B1.CopyFrom([0.3f, -1.2f, 2]);
        var y = new float[3];
        model.Predict(new float[4], y);
        Assert.Equal(1.5, Math.Log(y[0] / y[1]), 1e-5);
        Assert.Equal(-3.2, Math.Log(y[1] / y[2]), 1e-5);
    }

    [Fact]
    public void Softmax_of_two_classes_is_the_logistic_of_their_difference()
    {
        var bench = new Bench<TwoClasses, float, int>(batchSize: 6, target: 1);
        Coin coin = new();
        for (int i = 0; i < 2; i++)
        {
            coin.W1[0, i] = bench.Model.W1[1, i] - bench.Model.W1[0, i];
        }

        var probabilities = new float[6];
        coin.Predict(bench.Inputs, probabilities, coin.CreateWorkspace(6));
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        Assert.All(bench.Outputs.Chunk(2).Zip(probabilities), static pair => Assert.Equal(pair.Second, pair.First[1], 1e-6));
    }

    [Fact]
    public void At_zero_weights_ten_classes_cost_ln_10()
    {
        var bench = new Bench<Softmax784x10, float, int>(batchSize: 5, target: 3);
        bench.Model.Parameters.Clear();
        Assert.Equal(2.302585, bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace), 1e-6);
    }

    [Fact]
    public void At_zero_weights_two_classes_cost_ln_2()
    {
        var bench = new Bench<Logistic30, float, float>(batchSize: 5, target: 1);
        bench.Model.Parameters.Clear();
        Assert.Equal(Math.Log(2), bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace), 1e-7);
    }

    // 003: a cat, a car and a frog, each scored as cat, car, frog.
    [Theory]
    [InlineData(0, 3.2f, 5.1f, -1.7f, 2.9)]
    [InlineData(1, 1.3f, 4.9f, 2.0f, 0)]
    [InlineData(2, 2.2f, 2.5f, -3.1f, 12.9)]
    [InlineData(0, 0f, 0f, 0f, 2)]
    [InlineData(1, 1.3f, 4.8f, 2.1f, 0)]
    public void The_multiclass_hinge_of_the_lectures_scores(int label, float cat, float car, float frog, double cost)
    {
        var bench = new Bench<Scores, float, int>(batchSize: 1, label);
        bench.Model.Parameters.Clear();
        bench.Model.B1.CopyFrom([cat, car, frog]);
        Assert.Equal(cost, bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace), 1e-6);
    }

    [Fact]
    public void Softmax_of_the_lectures_scores()
    {
        var bench = new Bench<Softmax4x3, float, int>(batchSize: 1, target: 0);
        bench.Model.Parameters.Clear();
        bench.Model.B1.CopyFrom([3.2f, 5.1f, -1.7f]);
        bench.Model.Predict(bench.Inputs, bench.Outputs);
        Assert.Equal(0.130, bench.Outputs[0], 0.0005);
        Assert.Equal(0.869, bench.Outputs[1], 0.0005);
        Assert.Equal(0.001, bench.Outputs[2], 0.0005);
        Assert.Equal(2.0404, bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace), 0.00005);
    }

    // 001's note: −t·x and −t where t·y < 1, else 0.
    [Theory]
    [InlineData(1f, 0.5f, true)]
    [InlineData(-1f, 0.5f, true)]
    [InlineData(1f, 1.5f, false)]
    [InlineData(-1f, -1.5f, false)]
    [InlineData(-1f, -0.5f, true)]
    public void The_hinge_pulls_examples_inside_its_margin_only(float target, float score, bool pulls)
    {
        var bench = new Bench<Margin, float, float>(batchSize: 1, target);
        bench.Model.Parameters.Clear();
        bench.Model.B1[0] = score;
        float cost = bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        float strength = pulls ? -target : 0;
        Assert.Equal(Math.Max(0, 1 - target * score), cost);
        Assert.Equal(strength, bench.Gradient[Margin.Info.Parameters[1].Offset]);
        Assert.Equal(strength * bench.Inputs[0], bench.Gradient[Margin.Info.Parameters[0].IndexOf(0, 0)]);
        Assert.Equal(strength * bench.Inputs[1], bench.Gradient[Margin.Info.Parameters[0].IndexOf(0, 1)]);
    }
}
