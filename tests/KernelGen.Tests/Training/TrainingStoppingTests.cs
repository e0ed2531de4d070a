using KernelGen.Training;
using Scripted = KernelGen.Tests.Training.ScriptedClassifier<KernelGen.Tests.Training.Labels, int>;

namespace KernelGen.Tests.Training;

/// <summary>Every epoch is one step, whose number the model has as its first parameter.</summary>
public class TrainingStoppingTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 10, Epochs = 8, LearningRate = 0.5 };

    [Fact]
    public void Patience_ends_training_and_the_best_parameters_come_back()
    {
        var (model, result) = Train(Options with { Patience = new Patience(3, TrainingMetric.TrainingCost) }, [5, 3, 4, 3, 6, 1, 1, 1]);

        Assert.Equal(TrainingEnd.PatienceExhausted, result.End);
        Assert.Equal(5, result.History.Length);
        Assert.Equal(2, result.KeptEpoch);
        Assert.Equal(2, model.Values[0]);
    }

    [Fact]
    public void A_better_epoch_renews_patience()
    {
        var (model, result) = Train(Options with { Patience = new Patience(3, TrainingMetric.TrainingCost) }, [5, 6, 6, 4, 6, 6, 3, 7]);

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.Equal((7, 7f), (result.KeptEpoch, model.Values[0]));
    }

    [Fact]
    public void Patience_keeps_the_last_parameters_where_asked()
    {
        var patience = new Patience(2, TrainingMetric.TrainingCost) { RestoresBest = false };
        var (model, result) = Train(Options with { Patience = patience }, [5, 6, 6, 1, 1, 1, 1, 1]);

        Assert.Equal(TrainingEnd.PatienceExhausted, result.End);
        Assert.Equal((3, 3f), (result.KeptEpoch, model.Values[0]));
    }

    [Fact]
    public void What_improves_by_less_than_asked_uses_up_patience()
    {
        var patience = new Patience(2, TrainingMetric.TrainingCost) { MinimumImprovement = 1 };
        var (model, result) = Train(Options with { Patience = patience }, [5, 4.5f, 4, 1, 1, 1, 1, 1]);

        Assert.Equal((TrainingEnd.PatienceExhausted, 3), (result.End, result.History.Length));
        Assert.Equal((1, 1f), (result.KeptEpoch, model.Values[0]));
    }

    [Fact]
    public void Training_ends_with_the_epoch_that_reaches_its_target_and_keeps_it()
    {
        var options = Options with
        {
            Target = new TargetValue(TrainingMetric.ValidationCost, 1),
            Patience = new Patience(8, TrainingMetric.TrainingCost),
        };
        var (model, result) = Train(options, [5, 6, 7, 8, 9, 9, 9, 9], TrainingExamples.Numbered(3));

        // The mean input of the validation data is 1 in every epoch: the first reaches the target.
        Assert.Equal((TrainingEnd.TargetReached, 1), (result.End, result.History.Length));
        Assert.Equal((1, 1f), (result.KeptEpoch, model.Values[0]));
    }

    [Fact]
    public void A_target_that_is_reached_late_is_kept_though_another_epoch_was_better_by_another_metric()
    {
        var options = Options with
        {
            Target = new TargetValue(TrainingMetric.TrainingCost, 2),
            Patience = new Patience(8, TrainingMetric.ValidationCost),
        };
        var (model, result) = Train(options, [5, 4, 2, 8, 9, 9, 9, 9], TrainingExamples.Numbered(3));

        Assert.Equal((TrainingEnd.TargetReached, 3), (result.End, result.KeptEpoch));
        Assert.Equal(3, model.Values[0]);
    }

    [Fact]
    public void Time_that_is_up_ends_training_before_the_next_step()
    {
        // It is looked at 0 at the beginning, 1 before the epoch, then before each of its ten steps, from 2 on.
        var options = Options with { BatchSize = 1, TimeBudget = TimeSpan.FromSeconds(6), Clock = new TickingClock() };
        var (model, result) = Train(options, [.. Enumerable.Repeat(1f, 80)]);

        Assert.Equal((TrainingEnd.TimeUp, 4L), (result.End, result.Steps));
        Assert.Null(result.KeptEpoch);
        Assert.Equal(4, model.Values[0]);
        Assert.False(result.Cancelled);
    }

    [Fact]
    public void Training_that_is_cancelled_within_an_epoch_gives_back_the_best_parameters_too()
    {
        using var source = new CancellationTokenSource();
        var options = Options with { BatchSize = 5, Patience = new Patience(8, TrainingMetric.TrainingCost) };
        var (model, result) = Train(options, [5, 5, 3, 3, 4, 4, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], cancelAt: (7, source));

        Assert.Equal((TrainingEnd.Cancelled, 7L, 2), (result.End, result.Steps, result.KeptEpoch));
        Assert.Equal(4, model.Values[0]);
    }

    [Fact]
    public void Training_that_is_cancelled_before_its_first_epoch_is_done_keeps_what_it_has()
    {
        using var source = new CancellationTokenSource();
        var options = Options with { BatchSize = 5, Patience = new Patience(8, TrainingMetric.TrainingCost) };
        var (model, result) = Train(options, [5, 5], cancelAt: (1, source));

        Assert.Equal((TrainingEnd.Cancelled, 1L), (result.End, result.Steps));
        Assert.Null(result.KeptEpoch);
        Assert.Equal(1, model.Values[0]);
    }

    [Fact]
    public void Without_more_ado_the_model_has_the_parameters_of_the_last_epoch()
    {
        var (model, result) = Train(Options, [5, 4, 3, 2, 1, 2, 3, 4]);

        Assert.Equal((TrainingEnd.Completed, 8), (result.End, result.KeptEpoch));
        Assert.Equal(8, model.Values[0]);
    }

    [Fact]
    public void Training_that_takes_no_step_keeps_the_parameters_it_began_with()
    {
        var result = new Trainer<Scripted>(new Scripted(), Options).Fit(TrainingExamples.Numbered(10), cancellation: new CancellationToken(true));

        Assert.Equal((TrainingEnd.Cancelled, 0), (result.End, result.KeptEpoch));
    }

    [Fact]
    public void What_is_watched_must_be_measured()
    {
        Refused("Patience watches ValidationCost, but there are no validation data", Options with { Patience = new Patience(3) });
        Refused(
            "Target watches TrainingErrorRate, but TrainingOptions.MeasureTrainingErrorRate is not set",
            Options with { Target = new TargetValue(TrainingMetric.TrainingErrorRate, 0) });
    }

    [Fact]
    public void Conditions_that_are_none_are_refused_by_name()
    {
        Assert.Equal("Epochs", Assert.Throws<ArgumentOutOfRangeException>(() => new Patience(0)).ParamName);
        Assert.Equal("Epochs", Assert.Throws<ArgumentOutOfRangeException>(() => new Patience(1) with { Epochs = 0 }).ParamName);
        Assert.Equal(
            "MinimumImprovement", Assert.Throws<ArgumentOutOfRangeException>(() => new Patience(1) { MinimumImprovement = double.NaN }).ParamName);
        Assert.Equal(
            "TimeBudget", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { TimeBudget = TimeSpan.Zero }).ParamName);
        Assert.Equal("Clock", Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Clock = null! }).ParamName);
    }

    private static void Refused(string message, TrainingOptions options)
    {
        var model = new Scripted();
        var refusal = Assert.Throws<ArgumentException>(() => new Trainer<Scripted>(model, options).Fit(TrainingExamples.Numbered(10)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.Steps);
    }

    /// <summary>Trains on ten examples; step k costs the k-th of these.</summary>
    private static (Scripted Model, TrainingResult Result) Train(
        TrainingOptions options, float[] costs, Dataset<float, int>? validation = null, (int Step, CancellationTokenSource Source)? cancelAt = null)
    {
        Scripted? model = null;
        model = new Scripted { OnStep = Cost };
        return (model, new Trainer<Scripted>(model, options).Fit(
            TrainingExamples.Numbered(10), validation, cancellation: cancelAt?.Source.Token ?? default));

        float Cost(int step)
        {
            model!.Values[0] = step;
            if (step == cancelAt?.Step)
            {
                cancelAt.Value.Source.Cancel();
            }

            return costs[step - 1];
        }
    }
}
