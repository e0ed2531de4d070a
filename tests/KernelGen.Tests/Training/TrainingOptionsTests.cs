using KernelGen.Training;

namespace KernelGen.Tests.Training;

public class TrainingOptionsTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void A_bad_learning_rate_is_refused_by_name(double value) =>
        Refused(nameof(TrainingOptions.LearningRate), value, () => new TrainingOptions { LearningRate = value });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.PositiveInfinity)]
    public void A_bad_momentum_is_refused_by_name(double value) =>
        Refused(nameof(Momentum.Coefficient), value, () => new Momentum { Coefficient = value });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    public void Bad_means_of_Adam_are_refused_by_name(double value)
    {
        Refused(nameof(Adam.Beta1), value, () => new Adam { Beta1 = value });
        Refused(nameof(Adam.Beta2), value, () => new Adam { Beta2 = value });
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(1e-60)]
    [InlineData(1e60)]
    public void A_bad_epsilon_is_refused_by_name(double value) => Refused(nameof(Adam.Epsilon), value, () => new Adam { Epsilon = value });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_bad_decay_is_refused_by_name(double value) => Refused(nameof(Adam.Decay), value, () => new Adam { Decay = value });

    [Fact]
    public void A_missing_optimiser_is_refused_by_name() =>
        Assert.Equal(nameof(TrainingOptions.Optimizer),
            Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Optimizer = null! }).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_batch_of_less_than_one_example_is_refused_by_name(int value) =>
        Refused(nameof(TrainingOptions.BatchSize), value, () => new TrainingOptions { BatchSize = value });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_number_of_threads_out_of_range_is_refused_by_name(int value) =>
        Refused(nameof(TrainingOptions.Threads), value, () => new TrainingOptions { Threads = value });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Less_than_one_epoch_is_refused_by_name(int value) =>
        Refused(nameof(TrainingOptions.Epochs), value, () => new TrainingOptions { Epochs = value });

    [Fact]
    public void A_changed_copy_is_checked_too() =>
        Refused(nameof(TrainingOptions.Epochs), 0, () => new TrainingOptions { Epochs = 5 } with { Epochs = 0 });

    [Fact]
    public void A_missing_schedule_is_refused_by_name() =>
        Assert.Equal(nameof(TrainingOptions.Schedule),
            Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Schedule = null! }).ParamName);

    [Fact]
    public void The_literal_0_1f_is_the_rate_a_float_model_steps_with()
    {
        var model = new ScriptedClassifier<Labels, int>();
        _ = new Trainer<ScriptedClassifier<Labels, int>>(model, new TrainingOptions { Epochs = 1, LearningRate = 0.1f })
            .Fit(TrainingExamples.Numbered(1));

        Assert.Equal(0.1f, Assert.Single(model.LearningRates));
    }

    private static void Refused(string property, object value, Func<object> create)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => _ = create());
        Assert.Equal(property, refusal.ParamName);
        Assert.Equal(value, refusal.ActualValue);
        Assert.Contains(property, refusal.Message, StringComparison.Ordinal);
    }
}
