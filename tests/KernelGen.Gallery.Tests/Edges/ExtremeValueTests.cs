using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Large logits give finite costs, ties the first class, and what is not a number stays so.</summary>
public sealed class ExtremeValueTests
{
    [Theory]
    [InlineData(1e4f, 0f, 1e4f, 1f)]
    [InlineData(1e4f, 1f, 0f, 0f)]
    [InlineData(-1e4f, 1f, 1e4f, -1f)]
    [InlineData(-1e4f, 0f, 0f, 0f)]
    public void A_logistic_model_is_finite_at_large_logits(float logit, float target, float cost, float slope)
    {
        var bench = new Bench<Coin, float, float>(batchSize: 1, target);
        bench.Model.Parameters.Clear();
        bench.Model.B1[0] = logit;
        Assert.Equal(cost, bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace));
        Assert.Equal(slope, bench.Gradient[Coin.Info.Parameters[1].IndexOf(0, 0)]);
    }

    [Theory]
    [InlineData(0, 0f)]
    [InlineData(1, 2e4f)]
    [InlineData(2, 1e4f)]
    public void A_softmax_model_is_finite_at_large_logits(int label, float cost)
    {
        var bench = new Bench<Softmax4x3, float, int>(batchSize: 1, label);
        bench.Model.Parameters.Clear();
        bench.Model.B1.CopyFrom([1e4f, -1e4f, 0]);
        Assert.Equal(cost, bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace));
        float[] slopes = [.. Enumerable.Range(0, 3).Select(j => bench.Gradient[Softmax4x3.Info.Parameters[1].IndexOf(j, 0)])];
        Assert.Equal([.. Enumerable.Range(0, 3).Select(j => (j == 0 ? 1f : 0f) - (j == label ? 1f : 0f))], slopes);
    }

    [Fact]
    public void Equal_scores_decide_for_the_first_class()
    {
        Softmax4x3 model = new();
        var classes = new int[2];
        model.Classify(new float[8], classes, model.CreateWorkspace(2));
        Assert.Equal([0, 0], classes);
    }

    [Fact]
    public void The_first_of_equal_largest_scores_is_decided_for()
    {
        Softmax4x3 model = new();
        model.B1.CopyFrom([-1, 2, 2]);
        var classes = new int[1];
        model.Classify(new float[4], classes, model.CreateWorkspace(1));
        Assert.Equal([1], classes);
    }

    [Fact]
    public void A_logit_of_zero_decides_for_class_zero()
    {
        Coin model = new();
        int[] classes = [7];
        model.Classify(new float[2], classes, model.CreateWorkspace(1));
        Assert.Equal([0], classes);
    }

    [Fact]
    public void A_score_of_zero_decides_for_minus_one()
    {
        Margin model = new();
        int[] classes = [7];
        model.Classify(new float[2], classes, model.CreateWorkspace(1));
        Assert.Equal([-1], classes);
    }

    [Fact]
    public void An_input_that_is_not_a_number_makes_its_own_row_not_a_number()
    {
        var bench = new Bench<Rectifiers, float, float>(batchSize: 20, target: 0);
        bench.Inputs[7 * 11 + 3] = float.NaN;
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        Assert.Equal(Enumerable.Range(3 * 11, 3), Enumerable.Range(0, bench.Outputs.Length).Where(i => float.IsNaN(bench.Outputs[i])));
    }

    [Fact]
    public void An_input_that_is_not_a_number_makes_the_cost_not_a_number()
    {
        var bench = new Bench<Rectifiers, float, float>(batchSize: 20, target: 0);
        bench.Inputs[0] = float.NaN;
        Assert.True(float.IsNaN(bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace)));
    }

    [Fact]
    public void An_infinite_input_saturates_a_hidden_unit_and_leaves_the_output_finite()
    {
        Mlp2x8x1 model = new();
        model.Initialize(seed: 2);
        var output = new float[1];
        model.Predict([float.PositiveInfinity, 0.5f], output);
        Assert.True(float.IsFinite(output[0]), $"tanh(±∞) = ±1, yet the output is {output[0]}.");
    }
}
