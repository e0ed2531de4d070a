using KernelGen.Training;
using Scripted = KernelGen.Tests.Training.ScriptedClassifier<KernelGen.Tests.Training.Labels, int>;

namespace KernelGen.Tests.Training;

public class TrainingEndTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 4, Epochs = 3, LearningRate = 0.5, Seed = 1 };

    [Fact]
    public void Training_that_does_all_its_epochs_is_completed()
    {
        var result = new Trainer<Scripted>(new Scripted(), Options).Fit(TrainingExamples.Numbered(10));

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.StartsWith(FormattableString.Invariant($"Completed after {result.History.Length} epochs and {result.Steps} steps: EpochReport {{ Epoch = {result.History.Length}, "), result.ToString(), StringComparison.Ordinal);
        Assert.False(result.Cancelled);
        Assert.Equal(9, result.Steps);
    }

    [Fact]
    public void Cancellation_before_the_start_changes_nothing()
    {
        var model = new Scripted();
        var result = new Trainer<Scripted>(model, Options)
            .Fit(TrainingExamples.Numbered(10), cancellation: new CancellationToken(canceled: true));

        Assert.True(result.Cancelled);
        Assert.Empty(result.History);
        Assert.Equal(0, model.Steps);
    }

    [Fact]
    public void Cancellation_ends_training_before_the_next_step_and_keeps_the_epochs_done()
    {
        using var source = new CancellationTokenSource();
        var model = new Scripted { OnStep = step => CancelAt(step, 5, source) };
        var result = new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10), cancellation: source.Token);

        Assert.Equal(TrainingEnd.Cancelled, result.End);
        Assert.Single(result.History);
        Assert.Equal(5, result.Steps);
        Assert.Equal(5, model.Steps);
    }

    [Fact]
    public void Cancellation_after_the_last_step_comes_too_late()
    {
        using var source = new CancellationTokenSource();
        var model = new Scripted { OnStep = step => CancelAt(step, 9, source) };
        var result = new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10), cancellation: source.Token);

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.Equal(3, result.History.Length);
    }

    [Fact]
    public void A_model_whose_training_was_cancelled_can_be_trained_on()
    {
        using var source = new CancellationTokenSource();
        var data = TrainingExamples.HalfPlane<double>(100, seed: 1);
        var model = new LogisticUnit<double>();
        var trainer = new Trainer<LogisticUnit<double>>(model, Options with { Epochs = 100 });
        var first = trainer.Fit(data, progress: new CancelAfter(2, source), cancellation: source.Token);
        var second = trainer.Fit(data);

        Assert.Equal(2, first.History.Length);
        Assert.True(second.History[0].TrainingCost < first.History[0].TrainingCost);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_cost_that_is_not_finite_stops_training_and_says_where(float cost)
    {
        var model = new Scripted { OnStep = step => step == 5 ? cost : 1 };
        var diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10)));

        Assert.Equal((2, 5L, 0.5, (double)cost), (diverged.Epoch, diverged.Step, diverged.LearningRate, diverged.Cost));
        Assert.Single(diverged.History);
        Assert.Contains("epoch 2, step 5", diverged.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate was 0.5", diverged.Message, StringComparison.Ordinal);
        Assert.Equal(5, model.Steps);
    }

    [Fact]
    public void A_last_step_that_overflows_the_parameters_is_no_success()
    {
        var data = TrainingExamples.Line<float>(10, seed: 1);
        var options = new TrainingOptions { BatchSize = TrainingOptions.FullBatch, Epochs = 1, LearningRate = 3e38f, Optimizer = new Momentum { Coefficient = 0.5 } };
        var model = new LinearRegression<float>();
        model.Initialize(1);
        Scale(model.Parameters, 100);
        var diverged = Assert.Throws<TrainingDivergedException>(() => new Trainer<LinearRegression<float>>(model, options).Fit(data));

        Assert.Equal((1, 1L), (diverged.Epoch, diverged.Step));
        Assert.Equal(("W1", 0, 0, 0), (diverged.Parameter, diverged.Row, diverged.Column, diverged.GoodEpoch));
        Assert.Contains("W1[0, 0] is ", diverged.Message, StringComparison.Ordinal);
        Assert.Contains("The model is back at the parameters it began with.", diverged.Message, StringComparison.Ordinal);
        Assert.All(model.Parameters.ToArray(), static p => Assert.True(float.IsFinite(p) && p != 0));
    }

    [Fact]
    public void Training_that_diverges_leaves_the_parameters_of_the_last_good_epoch()
    {
        // Every epoch is one step, which makes the error about 10⁵ times as large: its square is soon infinite.
        var data = TrainingExamples.Line<float>(10, seed: 1);
        var options = new TrainingOptions { BatchSize = TrainingOptions.FullBatch, Epochs = 1000, LearningRate = 1e5 };
        var model = new LinearRegression<float>();
        var diverged = Assert.Throws<TrainingDivergedException>(() => new Trainer<LinearRegression<float>>(model, options).Fit(data));
        var again = new LinearRegression<float>();
        var result = new Trainer<LinearRegression<float>>(again, options with { Epochs = diverged.GoodEpoch }).Fit(data);

        Assert.InRange(diverged.GoodEpoch, 2, 20);
        Assert.Equal(diverged.GoodEpoch, diverged.History.Length);
        Assert.Equal(diverged.GoodEpoch + 1, diverged.Epoch);
        Assert.Contains($"after epoch {diverged.GoodEpoch}.", diverged.Message, StringComparison.Ordinal);
        Assert.Equal(again.Parameters.ToArray(), model.Parameters.ToArray());
        Assert.Equal(TrainingEnd.Completed, result.End);
    }

    [Fact]
    public void The_first_number_that_is_not_finite_is_named()
    {
        Scripted? model = null;
        model = new Scripted { OnStep = step => Spoil(step) };
        var diverged = Assert.Throws<TrainingDivergedException>(() => new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10)));

        // No parameter of this model has a name: what is not finite lies in padding, and is not blamed.
        Assert.Equal((2, 5L, null, null, null), (diverged.Epoch, diverged.Step, diverged.Parameter, diverged.Row, diverged.Column));
        Assert.Equal(0, model.Values[3]);

        float Spoil(int step)
        {
            model!.Values[3] = step == 5 ? float.NaN : 0;
            return step == 5 ? float.NaN : 1;
        }
    }

    [Fact]
    public void The_place_that_overflowed_is_named_by_its_row_and_column()
    {
        // Almost all probability on class 2, the target is 1: of the second input's weights those of rows 1 and 2 overflow.
        var model = new SoftmaxRegression<float>();
        model.Parameters[8] = 60;
        var options = new TrainingOptions { Epochs = 1, LearningRate = 3e38f };
        var data = new Dataset<float, int>(new[] { 0, 1e5f }, 2, new[] { 1 });
        var diverged = Assert.Throws<TrainingDivergedException>(() => new Trainer<SoftmaxRegression<float>>(model, options).Fit(data));

        Assert.Equal(("W1", 1, 1), (diverged.Parameter, diverged.Row, diverged.Column));
        Assert.Contains("a step overflowed, W1[1, 1] is ", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_of_one_number_is_named_without_a_place()
    {
        var options = new TrainingOptions { Epochs = 1, LearningRate = 3e38f };
        var data = new Dataset<float, float>(new float[] { 0, 0 }, 2, new float[] { 100 });
        var diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression<float>>(new LinearRegression<float>(), options).Fit(data));

        Assert.Contains(", B1 is ", diverged.Message, StringComparison.Ordinal);
        Assert.Equal(("B1", 0, 0), (diverged.Parameter, diverged.Row, diverged.Column));
    }

    [Fact]
    public void Validation_data_whose_cost_is_not_finite_stop_training()
    {
        var far = new Dataset<float, float>(new[] { 3e38f, 3e38f }, 2, new float[] { 0 });
        var model = new LinearRegression<float>();
        var diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression<float>>(model, Options).Fit(TrainingExamples.Line<float>(10, seed: 1), far));

        Assert.Contains("the cost of the validation data is ", diverged.Message, StringComparison.Ordinal);
        Assert.Equal((1, 3L, 0), (diverged.Epoch, diverged.Step, diverged.GoodEpoch));
        Assert.Equal(new float[3], model.Parameters.ToArray());
    }

    [Fact]
    public void Time_that_is_up_does_not_hide_that_the_last_step_overflowed()
    {
        var line = TrainingExamples.Line<float>(10, seed: 1);
        var regression = new LinearRegression<float>();
        regression.Initialize(1);
        Scale(regression.Parameters, 100);
        var options = new TrainingOptions
        {
            BatchSize = 5,
            Epochs = 2,
            LearningRate = 3e38f,
            TimeBudget = TimeSpan.FromSeconds(3),
            Clock = new TickingClock(),
        };
        Assert.Throws<TrainingDivergedException>(() => new Trainer<LinearRegression<float>>(regression, options).Fit(line));
        Assert.All(regression.Parameters.ToArray(), static p => Assert.True(float.IsFinite(p)));
    }

    private static void Scale(Span<float> values, float factor)
    {
        foreach (ref float value in values)
        {
            value *= factor;
        }
    }

    private static float CancelAt(int step, int last, CancellationTokenSource source)
    {
        if (step == last)
        {
            source.Cancel();
        }

        return 1;
    }

    private sealed class CancelAfter(int epochs, CancellationTokenSource source) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            if (value.Epoch == epochs)
            {
                source.Cancel();
            }
        }
    }
}
