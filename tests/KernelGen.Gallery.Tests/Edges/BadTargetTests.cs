using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Targets and learning rates that make no sense are refused, with the row, before anything is changed.</summary>
public sealed class BadTargetTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_label_that_is_no_class_is_refused(int label)
    {
        var bench = new Bench<Softmax4x3, float, int>(batchSize: 3, target: 1);
        bench.Targets[2] = label;
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The label of row 2 is {label}; expected 0 … 2");
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused_by_the_multiclass_hinge()
    {
        var bench = new Bench<Scores, float, int>(batchSize: 3, target: 1);
        bench.Targets[1] = 3;
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", "The label of row 1 is 3; expected 0 … 2");
    }

    [Theory]
    [InlineData(-0.01f, "-0.01")]
    [InlineData(1.01f, "1.01")]
    [InlineData(float.NaN, "NaN")]
    public void A_target_that_is_no_probability_is_refused(float target, string shown)
    {
        var bench = new Bench<Coin, float, float>(batchSize: 3, target: 1);
        bench.Targets[1] = target;
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row 1 is {shown}; expected a number in [0, 1]");
    }

    [Theory]
    [InlineData(0f, "0")]
    [InlineData(0.5f, "0.5")]
    [InlineData(float.NaN, "NaN")]
    public void A_target_that_is_no_sign_is_refused_by_the_hinge(float target, string shown)
    {
        var bench = new Bench<Margin, float, float>(batchSize: 3, target: -1);
        bench.Targets[2] = target;
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row 2 is {shown}; expected -1 or 1");
    }

    // Whole registers are looked at together, what is left one by one.
    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(31)]
    [InlineData(36)]
    public void A_wrong_target_is_found_wherever_it_stands_in_a_long_batch(int row)
    {
        const int Long = 37;
        var labels = new Bench<Softmax4x3, float, int>(Long, target: 1);
        labels.Targets[row] = 3;
        labels.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The label of row {row} is 3; expected 0 … 2");
        var probabilities = new Bench<Coin, float, float>(Long, target: 1);
        probabilities.Targets[row] = 1.01f;
        probabilities.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row {row} is 1.01; expected a number in [0, 1]");
        probabilities.Targets[row] = -0.01f;
        probabilities.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row {row} is -0.01; expected a number in [0, 1]");
        var signs = new Bench<Margin, float, float>(Long, target: -1);
        signs.Targets[row] = 0.5f;
        signs.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row {row} is 0.5; expected -1 or 1");
        var values = new Bench<Regression, float, float>(Long, target: 1);
        values.Targets[2 * row + 1] = float.NegativeInfinity;
        values.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row {row}, value 1 is -Infinity; expected a finite number");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void A_target_that_is_not_finite_is_refused(float target, string shown)
    {
        var bench = new Bench<Regression, float, float>(batchSize: 3, target: 1);
        bench.Targets[5] = target;
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", $"The target of row 2, value 1 is {shown}; expected a finite number");
    }

    [Fact]
    public void Probabilities_that_do_not_sum_to_one_are_refused()
    {
        var bench = new Bench<Mixture, float, float>(batchSize: 2, target: 1f / 3);
        bench.Targets[3] = 0.5f;
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", "The probabilities of row 1 sum to 1.16");
    }

    [Fact]
    public void A_negative_probability_is_refused_even_if_the_sum_is_one()
    {
        var bench = new Bench<Mixture, float, float>(batchSize: 2, target: 1f / 3);
        new float[] { -0.5f, 1, 0.5f }.CopyTo(bench.Targets, 3);
        bench.RefusesToLearn<ArgumentOutOfRangeException>("targets", "The target of row 1, value 0 is -0.5; expected a probability in [0, 1]");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_learning_rate_that_is_not_finite_or_negative_is_refused(float learningRate)
    {
        var bench = new Bench<Softmax4x3, float, int>(batchSize: 2, target: 1);
        bench.Refuses<ArgumentOutOfRangeException>(
            "learningRate", "finite and not negative", () => bench.Model.SgdStep(bench.Inputs, bench.Targets, learningRate, bench.Workspace));
    }

    [Fact]
    public void A_learning_rate_of_zero_changes_nothing()
    {
        var bench = new Bench<Rectifiers, float, float>(batchSize: 2, target: 1);
        float[] before = bench.Model.Parameters.ToArray();
        bench.Model.SgdStep(bench.Inputs, bench.Targets, 0, bench.Workspace);
        Assert.Equal(before, bench.Model.Parameters.ToArray());
    }
}
