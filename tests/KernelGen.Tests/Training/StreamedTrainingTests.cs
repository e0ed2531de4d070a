using KernelGen.Data;
using KernelGen.Numerics;
using KernelGen.Tests.Persistence;
using KernelGen.Training;

namespace KernelGen.Tests.Training;

public sealed class StreamedTrainingTests : FixtureFolder
{
    private static readonly Dataset<float, int> training = Examples(450, 1), validation = Examples(50, 2);

    private static readonly TrainingOptions options = new()
    {
        BatchSize = 64,
        Epochs = 4,
        LearningRate = 0.05,
        Seed = 5,
        Optimizer = new Adam(),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_batches_give_the_bits_of_a_data_set_in_memory(int threads)
    {
        TrainingOptions shared = options with { Threads = threads };
        SavedNetwork inMemory = Start(), streamed = Start();
        TrainingResult expected = Trainer(inMemory, shared).Fit(training, validation);
        TrainingResult result = Trainer(streamed, shared).Fit(new InOrderOf(training, shared), validation);

        Assert.Equal(inMemory.Parameters.ToArray(), streamed.Parameters.ToArray());
        Assert.Equal(Untimed(expected), Untimed(result));
        Assert.Equal((expected.Steps, expected.End, expected.KeptEpoch), (result.Steps, result.End, result.KeptEpoch));
    }

    [Fact]
    public void A_window_of_one_in_full_batches_gives_the_bits_of_full_batches_in_memory()
    {
        TrainingOptions full = options with { BatchSize = training.Count };
        SavedNetwork inMemory = Start(), streamed = Start();
        _ = Trainer(inMemory, full).Fit(training);
        using var examples = new MemoryExamples<float, int>(training);
        _ = Trainer(streamed, full).Fit(new Batches<float, int>(examples, training.Count));

        Assert.Equal(inMemory.Parameters.ToArray(), streamed.Parameters.ToArray());
    }

    [Fact]
    public void A_stream_gives_the_order_of_its_own_epochs()
    {
        SavedNetwork byHand = Start(), streamed = Start();
        TrainingOptions plain = options with { Optimizer = new GradientDescent() };
        Workspace<float> workspace = byHand.CreateWorkspace(options.BatchSize);
        using var examples = new MemoryExamples<float, int>(training);
        var batches = new Batches<float, int>(examples, options.BatchSize, window: 100, seed: 3);
        for (int epoch = 1; epoch <= plain.Epochs; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
            {
                byHand.SgdStep(batch.Inputs, batch.Targets, (float)plain.LearningRate, workspace);
            }
        }

        TrainingResult result = Trainer(streamed, plain).Fit(batches);
        Assert.Equal(byHand.Parameters.ToArray(), streamed.Parameters.ToArray());
        Assert.Equal(4 * 8, result.Steps);
    }

    [Fact]
    public void A_streamed_training_that_is_stopped_and_resumed_ends_with_the_bits_of_an_uninterrupted_one()
    {
        TrainingOptions kept = options with { Checkpoint = new CheckpointOptions(PathOf("run.safetensors")) };
        using var examples = new MemoryExamples<float, int>(training);
        Batches<float, int> batches = new(examples, options.BatchSize, window: 100, seed: 3);
        SavedNetwork whole = Start();
        TrainingResult expected = Trainer(whole, options).Fit(batches, validation);
        _ = Trainer(Start(), kept with { Epochs = 2 }).Fit(batches, validation);
        var resumed = new SavedNetwork();
        TrainingResult result = Trainer(resumed, kept).Resume(batches, validation);

        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
        Assert.Equal(Untimed(expected), Untimed(result));
    }

    [Fact]
    public void A_checkpoint_of_another_order_is_refused_saying_both()
    {
        TrainingOptions kept = options with { Checkpoint = new CheckpointOptions(PathOf("run.safetensors")) };
        using var examples = new MemoryExamples<float, int>(training);
        _ = Trainer(Start(), kept).Fit(new Batches<float, int>(examples, options.BatchSize, window: 100, seed: 3));

        var refusal = Assert.Throws<KernelGen.Persistence.TensorFileException>(
            () => Trainer(Start(), kept).Resume(new Batches<float, int>(examples, options.BatchSize, window: 100, seed: 4)));
        Assert.Contains("Window = 100, Seed = 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Window = 100, Seed = 4", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<KernelGen.Persistence.TensorFileException>(() => Trainer(Start(), kept).Resume(training));
    }

    [Fact]
    public void Another_batch_size_than_the_options_say_is_refused()
    {
        using var examples = new MemoryExamples<float, int>(training);
        var refusal = Assert.Throws<ArgumentException>(() => Trainer(Start(), options).Fit(new Batches<float, int>(examples, batchSize: 32)));
        Assert.Contains("batches of 32; TrainingOptions.BatchSize is 64", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_of_another_shape_are_refused()
    {
        using var examples = new MemoryExamples<float, int>(new Dataset<float, int>(training.Inputs, 10, new int[900]));
        var refusal = Assert.Throws<ArgumentException>(() => Trainer(Start(), options).Fit(new Batches<float, int>(examples, options.BatchSize)));
        Assert.Contains("takes 20 inputs; the data set has 10", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_rate_of_the_training_examples_cannot_be_measured_on_a_stream()
    {
        using var examples = new MemoryExamples<float, int>(training);
        Assert.Throws<ArgumentException>(() => Trainer(Start(), options with { MeasureTrainingErrorRate = true })
            .Fit(new Batches<float, int>(examples, options.BatchSize)));
    }

    [Fact]
    public void A_value_that_is_not_finite_ends_training_and_keeps_the_steps_before_it()
    {
        float[] inputs = training.Inputs.ToArray();
        inputs[20 * 70 + 3] = float.NaN;
        SavedNetwork model = Start(), before = Start();
        using var examples = new MemoryExamples<float, int>(new Dataset<float, int>(inputs, 20, training.Targets));
        var fault = Assert.Throws<InvalidDataException>(() => Trainer(model, options).Fit(new Batches<float, int>(examples, options.BatchSize)));
        _ = Trainer(before, options with { Epochs = 1 }).Fit(training.Slice(0, 64));

        Assert.Contains("after 64 examples: Row 6, input 3", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before.Parameters.ToArray(), model.Parameters.ToArray());
    }

    [Fact]
    public void A_stream_without_examples_is_refused()
    {
        using var examples = new MemoryExamples<float, int>(training.Slice(0, 1));
        Assert.True(examples.Read(new float[20], new int[1]));
        Assert.Throws<InvalidDataException>(() => Trainer(Start(), options).Fit(new Batches<float, int>(examples, options.BatchSize)));
    }

    [Fact]
    public void Transformed_examples_are_those_of_a_transformed_data_set()
    {
        Pipeline pipeline = Pipeline.Fit(training, PipelineStep.Standardize);
        SavedNetwork inMemory = Start(), streamed = Start();
        using var examples = new MemoryExamples<float, int>(training);
        using var standardized = new MemoryExamples<float, int>(pipeline.Apply(training));
        _ = Trainer(inMemory, options).Fit(new Batches<float, int>(standardized, options.BatchSize, window: 50));
        _ = Trainer(streamed, options).Fit(new Batches<float, int>(pipeline.Apply(examples), options.BatchSize, window: 50));

        Assert.Equal(inMemory.Parameters.ToArray(), streamed.Parameters.ToArray());
    }

    private static SavedNetwork Start()
    {
        var model = new SavedNetwork();
        model.Initialize(3);
        return model;
    }

    private static Trainer<SavedNetwork> Trainer(SavedNetwork model, TrainingOptions how) => new(model, how);

    private static EpochReport[] Untimed(TrainingResult result) =>
        [.. result.History.Select(static report => report with { Duration = default, ExamplesPerSecond = 0 })];

    private static Dataset<float, int> Examples(int count, ulong seed)
    {
        var random = new RandomSource(seed);
        float[] inputs = [.. Enumerable.Range(0, 20 * count).Select(_ => (float)random.NextDouble(-1, 1))];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => inputs[20 * i] > 0.3f ? 2 : inputs[20 * i + 1] > 0 ? 1 : 0)];
        return new Dataset<float, int>(inputs, 20, labels);
    }

    /// <summary>The examples in the order in which the trainer takes them from memory.</summary>
    private sealed class InOrderOf(Dataset<float, int> examples, TrainingOptions options) : IBatchSource<float, int>
    {
        private readonly RandomSource random = new((ulong)options.Seed);
        private readonly int[] order = [.. Enumerable.Range(0, examples.Count)];
        private int taken;

        public int InputCount => examples.InputCount;

        public int TargetCount => examples.TargetCount;

        public int BatchSize => options.BatchSize;

        public string Description => "the order of memory";

        public void Begin(int epoch)
        {
            random.Shuffle<int>(order);
            taken = 0;
        }

        public int Take(out ReadOnlySpan<float> inputs, out ReadOnlySpan<int> targets)
        {
            int[] rows = order[taken..Math.Min(taken + BatchSize, order.Length)];
            inputs = rows.SelectMany(row => examples.Inputs.Slice(row * InputCount, InputCount).ToArray()).ToArray();
            targets = rows.Select(row => examples.Targets.Span[row]).ToArray();
            taken += rows.Length;
            return rows.Length;
        }
    }
}
