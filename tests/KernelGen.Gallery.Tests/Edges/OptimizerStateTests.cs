namespace KernelGen.Gallery.Tests.Edges;

/// <summary>States that do not fit are refused before anything is written; Bench compares everything with what it was.</summary>
public sealed class OptimizerStateTests
{
    private readonly Bench<Regression, float, float> bench = new(batchSize: 2, target: 0.5f);

    private Regression Model => bench.Model;

    [Fact]
    public void The_state_of_another_model_is_refused()
    {
        MomentumState<float> momentum = new(Coin.Info, new Momentum());
        AdamState<float> adam = new(Coin.Info, new Adam());
        bench.Refuses<ArgumentException>("state", "made for Coin", () => Model.MomentumStep(bench.Inputs, bench.Targets, 0.1f, momentum, bench.Workspace));
        bench.Refuses<ArgumentException>("state", "made for Coin", () => Model.AdamStep(bench.Inputs, bench.Targets, 0.1f, adam, bench.Workspace));
        Assert.Equal(0, adam.Steps);
    }

    [Fact]
    public void A_missing_state_is_refused()
    {
        bench.Refuses<ArgumentNullException>("state", "", () => Model.MomentumStep(bench.Inputs, bench.Targets, 0.1f, null!, bench.Workspace));
        bench.Refuses<ArgumentNullException>("state", "", () => Model.AdamStep(bench.Inputs, bench.Targets, 0.1f, null!, bench.Workspace));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_learning_rate_that_leads_nowhere_is_refused(float rate)
    {
        bench.Refuses<ArgumentOutOfRangeException>(
            "learningRate", "finite and not negative", () => Model.MomentumStep(bench.Inputs, bench.Targets, rate, bench.Momentum, bench.Workspace));
        bench.Refuses<ArgumentOutOfRangeException>(
            "learningRate", "finite and not negative", () => Model.AdamStep(bench.Inputs, bench.Targets, rate, bench.Adam, bench.Workspace));
    }

    [Fact]
    public void Examples_in_the_memory_of_the_state_are_refused()
    {
        bench.Refuses<ArgumentException>(
            "state", "overlap", () => Model.MomentumStep(bench.Momentum.Velocity[..6], bench.Targets, 0.1f, bench.Momentum, bench.Workspace));
        bench.Refuses<ArgumentException>(
            "state", "overlap", () => Model.AdamStep(bench.Inputs, bench.Adam.Squares[..4], 0.1f, bench.Adam, bench.Workspace));
    }

    [Fact]
    public void A_state_of_the_other_precision_cannot_be_made()
    {
        Assert.Equal("owner", Assert.Throws<ArgumentException>(() => new MomentumState<double>(Regression.Info, new Momentum())).ParamName);
        Assert.Equal("owner", Assert.Throws<ArgumentException>(() => new AdamState<float>(Regression.DoublePrecision.Info, new Adam())).ParamName);
    }

    [Fact]
    public void Steps_before_the_first_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => bench.Adam.Steps = -1);

    [Fact]
    public void A_state_that_is_taken_up_again_goes_on_as_if_it_had_not_been_put_away()
    {
        for (int step = 0; step < 3; step++)
        {
            Model.AdamStep(bench.Inputs, bench.Targets, 0.1f, bench.Adam, bench.Workspace);
        }

        AdamState<float> resumed = new(Regression.Info, new Adam()) { Steps = bench.Adam.Steps };
        bench.Adam.Means.CopyTo(resumed.Means);
        bench.Adam.Squares.CopyTo(resumed.Squares);
        Regression twin = new();
        Model.Parameters.CopyTo(twin.Parameters);
        Model.AdamStep(bench.Inputs, bench.Targets, 0.1f, bench.Adam, bench.Workspace);
        twin.AdamStep(bench.Inputs, bench.Targets, 0.1f, resumed, bench.Workspace);
        Assert.Equal(Model.Parameters.ToArray(), twin.Parameters.ToArray());
    }
}
