using KernelGen.Gallery.Figures;

namespace KernelGen.Gallery.Tests.Figures;

/// <summary>What figures claim, by the numbers that stand below them.</summary>
public sealed class FigureNumberTests
{
    [Theory]
    [InlineData("squared-after-logistic", "prediction at z = −5", 0.00669, 0.000005)]
    [InlineData("squared-after-logistic", "slope at z = −5", -0.00660, 0.000005)]
    [InlineData("squared-after-logistic", "steepest slope, at z = −ln 2", -4.0 / 27, 1e-12)]
    [InlineData("cross-entropy", "loss at probability 0.01", 4.605, 0.0005)]
    [InlineData("cross-entropy", "loss at probability 0.00001", 11.513, 0.0005)]
    [InlineData("cross-entropy", "loss at z = −10,000", 10_000, 0)]
    [InlineData("losses-together", "squared error of the score 9", 32, 0)]
    [InlineData("losses-together", "cross-entropy at the score 0", 0.693147, 1e-6)]
    [InlineData("absolute-squared", "slope of L1 at an error of 3", 1, 0)]
    [InlineData("absolute-squared", "slope of L2 at an error of 3", 3, 0)]
    [InlineData("activation-slopes", "logistic, at 0", 0.25, 0)]
    [InlineData("steep-logistic", "value at x = 0, any gain", 0.5, 0)]
    [InlineData("graph-chain", "df/dt by the kernel", 2.41048, 0.000005)]
    [InlineData("half-planes", "cost at zero weights, nats", 0.693147, 1e-6)]
    [InlineData("half-planes", "largest slope there: it is the optimum", 0, 0)]
    [InlineData("product-feature", "rows right, of 4", 4, 0)]
    [InlineData("lasso", "w₂ with λ = ½", 0, 0.0005)]
    [InlineData("learning-cost", "cost at zero weights, nats: ln 10", 2.302585, 1e-5)]
    public void Lectures_give_these_numbers(string figure, string fact, double value, double tolerance)
        => Assert.Equal(value, SmallReport.Figure(figure)[fact], tolerance);

    [Theory]
    [InlineData("convex")]
    [InlineData("convex-in-weights")]
    public void A_chord_of_a_convex_cost_is_above_its_graph(string figure)
        => Assert.InRange(SmallReport.Figure(figure)["middle of the graph"], 0, SmallReport.Figure(figure)["middle of the chord"]);

    [Theory]
    [InlineData("not-convex", 0.1)]
    [InlineData("hidden-units", 1)]
    public void A_chord_of_another_is_below(string figure, double least)
        => Assert.True(SmallReport.Figure(figure)["middle of the graph"] > SmallReport.Figure(figure)["middle of the chord"] + least);

    [Fact]
    public void Two_sided_differences_are_nearer_to_the_slope_than_one_sided_ones()
    {
        Figure figure = SmallReport.Figure("differences");
        double slope = figure["slope by backpropagation"];
        Assert.InRange(Math.Abs(figure["two-sided difference, h = 1.5"] - slope), 0, Math.Abs(figure["one-sided difference, h = 1.5"] - slope) / 100);
    }

    [Fact]
    public void The_step_of_the_notes_is_too_small()
        => Assert.True(SmallReport.Figure("step-sizes")["two-sided error at h = 10⁻¹⁰"] > 1000 * SmallReport.Figure("step-sizes")["smallest two-sided error"]);

    [Fact]
    public void L2_shrinks_a_weight_that_L1_makes_zero()
        => Assert.InRange(SmallReport.Figure("ridge")["w₂ with λ = ½"], SmallReport.Figure("ridge")["w₂ without penalty"] / 2, -0.1);

    [Fact]
    public void A_linear_classifier_fails_where_features_and_hidden_units_do_not()
    {
        const string right = "right on 100 new points, %";
        Assert.InRange(SmallReport.Figure("ring-linear")[right], 0, 75);
        Assert.All(
            ["ring-features", "ring-network", "parity-network", "modes-network", "clouds-softmax"],
            static name => Assert.InRange(SmallReport.Figure(name)[right], 90, 100));
    }

    [Fact]
    public void Least_squares_diverges_above_its_largest_rate_only()
    {
        Figure figure = SmallReport.Figure("too-fast");
        Assert.InRange(figure["cost after 40 steps at 1.9/λ"], 0, 0.3);
        Assert.InRange(figure["cost after 40 steps at 2.05/λ"], 10, double.MaxValue);
    }

    [Fact]
    public void The_widest_network_learns_examples_best_and_the_rule_worse()
    {
        Figure figure = SmallReport.Figure("width");
        Assert.InRange(figure["best width"], 2, 16);
        Assert.InRange(figure["training cost at width 64, nats"], 0, figure["validation cost there, nats"] / 2);
        Assert.True(figure["validation cost at width 64, nats"] > 1.2 * figure["validation cost there, nats"]);
    }

    [Fact]
    public void Numbers_in_a_graph_are_those_of_the_kernels()
    {
        Figure figure = SmallReport.Figure("graph-unit");
        var graph = (Gallery.Drawing.NodeGraph)figure.Picture;
        Assert.Equal(Numbers.Text(figure["∂cost/∂w by the kernel"]), graph.Nodes.Single(static n => n.Symbol == "w").Adjoint);
        Assert.Equal(Numbers.Text(figure["∂cost/∂b by the kernel"]), graph.Nodes.Single(static n => n.Symbol == "b").Adjoint);
        Assert.Equal(Numbers.Text(figure["cost by the kernel"]), graph.Nodes[^1].Value);
    }

    [Fact]
    public void A_share_of_the_ceiling_is_a_share() => Assert.InRange(SmallReport.Figure("speed")["share that the largest network reaches, %"], 0.1, 110);
}
