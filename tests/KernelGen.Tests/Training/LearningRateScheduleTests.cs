using KernelGen.Training;
using Scripted = KernelGen.Tests.Training.ScriptedClassifier<KernelGen.Tests.Training.Labels, int>;

namespace KernelGen.Tests.Training;

public class LearningRateScheduleTests
{
    [Fact]
    public void A_constant_rate_stays() => Assert.Equal([8, 8, 8, 8, 8], FirstFive(LearningRateSchedule.Constant));

    [Fact]
    public void Inverse_time_divides_by_a_growing_number() =>
        Assert.Equal([8, 8 / 1.5, 8 / 2.0, 8 / 2.5, 8 / 3.0], FirstFive(LearningRateSchedule.InverseTime(0.5)));

    [Fact]
    public void Exponential_multiplies_by_the_factor_every_epoch() =>
        Assert.Equal([8, 4, 2, 1, 0.5], FirstFive(LearningRateSchedule.Exponential(0.5)));

    [Fact]
    public void Step_multiplies_by_the_factor_every_few_epochs() =>
        Assert.Equal([8, 8, 4, 4, 2], FirstFive(LearningRateSchedule.Step(2, 0.5)));

    [Fact]
    public void A_polynomial_falls_as_a_power_of_what_is_left_and_then_stays()
    {
        Assert.Equal([8, 6, 4, 2, 0], FirstFive(LearningRateSchedule.Polynomial(4)));
        Assert.Equal([8, 2 + 6 * 0.25, 2, 2, 2], FirstFive(LearningRateSchedule.Polynomial(2, power: 2, finalFactor: 0.25)));
    }

    [Fact]
    public void A_cosine_is_halfway_down_in_the_middle_and_then_stays()
    {
        double quarter = (1 + Math.Sqrt(0.5)) / 2;
        Near([8, 8 * quarter, 4, 8 * (1 - quarter), 0, 0], LearningRateSchedule.Cosine(4));
        Near([8, 5, 2, 2], LearningRateSchedule.Cosine(2, finalFactor: 0.25));
    }

    [Fact]
    public void One_cycle_starts_low_peaks_at_the_full_rate_and_ends_lower_still() =>
        Near([2, 5, 8, 8 - 7 * (1 - Math.Sqrt(0.5)) / 2, 4.5, 1 + 7 * (1 - Math.Sqrt(0.5)) / 2, 1, 1],
            LearningRateSchedule.OneCycle(6, rise: 1 / 3.0, initialFactor: 0.25, finalFactor: 0.125));

    [Fact]
    public void A_warm_up_rises_in_equal_steps_and_hands_over_at_the_full_rate()
    {
        Near([2, 4, 6, 8, 8], LearningRateSchedule.WarmUp(3));
        Near([4, 8, 4, 2, 1], LearningRateSchedule.WarmUp(1, LearningRateSchedule.Exponential(0.5)));
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_so_many_epochs_without_a_better_one()
    {
        var schedule = LearningRateSchedule.ReduceOnPlateau(0.5, patience: 2, TrainingMetric.TrainingCost);

        // 5 is the best; 6 and 5 are no better; the count starts again, and 5 and 7 are no better; 4 is.
        Assert.Equal([8, 8, 8, 4, 4, 2, 2, 2, 1], RatesOf(schedule, [5, 6, 5, 5, 7, 4, 4, 4]));
    }

    [Fact]
    public void What_improves_by_less_than_asked_is_a_plateau() =>
        Assert.Equal([8, 8, 8, 4, 4], RatesOf(
            LearningRateSchedule.ReduceOnPlateau(0.5, 2, TrainingMetric.TrainingCost, minimumImprovement: 1), [5, 4.5, 4.25, 3.5]));

    [Fact]
    public void A_plateau_does_not_lower_the_rate_below_its_least() =>
        Assert.Equal([8, 8, 4, 2, 2, 2], RatesOf(
            LearningRateSchedule.ReduceOnPlateau(0.5, 1, TrainingMetric.TrainingCost, leastFactor: 0.25), [1, 1, 1, 1, 1]));

    [Fact]
    public void A_plateau_after_a_warm_up_sees_only_what_comes_after_it() =>
        Assert.Equal([4, 8, 8, 4], RatesOf(
            LearningRateSchedule.WarmUp(1, LearningRateSchedule.ReduceOnPlateau(0.5, 1, TrainingMetric.TrainingCost)), [1, 5, 5]));

    [Theory]
    [InlineData(TrainingMetric.ValidationCost, "no validation data")]
    [InlineData(TrainingMetric.ValidationErrorRate, "no validation data")]
    [InlineData(TrainingMetric.TrainingErrorRate, "MeasureTrainingErrorRate is not set")]
    public void Training_refuses_to_begin_where_the_schedule_watches_what_is_not_measured(TrainingMetric metric, string reason)
    {
        var model = new Scripted();
        var options = new TrainingOptions { Schedule = LearningRateSchedule.WarmUp(2, LearningRateSchedule.ReduceOnPlateau(metric: metric)) };
        var refusal = Assert.Throws<ArgumentException>(() => new Trainer<Scripted>(model, options).Fit(TrainingExamples.Numbered(10)));

        Assert.Contains($"Schedule watches {metric}, but", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.Steps);
    }

    [Fact]
    public void A_model_that_does_not_decide_has_no_error_rate_to_watch()
    {
        var line = TrainingExamples.Line<float>(10, seed: 1);
        var options = new TrainingOptions { Schedule = LearningRateSchedule.ReduceOnPlateau(metric: TrainingMetric.ValidationErrorRate) };
        var refusal = Assert.Throws<ArgumentException>(
            () => new Trainer<LinearRegression<float>>(new LinearRegression<float>(), options).Fit(line, line));

        Assert.Contains("does not decide between classes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_lowers_its_rate_where_the_cost_it_measures_does_not_fall()
    {
        var model = new Scripted { OnStep = static step => step <= 2 ? 1 : 2 };
        var options = new TrainingOptions
        {
            BatchSize = 10,
            Epochs = 5,
            LearningRate = 0.5,
            Schedule = LearningRateSchedule.ReduceOnPlateau(0.5, 2, TrainingMetric.TrainingCost),
        };
        _ = new Trainer<Scripted>(model, options).Fit(TrainingExamples.Numbered(10));

        Assert.Equal([0.5f, 0.5f, 0.5f, 0.25f, 0.25f], model.LearningRates);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_bad_decay_is_refused(double decay) =>
        Assert.Equal("decay", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.InverseTime(decay)).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_bad_factor_is_refused(double factor)
    {
        Assert.Equal("factor", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Exponential(factor)).ParamName);
        Assert.Equal("factor", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(2, factor)).ParamName);
    }

    [Fact]
    public void Steps_of_no_epochs_are_refused() =>
        Assert.Equal("epochs", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0, 0.5)).ParamName);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(1e300)] // Infinite as float.
    public void A_rate_of_ones_own_that_no_step_can_use_is_refused_before_the_epoch(double rate)
    {
        var model = new Scripted();
        var options = new TrainingOptions { BatchSize = 5, Epochs = 2, Schedule = new SecondEpoch(rate) };
        var refusal = Assert.Throws<InvalidOperationException>(
            () => new Trainer<Scripted>(model, options).Fit(TrainingExamples.Numbered(10)));

        Assert.Contains("epoch 2", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, model.Steps);
    }

    [Fact]
    public void Shapes_that_are_none_are_refused_by_name()
    {
        Refused("epochs", static () => LearningRateSchedule.Polynomial(0));
        Refused("power", static () => LearningRateSchedule.Polynomial(1, 0));
        Refused("power", static () => LearningRateSchedule.Polynomial(1, double.NaN));
        Refused("finalFactor", static () => LearningRateSchedule.Polynomial(1, 1, 1.5));
        Refused("epochs", static () => LearningRateSchedule.Cosine(0));
        Refused("finalFactor", static () => LearningRateSchedule.Cosine(1, -1));
        Refused("epochs", static () => LearningRateSchedule.OneCycle(0));
        Refused("rise", static () => LearningRateSchedule.OneCycle(1, 1));
        Refused("initialFactor", static () => LearningRateSchedule.OneCycle(1, initialFactor: 2));
        Refused("finalFactor", static () => LearningRateSchedule.OneCycle(1, finalFactor: double.NaN));
        Refused("epochs", static () => LearningRateSchedule.WarmUp(0));
        Refused("patience", static () => LearningRateSchedule.ReduceOnPlateau(patience: 0));
        Refused("factor", static () => LearningRateSchedule.ReduceOnPlateau(factor: 1));
        Refused("minimumImprovement", static () => LearningRateSchedule.ReduceOnPlateau(minimumImprovement: -1));
        Refused("leastFactor", static () => LearningRateSchedule.ReduceOnPlateau(leastFactor: 2));
    }

    private static void Refused(string argument, Func<LearningRateSchedule> create) =>
        Assert.Equal(argument, Assert.Throws<ArgumentOutOfRangeException>(() => _ = create()).ParamName);

    private static void Near(double[] expected, LearningRateSchedule schedule)
    {
        for (int epoch = 0; epoch < expected.Length; epoch++)
        {
            Assert.Equal(expected[epoch], schedule.RateAfter(8, epoch), 1e-14);
        }
    }

    /// <summary>The rate of the first epoch, and of that after each of these training costs.</summary>
    private static IEnumerable<double> RatesOf(LearningRateSchedule schedule, double[] costs)
    {
        EpochReport[] history = [.. costs.Select(static (cost, i) => new EpochReport
        {
            Epoch = i + 1,
            LearningRate = 8,
            TrainingCost = cost,
            Duration = TimeSpan.FromTicks(1),
            ExamplesPerSecond = 1,
        })];
        return Enumerable.Range(0, costs.Length + 1).Select(done => schedule.RateAfter(8, history.AsSpan(0, done)));
    }

    private static IEnumerable<double> FirstFive(LearningRateSchedule schedule) =>
        Enumerable.Range(0, 5).Select(epoch => schedule.RateAfter(8, epoch));

    private sealed record SecondEpoch(double Rate) : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs) => completedEpochs == 0 ? initialRate : Rate;
    }
}
