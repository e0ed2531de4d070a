using KernelGen.Benchmarks.Tune;
using KernelGen.Generators.Emitting;

namespace KernelGen.Generators.Tests.Planning;

/// <summary>What the verb <c>tune</c> makes of measured times.</summary>
public class TuneTests
{
    [Fact]
    public void A_choice_is_right_where_what_is_measured_is_as_predicted() =>
        Assert.All(Tune("mlp-64-64-10/sgd-step/b64", AsPredicted), static c => Assert.False(c.Chosen.PredictedNs <= c.Best.PredictedNs && c.IsWrong));

    [Fact]
    public void Predicted_times_are_the_cycles_of_each_way_at_the_clock_that_is_given()
    {
        TunedChoice[] choices =
            [.. new Tuner(cyclesPerNanosecond: 4, static (_, variants) => [.. variants.Select(static v => v.Cycles / 4)]).Tune(TunedModel.Of("mlp-64-64-10/sgd-step/b64"))];
        Assert.All(choices.SelectMany(static c => c.Candidates), static c => Assert.Equal(c.MeasuredNs, c.PredictedNs));
    }

    [Fact]
    public void A_choice_is_wrong_where_another_one_is_measured_clearly_faster()
    {
        TunedChoice[] choices = Tune("mlp-64-64-10/sgd-step/b64", static (_, variants) => [.. variants.Select(static (_, i) => 100.0 - (6 * i))]);
        Assert.NotEmpty(choices);
        Assert.All(choices, static c => Assert.True(c.IsWrong && c.Best == c.Candidates[^1]));
    }

    [Fact]
    public void A_choice_is_not_wrong_for_a_difference_that_noise_makes() =>
        Assert.All(
            Tune("mlp-64-64-10/sgd-step/b64", static (_, variants) => [.. variants.Select(static (_, i) => i == 0 ? 104.0 : 100)]), static c => Assert.False(c.IsWrong));

    [Fact]
    public void Blocks_layouts_and_transposed_copies_are_measured()
    {
        TunedChoice[] choices = Tune("mlp-64-64-10/sgd-step/b64", AsPredicted);
        TunedChoice layout = Assert.Single(choices, static c => c.Operation == "all kernels: layout of w2");
        Assert.Equal(
            ["one input after the other", "one input after the other, and transposed", "one output after the other"],
            layout.Candidates.Select(static c => c.Way).Order(StringComparer.Ordinal));
        Assert.Contains(choices, static c => c.Operation.StartsWith("gradient of w1", StringComparison.Ordinal) && c.Candidates.Count > 2);
        Assert.DoesNotContain(choices, static c => c.Operation == "all kernels: blocks of rows");
    }

    [Fact]
    public void Blocks_of_rows_are_measured_beside_the_general_way()
    {
        static TunedChoice OfRows(string workload) => Assert.Single(Tune(workload, AsPredicted), static c => c.Operation == "all kernels: blocks of rows");
        Assert.Equal(["blocks of rows", "general way"], OfRows("logistic-1000/sgd-step/b64").Candidates.Select(static c => c.Way));
        Assert.Equal(["general way", "blocks of rows"], OfRows("logistic-30/sgd-step/b64").Candidates.Select(static c => c.Way));
        Assert.DoesNotContain(Tune("logistic-1000/sgd-step/b7", AsPredicted), static c => c.Operation == "all kernels: blocks of rows");
    }

    [Fact]
    public void The_first_candidate_is_what_is_chosen_and_its_text_is_that_of_the_plan()
    {
        TunedModel model = TunedModel.Of("mlp-64-64-10/sgd-step/b64");
        IReadOnlyList<Variant> layouts = Variant.OfMatrix(model, model.Plan.Matrices[1]);
        Assert.Equal(model.Plan.Matrices, layouts[0].Plan.Matrices);
        Assert.Equal(ModelEmitter.Emit(model.Plan), layouts[0].Write("Model"));
        Assert.Equal(layouts.Count, layouts.Select(static v => v.Write("Model")).Distinct().Count());
    }

    private static TunedChoice[] Tune(string workload, Func<TunedModel, IReadOnlyList<Variant>, IReadOnlyList<double>> measure) =>
        [.. new Tuner(1, measure).Tune(TunedModel.Of(workload))];

    private static double[] AsPredicted(TunedModel model, IReadOnlyList<Variant> variants) => [.. variants.Select(static v => v.Cycles)];
}
