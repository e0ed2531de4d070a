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
        Assert.Contains("of the parameters", diverged.Message, StringComparison.Ordinal);
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
