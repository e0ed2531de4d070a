using KernelGen.Training;
using Scripted = KernelGen.Tests.Training.ScriptedClassifier<KernelGen.Tests.Training.Labels, int>;

namespace KernelGen.Tests.Training;

public class TrainingLoopTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 4, Epochs = 3, LearningRate = 0.5, Seed = 1 };

    [Fact]
    public void Every_epoch_uses_every_example_once()
    {
        var model = new Scripted();
        _ = new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10));

        foreach (var epoch in model.Batches.Chunk(3))
        {
            Assert.Equal(Enumerable.Range(0, 10).Select(static i => (float)i), epoch.SelectMany(static b => b).Order());
        }
    }

    [Fact]
    public void The_last_batch_of_an_epoch_holds_what_is_left()
    {
        var model = new Scripted();
        _ = new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10));

        Assert.Equal([4, 4, 2, 4, 4, 2, 4, 4, 2], model.Batches.Select(static b => b.Length));
    }

    [Fact]
    public void Epochs_differ_in_their_order()
    {
        var model = new Scripted();
        _ = new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10));

        Assert.Equal(3, model.Batches.Chunk(3).Select(static e => string.Join(' ', e.SelectMany(static b => b))).Distinct().Count());
    }

    [Fact]
    public void A_batch_of_one_steps_after_every_example()
    {
        var model = new Scripted();
        var result = new Trainer<Scripted>(model, Options with { BatchSize = 1 }).Fit(TrainingExamples.Numbered(10));

        Assert.All(model.Batches, static batch => Assert.Single(batch));
        Assert.Equal(30, result.Steps);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(TrainingOptions.FullBatch)]
    public void A_full_batch_takes_the_examples_as_they_stand(int batchSize)
    {
        var model = new Scripted();
        _ = new Trainer<Scripted>(model, Options with { BatchSize = batchSize }).Fit(TrainingExamples.Numbered(10));

        Assert.Equal(3, model.Steps);
        Assert.All(model.Batches, static batch => Assert.Equal(Enumerable.Range(0, 10).Select(static i => (float)i), batch));
    }

    [Fact]
    public void Inputs_stay_with_their_targets()
    {
        var data = TrainingExamples.Sectors<double>(25, seed: 9);
        var copy = (Inputs: data.Inputs.ToArray(), Targets: data.Targets.ToArray());
        var model = new PairChecker(data);
        _ = new Trainer<PairChecker>(model, Options).Fit(data);

        Assert.Equal(75, model.Pairs);
        Assert.Equal(copy.Inputs, data.Inputs.ToArray());
        Assert.Equal(copy.Targets, data.Targets.ToArray());
    }

    [Theory]
    [MemberData(nameof(TrainerTests.Optimizers), MemberType = typeof(TrainerTests))]
    public void A_step_allocates_nothing(Optimizer optimizer)
    {
        var model = new Scripted { Recording = false };
        _ = new Trainer<Scripted>(model, Options with { Epochs = 2, Optimizer = optimizer }).Fit(TrainingExamples.Numbered(400));

        // The second epoch's hundred steps: whatever is allocated between them, the loop allocated.
        Assert.Equal(200, model.Steps);
        Assert.Equal(model.Allocated[100], model.Allocated[199]);
    }

    [Fact]
    public void The_training_cost_is_the_mean_over_examples_of_the_costs_before_the_steps()
    {
        var model = new Scripted { OnStep = static step => step };
        var result = new Trainer<Scripted>(model, Options).Fit(TrainingExamples.Numbered(10));

        Assert.Equal([(4 * 1 + 4 * 2 + 2 * 3) / 10.0, (4 * 4 + 4 * 5 + 2 * 6) / 10.0, (4 * 7 + 4 * 8 + 2 * 9) / 10.0],
            result.History.Select(static r => r.TrainingCost));
    }

    [Fact]
    public void Every_step_of_an_epoch_has_the_rate_of_the_schedule()
    {
        var model = new Scripted();
        var result = new Trainer<Scripted>(model, Options with { Schedule = LearningRateSchedule.Exponential(0.5) })
            .Fit(TrainingExamples.Numbered(10));

        Assert.Equal([0.5f, 0.5f, 0.5f, 0.25f, 0.25f, 0.25f, 0.125f, 0.125f, 0.125f], model.LearningRates);
        Assert.Equal([0.5, 0.25, 0.125], result.History.Select(static r => r.LearningRate));
    }

    [Fact]
    public void Progress_hears_of_every_epoch_in_order()
    {
        var progress = new Listener();
        var result = new Trainer<Scripted>(new Scripted(), Options).Fit(TrainingExamples.Numbered(10), progress: progress);

        Assert.Equal([1, 2, 3], progress.Heard.Select(static r => r.Epoch));
        Assert.Equal(result.History, progress.Heard);
    }

    [Fact]
    public void A_report_has_the_cost_and_the_error_rate_of_the_validation_data()
    {
        // Inputs 0, 1, 2 are the classes, the label is 0: two of three are wrong, and the cost is the mean input.
        var result = new Trainer<Scripted>(new Scripted(), Options).Fit(TrainingExamples.Numbered(10), TrainingExamples.Numbered(3));

        Assert.All(result.History, static report =>
        {
            Assert.Equal(1, report.ValidationCost);
            Assert.Equal(2 / 3.0, report.ValidationErrorRate);
            Assert.Null(report.TrainingErrorRate);
        });
    }

    [Fact]
    public void A_report_has_the_error_rate_of_the_training_data_where_asked()
    {
        var result = new Trainer<Scripted>(new Scripted(), Options with { MeasureTrainingErrorRate = true })
            .Fit(TrainingExamples.Numbered(10));

        Assert.All(result.History, static report => Assert.Equal(0.9, report.TrainingErrorRate));
    }

    [Fact]
    public void Without_validation_data_a_report_is_silent_about_them()
    {
        var result = new Trainer<Scripted>(new Scripted(), Options).Fit(TrainingExamples.Numbered(10));

        Assert.All(result.History, static report => Assert.True(report is { ValidationCost: null, ValidationErrorRate: null }));
    }

    [Fact]
    public void A_model_without_classes_has_no_error_rate()
    {
        var line = TrainingExamples.Line<float>(10, seed: 1);
        var result = new Trainer<LinearRegression<float>>(new LinearRegression<float>(), Options with { MeasureTrainingErrorRate = true })
            .Fit(line, line);

        Assert.All(result.History, static report =>
        {
            Assert.NotNull(report.ValidationCost);
            Assert.Null(report.ValidationErrorRate);
            Assert.Null(report.TrainingErrorRate);
        });
    }

    [Fact]
    public void The_speed_is_the_examples_over_the_duration()
    {
        var result = new Trainer<Scripted>(new Scripted(), Options).Fit(TrainingExamples.Numbered(10));

        Assert.All(result.History, static report => Assert.Equal(10 / report.Duration.TotalSeconds, report.ExamplesPerSecond));
    }

    private sealed class Listener : IProgress<EpochReport>
    {
        public List<EpochReport> Heard { get; } = [];

        public void Report(EpochReport value) => Heard.Add(value);
    }
}
