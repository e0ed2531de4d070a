using System.Globalization;
using KernelGen.Numerics;
using KernelGen.Persistence;
using KernelGen.Tests.Training;
using KernelGen.Training;

namespace KernelGen.Tests.Persistence;

public sealed class ResumeTests : FixtureFolder
{
    private const int BatchSize = 200;

    private static readonly Dataset<float, int> training = Examples(450, 1), validation = Examples(50, 2);

    private static readonly Optimizer[] optimizers = [new GradientDescent(), new Momentum { Nesterov = true }, new Adam { Decay = 0.01 }];

    private string Path => PathOf("run.safetensors");

    private TrainingOptions Options => new()
    {
        BatchSize = BatchSize,
        Epochs = 7,
        LearningRate = 0.05,
        Schedule = LearningRateSchedule.InverseTime(0.3),
        Seed = 5,
        Checkpoint = new CheckpointOptions(Path) { EveryEpochs = 2 },
    };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void A_training_that_is_stopped_and_resumed_ends_with_the_bits_of_an_uninterrupted_one(int optimizer, int threads)
    {
        TrainingOptions options = Options with { Optimizer = optimizers[optimizer], Threads = threads };
        var whole = Start();
        TrainingResult wholeResult = Trainer(whole, options with { Checkpoint = null }).Fit(training, validation);

        // Cancelled at the end of the fifth epoch; the file is that of the fourth.
        using CancellationTokenSource stop = new();
        TrainingResult stopped = Trainer(Start(), options).Fit(training, validation, new StopAfter(5, stop), stop.Token);
        var resumed = new SavedNetwork();
        TrainingResult resumedResult = Trainer(resumed, options).Resume(training, validation);

        Assert.Equal((true, 5), (stopped.Cancelled, stopped.History.Length));
        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
        Assert.Equal(wholeResult.Steps, resumedResult.Steps);
        Assert.Equal(Untimed(wholeResult), Untimed(resumedResult));
        Assert.Equal(stopped.History[..4].ToArray(), resumedResult.History[..4].ToArray());
    }

    // The first epoch stays the best, as no other is better by so much; its parameters are in the file of the fourth.
    [Fact]
    public void A_resumed_training_has_the_patience_and_the_best_parameters_of_an_uninterrupted_one()
    {
        TrainingOptions options = Options with
        {
            Optimizer = new RmsProp(),
            LearningRate = 0.001,
            MaxGradientNorm = 0.5,
            Patience = new Patience(5) { MinimumImprovement = 100 },
        };
        var whole = Start();
        TrainingResult wholeResult = Trainer(whole, options with { Checkpoint = null }).Fit(training, validation);
        using CancellationTokenSource stop = new();
        _ = Trainer(Start(), options).Fit(training, validation, new StopAfter(5, stop), stop.Token);
        var resumed = new SavedNetwork();
        TrainingResult resumedResult = Trainer(resumed, options).Resume(training, validation);

        Assert.Equal((TrainingEnd.PatienceExhausted, 6, 1), (wholeResult.End, wholeResult.History.Length, wholeResult.KeptEpoch));
        Assert.Equal((wholeResult.End, wholeResult.KeptEpoch), (resumedResult.End, resumedResult.KeptEpoch));
        Assert.Equal(Untimed(wholeResult), Untimed(resumedResult));
        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
        _ = RefusedBy("Patience", options with { Patience = null }, training);
    }

    [Fact]
    public void Two_threads_share_those_steps()
    {
        using var team = new TrainingTeam<float, int>(Start(), threads: 2, maxBatch: BatchSize);
        Assert.Equal(2, team.ThreadsFor(BatchSize));
    }

    [Fact]
    public void A_training_in_full_batches_and_double_precision_is_resumed_too()
    {
        var data = new Dataset<double, int>(Array.ConvertAll(training.Inputs.ToArray(), static x => (double)x), 20, training.Targets);
        TrainingOptions options = Options with { BatchSize = TrainingOptions.FullBatch, Optimizer = new Adam() };
        SavedNetwork.DoublePrecision whole = new(), resumed = new(), first = new();
        whole.Initialize(3);
        first.Initialize(3);
        _ = new Trainer<SavedNetwork.DoublePrecision>(whole, options).Fit(data);
        _ = new Trainer<SavedNetwork.DoublePrecision>(first, options with { Epochs = 3 }).Fit(data);
        _ = new Trainer<SavedNetwork.DoublePrecision>(resumed, options).Resume(data);

        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
    }

    [Fact]
    public void The_last_epoch_is_saved_whatever_its_number()
    {
        var model = Start();
        TrainingResult result = Trainer(model, Options).Fit(training);
        var resumed = new SavedNetwork();
        TrainingResult again = Trainer(resumed, Options).Resume(training);

        Assert.Equal(model.Parameters.ToArray(), resumed.Parameters.ToArray());
        Assert.Equal(result.History.ToArray(), again.History.ToArray());
        Assert.Equal((result.Steps, TrainingEnd.Completed), (again.Steps, again.End));
    }

    [Fact]
    public void More_epochs_other_rates_and_more_threads_can_be_asked_for()
    {
        _ = Trainer(Start(), Options).Fit(training);
        TrainingOptions options = Options with { Epochs = 9, LearningRate = 0.01, Schedule = LearningRateSchedule.Constant, Threads = 2 };
        TrainingResult result = Trainer(new SavedNetwork(), options).Resume(training);

        Assert.Equal([0.01, 0.01], result.History[7..].Select(static r => r.LearningRate));
    }

    [Fact]
    public void Another_training_is_refused_saying_both()
    {
        _ = Trainer(Start(), Options).Fit(training);
        RefusedBy("BatchSize = 100", Options with { BatchSize = 100 }, training);
        Assert.DoesNotContain("BatchSize", RefusedBy("Seed = 6", Options with { Seed = 6 }, training).Message, StringComparison.Ordinal);
        RefusedBy("Momentum { Coefficient = 0.9, Nesterov = False }", Options with { Optimizer = new Momentum() }, training);
        RefusedBy("ProximalL1 = 0.5", Options with { ProximalL1 = 0.5 }, training);
        RefusedBy("450 examples", Options, Examples(451, 1));
    }

    [Fact]
    public void Another_objective_is_refused()
    {
        _ = Trainer(Start(), Options).Fit(training);
        TensorFileException refusal = Assert.Throws<TensorFileException>(
            () => new Trainer<RenamedNetwork>(new RenamedNetwork(), Options).Resume(training));
        Assert.Contains("objective", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_model_is_refused()
    {
        _ = Trainer(Start(), Options).Fit(training);
        TensorFileException refusal = Assert.Throws<TensorFileException>(
            () => new Trainer<OtherNetwork>(new OtherNetwork(), Options).Resume(training));
        Assert.Contains("Dense(24, Tanh)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_its_training_is_refused()
    {
        Start().SaveParameters(Path);
        Assert.Contains("a checkpoint of a training", RefusedBy("", Options, training).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_alone_can_be_taken_out_of_a_checkpoint()
    {
        var trained = Start();
        _ = Trainer(trained, Options).Fit(training);
        var model = new SavedNetwork();
        model.LoadParameters(Path);

        Assert.Equal(trained.Parameters.ToArray(), model.Parameters.ToArray());
    }

    [Theory]
    [InlineData("training.order", "I32", 450)]
    [InlineData("training.steps", "I64", 1)]
    [InlineData("optimizer.steps", "I64", 1)]
    [InlineData("history.validation_cost.known", "U8", 7)]
    public void Numbers_that_no_training_has_are_refused_by_name(string name, string type, int count)
    {
        // Every byte 255: −1 as a number, twice the same example, neither there nor not.
        byte[] data = new byte[count * (type == "I64" ? 8 : type == "I32" ? 4 : 1)];
        Array.Fill(data, (byte)255);
        Altered(name, file => file.Replace(name, type, name.Contains("steps", StringComparison.Ordinal) ? [] : [count], data));
    }

    [Theory]
    [InlineData("optimizer.mean.B2")]
    [InlineData("optimizer.square.W1")]
    [InlineData("training.generator")]
    [InlineData("training.order")]
    [InlineData("history.duration")]
    [InlineData("kernelgen.training")]
    public void What_is_missing_is_refused_by_name(string name) => Altered(name, file =>
    {
        if (!file.Texts.Remove(name))
        {
            file.Remove(name);
        }
    });

    [Fact]
    public void What_no_training_has_is_refused_by_name() =>
        Altered("training.mood", static file => file.Add("training.mood", "U8", [1], [1]));

    [Fact]
    public void Histories_of_different_lengths_are_refused() =>
        Altered("history.training_cost", static file => file.Replace("history.training_cost", "F64", [6], new byte[48]));

    [Fact]
    public void A_checkpoint_does_not_depend_on_the_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "\u2212";
        TrainingOptions options = Options with { Optimizer = new Adam(), Seed = -5 };
        try
        {
            CultureInfo.CurrentCulture = comma;
            _ = Trainer(Start(), options with { Epochs = 1 }).Fit(training);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(2, Trainer(new SavedNetwork(), options with { Epochs = 2 }).Resume(training).History.Length);
    }

    [Fact]
    public void A_training_that_diverges_leaves_the_last_good_checkpoint()
    {
        TrainingOptions options = new() { BatchSize = 50, Epochs = 1000, LearningRate = 1e4, Checkpoint = new CheckpointOptions(Path) };
        var data = TrainingExamples.Line<float>(50, seed: 5);
        var diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression<float>>(new LinearRegression<float>(), options).Fit(data));
        var model = new LinearRegression<float>();
        model.LoadParameters(Path);

        Assert.NotEmpty(diverged.History);
        Assert.All(model.Parameters.ToArray(), static p => Assert.True(float.IsFinite(p) && p != 0));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_before_the_first_step()
    {
        var model = Start();
        TrainingOptions options = Options with { Checkpoint = new CheckpointOptions(PathOf("absent/run.safetensors")) };
        Assert.Throws<DirectoryNotFoundException>(() => Trainer(model, options).Fit(training));

        Assert.Equal(Start().Parameters.ToArray(), model.Parameters.ToArray());
    }

    [Fact]
    public void To_go_on_from_no_file_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Trainer(Start(), Options with { Checkpoint = null }).Resume(training));
        Assert.Throws<FileNotFoundException>(() => Trainer(Start(), Options).Resume(training));
    }

    [Fact]
    public void Options_without_sense_are_refused_by_name()
    {
        Assert.Throws<ArgumentException>("path", static () => new CheckpointOptions(""));
        Assert.Throws<ArgumentOutOfRangeException>("EveryEpochs", static () => new CheckpointOptions("x") { EveryEpochs = 0 });
    }

    private static Trainer<SavedNetwork> Trainer(SavedNetwork model, TrainingOptions options) => new(model, options);

    private static SavedNetwork Start()
    {
        var model = new SavedNetwork();
        model.Initialize(3);
        return model;
    }

    private void Altered(string key, Action<AlteredFile> alter)
    {
        TrainingOptions options = Options with { Optimizer = new Adam() };
        _ = Trainer(Start(), options).Fit(training);
        AlteredFile file = new(Path);
        alter(file);
        File.WriteAllBytes(Path, file.Bytes());
        Assert.Equal(key, RefusedBy("", options, training).Key);
    }

    /// <summary>The refusal; the model is as it was.</summary>
    private static TensorFileException RefusedBy(string complaint, TrainingOptions options, Dataset<float, int> data)
    {
        var model = Start();
        TensorFileException refusal = Assert.Throws<TensorFileException>(() => Trainer(model, options).Resume(data));
        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Start().Parameters.ToArray(), model.Parameters.ToArray());
        return refusal;
    }

    private static EpochReport[] Untimed(TrainingResult result) =>
        [.. result.History.Select(static r => r with { Duration = TimeSpan.Zero, ExamplesPerSecond = 0 })];

    private static Dataset<float, int> Examples(int count, ulong seed)
    {
        var random = new RandomSource(seed);
        float[] inputs = new float[20 * count];
        int[] labels = new int[count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)random.NextNormal();
        }

        for (int i = 0; i < count; i++)
        {
            labels[i] = inputs[20 * i] > 0.4f ? 0 : inputs[(20 * i) + 1] > inputs[(20 * i) + 2] ? 1 : 2;
        }

        return new Dataset<float, int>(inputs, 20, labels);
    }

    private sealed class StopAfter(int epoch, CancellationTokenSource stop) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            if (value.Epoch == epoch)
            {
                stop.Cancel();
            }
        }
    }
}
