using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Training whose steps take the gradient from memory.</summary>
public sealed class ClippedTrainingTests
{
    private static readonly TrainingOptions OneStep = new() { BatchSize = TrainingOptions.FullBatch, Epochs = 1, LearningRate = 0.5 };

    [Fact]
    public void A_gradient_that_is_too_long_is_made_as_long_as_allowed()
    {
        double[] free = MoveOf(OneStep), clipped = MoveOf(OneStep with { MaxGradientNorm = 0.01 });
        double length = Length(free);
        Assert.True(length > 0.5 * 0.01);
        Assert.Equal(0.5 * 0.01, Length(clipped), 1e-15);
        Assert.All(free.Zip(clipped), pair => Assert.Equal(pair.First / length * 0.005, pair.Second, 1e-15));
    }

    [Fact]
    public void A_gradient_that_is_short_enough_is_left_as_it_is() =>
        Assert.Equal(MoveOf(OneStep), MoveOf(OneStep with { MaxGradientNorm = 1e6 }), static (a, b) => Math.Abs(a - b) < 1e-15);

    [Fact]
    public void The_length_is_that_of_all_parameters_together_and_does_not_overflow()
    {
        var data = new Dataset<double, double>(new[] { 1e200, 1e200, 1e200 }, 3, new double[] { 1, 1 }, 2);
        var model = new Regression.DoublePrecision();
        _ = new Trainer<Regression.DoublePrecision>(model, OneStep with { MaxGradientNorm = 1 }).Fit(data);

        // The gradient is −10²⁰⁰ for each of the six weights: clipped, −1/√6.
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(0.5 / Math.Sqrt(6), model.W1[i / 3, i % 3], 1e-15);
        }
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_named_and_never_applied()
    {
        // The squares of errors of 10¹⁸ are finite floats, their products with inputs of 10³⁰ are not; the bias's gradient is finite.
        var data = new Dataset<float, float>(new[] { 0, 1e30f, 0 }, 3, new[] { 0, 1e18f }, 2);
        var model = new Regression();
        var diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<Regression>(model, OneStep with { Optimizer = new RmsProp() }).Fit(data));

        Assert.Equal(("W1", 1, 1, 1L), (diverged.Parameter, diverged.Row, diverged.Column, diverged.Step));
        Assert.Contains("the gradient of the batch is not finite, the gradient of W1[1, 1] is ", diverged.Message, StringComparison.Ordinal);
        Assert.Equal(new float[Regression.Info.ParameterLength], model.Parameters.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RMSProp_and_AdaGrad_learn(bool forgets)
    {
        var bench = new Bench<Rectifiers, float, float>(40, 0.5f);
        var data = new Dataset<float, float>(bench.Inputs, 7, bench.Targets, 3);
        var options = new TrainingOptions
        {
            BatchSize = 8,
            Epochs = 60,
            LearningRate = forgets ? 0.003 : 0.05,
            Optimizer = forgets ? new RmsProp() : new AdaGrad(),
        };
        var result = new Trainer<Rectifiers>(bench.Model, options).Fit(data);

        Assert.InRange(result.History[^1].TrainingCost, 0, 0.2 * result.History[0].TrainingCost);
    }

    [Fact]
    public void Threads_that_share_a_step_from_memory_change_no_bit()
    {
        var alone = new Bench<WideUnits, float, float>(8, 0.5f);
        var shared = new Bench<WideUnits, float, float>(8, 0.5f);
        alone.Model.Gradient(alone.Inputs, alone.Targets, alone.Gradient, alone.Workspace);
        var adam = new AdamState<float>(WideUnits.Info, new Adam());
        var rmsProp = new SquaresState<float>(WideUnits.Info, new RmsProp());
        using var team = new TrainingTeam<float, float>(shared.Model, 3, maxBatch: 4096);
        Assert.True(team.Threads > 1);
        for (int step = 0; step < 3; step++)
        {
            alone.Adam.Step(alone.Model.Parameters, alone.Gradient, 0.1f);
            rmsProp.Step(alone.Model.Parameters, alone.Gradient, 0.1f);
        }

        var sharedRmsProp = new SquaresState<float>(WideUnits.Info, new RmsProp());
        for (int step = 0; step < 3; step++)
        {
            team.Step(alone.Gradient, 0.1f, adam);
            team.Step(alone.Gradient, 0.1f, sharedRmsProp);
        }

        Assert.Equal(alone.Model.Parameters.ToArray(), shared.Model.Parameters.ToArray());
        Assert.Equal(rmsProp.Squares.ToArray(), sharedRmsProp.Squares.ToArray());
        Assert.Equal(3, adam.Steps);
    }

    [Fact]
    public void Without_a_state_a_step_from_memory_is_gradient_descent_on_the_scaled_gradient()
    {
        var bench = new Bench<Regression, float, float>(3, 0.5f);
        float before = bench.Model.W1[1, 2];
        float[] gradient = new float[Regression.Info.ParameterLength];
        gradient[Regression.Info.Parameters[0].IndexOf(1, 2)] = 2;
        using var team = new TrainingTeam<float, float>(bench.Model, 1, 3);
        team.Step(gradient, 0.5f, state: null, scale: 0.25);

        Assert.Equal(before - 0.25f, bench.Model.W1[1, 2], 1e-7f);
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => team.Step(gradient, 0.5f, null, double.NaN));
    }

    [Fact]
    public void A_step_from_memory_allocates_nothing()
    {
        var bench = new Bench<Rectifiers, float, float>(3, 0.5f);
        var state = new SquaresState<float>(Rectifiers.Info, new RmsProp());
        using var team = new TrainingTeam<float, float>(bench.Model, 1, 3);
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Step()
        {
            team.Gradient(bench.Inputs, bench.Targets, bench.Gradient);
            team.Step(bench.Gradient, 0.1f, state, 0.5);
            state.Step(bench.Model.Parameters, bench.Gradient, 0.1f);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_bad_norm_is_refused_by_name(double value) =>
        Assert.Equal("MaxGradientNorm", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { MaxGradientNorm = value }).ParamName);

    /// <summary>How a step changes the parameters of a model.</summary>
    private static double[] MoveOf(TrainingOptions options)
    {
        var bench = new Bench<Rectifiers.DoublePrecision, double, double>(20, 0.5);
        double[] before = bench.Model.Parameters.ToArray();
        _ = new Trainer<Rectifiers.DoublePrecision>(bench.Model, options).Fit(new Dataset<double, double>(bench.Inputs, 7, bench.Targets, 3));
        return [.. before.Zip(bench.Model.Parameters.ToArray(), static (a, b) => a - b)];
    }

    private static double Length(double[] values) => Math.Sqrt(values.Sum(static v => v * v));
}
