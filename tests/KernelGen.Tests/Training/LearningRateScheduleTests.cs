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

    private static IEnumerable<double> FirstFive(LearningRateSchedule schedule) =>
        Enumerable.Range(0, 5).Select(epoch => schedule.RateAfter(8, epoch));

    private sealed record SecondEpoch(double Rate) : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs) => completedEpochs == 0 ? initialRate : Rate;
    }
}
