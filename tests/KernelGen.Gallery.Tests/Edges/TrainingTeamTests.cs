using System.Numerics;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Steps that threads share, against those of one thread.</summary>
public sealed class TrainingTeamTests
{
    // Enough for three threads to gain on each of the models, and shards of different sizes.
    private const int BatchSize = 60_011;
    private const int Threads = 3;

    /// <summary>Layers and equations, regularised and not, frozen parameters, every kind of target, both precisions.</summary>
    private static Dictionary<string, IComparison> Models { get; } = new()
    {
        ["regression, double"] = new Comparison<Regression.DoublePrecision, double, double>(0.5),
        ["rectifiers"] = new Comparison<Rectifiers, float, float>(0.5f),
        ["rectifiers, double"] = new Comparison<Rectifiers.DoublePrecision, double, double>(0.5),
        ["soft classifier"] = new Comparison<SoftClassifier, float, int>(2),
        ["mixture"] = new Comparison<Mixture, float, float>(1f / 3),
        ["coin, double"] = new Comparison<Coin.DoublePrecision, double, double>(1),
        ["logistic"] = new Comparison<Logistic30, float, float>(1),
        ["gaps between runs"] = new Comparison<WideUnits, float, float>(0.5f, 501),
        ["equations, recurrent cell"] = new Comparison<RecurrentCell, float, float>(1),
        ["equations, frozen, double"] = new Comparison<RandomFeatures.DoublePrecision, double, double>(1),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shards_of_a_batch_add_up_to_its_cost_and_gradient(string model) => Models[model].Gradient();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shared_step_is_the_step_of_one_thread(string model) => Models[model].Steps();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_run_gives_the_same_bits(string model) => Models[model].Repeat();

    [Fact]
    public void A_small_batch_is_left_to_the_calling_thread_bit_by_bit()
    {
        var alone = new Bench<SoftClassifier, float, int>(batchSize: 16, target: 1);
        var shared = new Bench<SoftClassifier, float, int>(batchSize: 16, target: 1);
        using var team = new TrainingTeam<float, int>(shared.Model, Threads, maxBatch: BatchSize);
        Assert.Equal(1, team.ThreadsFor(16));
        alone.Model.SgdStep(alone.Inputs, alone.Targets, 0.1f, alone.Workspace);
        team.SgdStep(shared.Inputs, shared.Targets, 0.1f);
        Assert.Equal(alone.Model.Parameters.ToArray(), shared.Model.Parameters.ToArray());
    }

    [Fact]
    public void The_first_model_of_the_lectures_gains_from_a_second_thread_at_64_examples_and_the_smallest_never()
    {
        using var network = new TrainingTeam<float, int>(new Mlp784x128x10(), 2, 64);
        Assert.Equal(2, network.Threads);
        using var gate = new TrainingTeam<float, float>(new XorNetwork(), 2, 4);
        Assert.Equal(1, gate.Threads);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7_000)]
    [InlineData(BatchSize - 1)]
    public void A_wrong_target_is_named_by_its_row_of_the_whole_batch_and_nothing_changes(int row)
    {
        var bench = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        using var team = new TrainingTeam<float, int>(bench.Model, Threads, BatchSize);
        bench.Targets[row] = 4;
        RefusesToLearn<ArgumentOutOfRangeException>(bench, team, "targets", $"The label of row {row} is 4; expected 0 … 3.");
        bench.Targets[row] = 1;
        team.SgdStep(bench.Inputs, bench.Targets, 0.1f);
    }

    [Fact]
    public void Arguments_out_of_order_are_refused_as_the_model_refuses_them()
    {
        var bench = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        using var team = new TrainingTeam<float, int>(bench.Model, Threads, BatchSize);
        bench.Refuses<ArgumentException>("targets", "for 60011 labels", () => team.SgdStep(bench.Inputs, bench.Targets.AsSpan(1), 0.1f));
        bench.Refuses<ArgumentException>("inputs", "takes rows of 5 inputs", () => team.SgdStep(bench.Inputs.AsSpan(1), bench.Targets, 0.1f));
        bench.Refuses<ArgumentOutOfRangeException>("learningRate", "finite", () => team.SgdStep(bench.Inputs, bench.Targets, float.NaN));
        bench.Refuses<ArgumentException>("gradient", "layout of the parameters", () => team.Gradient(bench.Inputs, bench.Targets, new float[3]));
        var other = new AdamState<float>(Rectifiers.Info, new Adam());
        bench.Refuses<ArgumentException>("state", "Rectifiers", () => team.AdamStep(bench.Inputs, bench.Targets, 0.1f, other));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new TrainingTeam<float, int>(bench.Model, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new TrainingTeam<float, int>(bench.Model, 257, 1));
        Assert.Throws<ArgumentOutOfRangeException>("maxBatch", () => new TrainingTeam<float, int>(bench.Model, 2, 0));
    }

    [Fact]
    public void A_dismissed_team_takes_no_more_work()
    {
        var bench = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        var team = new TrainingTeam<float, int>(bench.Model, Threads, BatchSize);
        team.SgdStep(bench.Inputs, bench.Targets, 0.1f);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.SgdStep(bench.Inputs, bench.Targets, 0.1f));
    }

    [Fact]
    public void A_team_serves_one_thread_at_a_time()
    {
        var bench = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        var model = new Reentrant(bench.Model);
        using var team = new TrainingTeam<float, int>(model, Threads, BatchSize);
        model.During = () => team.SgdStep(bench.Inputs, bench.Targets, 0.1f);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => team.SgdStep(bench.Inputs, bench.Targets, 0.1f));
        Assert.Contains("one for each thread", refused.Message, StringComparison.Ordinal);
        model.During = null;
        team.SgdStep(bench.Inputs, bench.Targets, 0.1f);
    }

    [Fact]
    public void Threads_that_have_gone_to_sleep_wake_for_the_next_step()
    {
        var steady = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        var paused = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        using var team = new TrainingTeam<float, int>(steady.Model, 2, BatchSize);
        using var sleepers = new TrainingTeam<float, int>(paused.Model, 2, BatchSize);
        for (int step = 0; step < 30; step++)
        {
            Thread.Sleep(step % 3);
            Assert.Equal(team.SgdStep(steady.Inputs, steady.Targets, 0.1f), sleepers.SgdStep(paused.Inputs, paused.Targets, 0.1f));
        }
    }

    [Fact]
    public void No_thread_of_a_team_allocates()
    {
        var bench = new Bench<SoftClassifier, float, int>(BatchSize, target: 1);
        var model = new Reentrant(bench.Model);
        using var team = new TrainingTeam<float, int>(model, Threads, BatchSize);
        Dictionary<int, long> allocated = [];
        for (int call = 0; call < 30; call++)
        {
            model.Allocated.Clear();
            team.SgdStep(bench.Inputs, bench.Targets, 0.1f);
            team.MomentumStep(bench.Inputs, bench.Targets, 0.1f, bench.Momentum);
            team.AdamStep(bench.Inputs, bench.Targets, 0.1f, bench.Adam);
            team.Gradient(bench.Inputs, bench.Targets, bench.Gradient);
            foreach (IGrouping<int, long> thread in model.Allocated.GroupBy(static m => m.Thread, static m => m.Bytes))
            {
                // Calls of other kinds lie between the first and the last measurement of a thread.
                long bytes = thread.Max() - thread.Min();
                allocated[thread.Key] = Math.Min(bytes, allocated.GetValueOrDefault(thread.Key, long.MaxValue));
            }
        }

        Assert.Equal(Threads, allocated.Count);
        Assert.All(allocated.Values, static bytes => Assert.Equal(0, bytes));
    }

    [Fact]
    public void Training_takes_as_many_threads_as_its_options_say()
    {
        float[] once = Train(2), again = Train(2), alone = Train(1);
        Assert.Equal(once, again);
        Assert.NotEqual(once, alone);
        Assert.All(once.Zip(alone), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    private static float[] Train(int threads)
    {
        var bench = new Bench<Digits64x32x10, float, int>(batchSize: 2_000, target: 3);
        Dataset<float, int> data = new(bench.Inputs, 64, bench.Targets);
        new Trainer<Digits64x32x10>(bench.Model, new TrainingOptions { BatchSize = 900, Epochs = 3, Threads = threads }).Fit(data);
        return bench.Model.Parameters.ToArray();
    }

    private static void RefusesToLearn<TException>(
        Bench<SoftClassifier, float, int> bench, TrainingTeam<float, int> team, string argument, string message)
        where TException : ArgumentException
    {
        bench.Refuses<TException>(argument, message, () => team.Gradient(bench.Inputs, bench.Targets, bench.Gradient));
        bench.Refuses<TException>(argument, message, () => team.SgdStep(bench.Inputs, bench.Targets, 0.1f));
        bench.Refuses<TException>(argument, message, () => team.MomentumStep(bench.Inputs, bench.Targets, 0.1f, bench.Momentum));
        bench.Refuses<TException>(argument, message, () => team.AdamStep(bench.Inputs, bench.Targets, 0.1f, bench.Adam));
    }

    private interface IComparison
    {
        void Gradient();

        void Steps();

        void Repeat();
    }

    private sealed class Comparison<TModel, T, TTarget>(TTarget target, int batchSize = BatchSize) : IComparison
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        private static readonly T Rate = T.CreateChecked(0.01);

        private static double Tolerance => typeof(T) == typeof(double) ? 1e-11 : 1e-3;

        public void Gradient()
        {
            Bench<TModel, T, TTarget> bench = new(batchSize, target);
            T[] expected = new T[bench.Gradient.Length];
            T cost = bench.Model.Gradient(bench.Inputs, bench.Targets, expected, bench.Workspace);
            using TrainingTeam<T, TTarget> team = TeamOf(bench);
            Assert.Equal(double.CreateChecked(cost), double.CreateChecked(team.Gradient(bench.Inputs, bench.Targets, bench.Gradient)), Tolerance);
            Near(expected, bench.Gradient);
        }

        public void Steps()
        {
            Bench<TModel, T, TTarget> alone = new(batchSize, target), shared = new(batchSize, target);
            AdamState<T> decaying = new(TModel.Info, new Adam { Decay = 0.1, Epsilon = 1e-3 }), sharedDecaying = new(TModel.Info, decaying.Optimizer);
            using TrainingTeam<T, TTarget> team = TeamOf(shared);
            for (int step = 0; step < 3; step++)
            {
                alone.Model.SgdStep(alone.Inputs, alone.Targets, Rate, alone.Workspace);
                team.SgdStep(shared.Inputs, shared.Targets, Rate);
                alone.Model.MomentumStep(alone.Inputs, alone.Targets, Rate, alone.Momentum, alone.Workspace);
                team.MomentumStep(shared.Inputs, shared.Targets, Rate, shared.Momentum);
                alone.Model.AdamStep(alone.Inputs, alone.Targets, Rate, decaying, alone.Workspace);
                team.AdamStep(shared.Inputs, shared.Targets, Rate, sharedDecaying);
            }

            Near(alone.Model.Parameters, shared.Model.Parameters);
            Near(alone.Momentum.Velocity, shared.Momentum.Velocity);
            Near(decaying.Means, sharedDecaying.Means);
            Assert.Equal(3, sharedDecaying.Steps);
        }

        public void Repeat() => Assert.Equal(Run(), Run());

        private T[] Run()
        {
            Bench<TModel, T, TTarget> bench = new(batchSize, target);
            using TrainingTeam<T, TTarget> team = TeamOf(bench);
            for (int step = 0; step < 5; step++)
            {
                team.SgdStep(bench.Inputs, bench.Targets, Rate);
                team.AdamStep(bench.Inputs, bench.Targets, Rate, bench.Adam);
            }

            return [.. bench.Model.Parameters];
        }

        private TrainingTeam<T, TTarget> TeamOf(Bench<TModel, T, TTarget> bench)
        {
            TrainingTeam<T, TTarget> team = new(bench.Model, Threads, batchSize);
            Assert.Equal(Threads, team.ThreadsFor(batchSize));
            return team;
        }

        private static void Near(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(double.CreateChecked(expected[i]), double.CreateChecked(actual[i]), Tolerance);
            }
        }
    }

    /// <summary>A model that does something else within a step, and notes what each thread had allocated by then.</summary>
    private sealed class Reentrant(SoftClassifier model) : ITrainable<float, int>
    {
        public static ModelInfo Info => SoftClassifier.Info;

        public static IModelProbe Probe => SoftClassifier.Probe;

        public Action? During { get; set; }

        public List<(int Thread, long Bytes)> Allocated { get; } = new(1000);

        public Span<float> Parameters => model.Parameters;

        public void Initialize(int seed) => model.Initialize(seed);

        public Workspace<float> CreateWorkspace(int maxBatch) => model.CreateWorkspace(maxBatch);

        public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => model.Predict(inputs, outputs);

        public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace<float> workspace) => model.Predict(inputs, outputs, workspace);

        public float Cost(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Workspace<float> workspace) => model.Cost(inputs, targets, workspace);

        public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Span<float> gradient, Workspace<float> workspace)
        {
            During?.Invoke();
            lock (Allocated)
            {
                Allocated.Add((Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread()));
            }

            return model.Gradient(inputs, targets, gradient, workspace);
        }

        public float SgdStep(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, float learningRate, Workspace<float> workspace) =>
            model.SgdStep(inputs, targets, learningRate, workspace);

        public float MomentumStep(
            ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, float learningRate, MomentumState<float> state, Workspace<float> workspace) =>
            model.MomentumStep(inputs, targets, learningRate, state, workspace);

        public float AdamStep(
            ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, float learningRate, AdamState<float> state, Workspace<float> workspace) =>
            model.AdamStep(inputs, targets, learningRate, state, workspace);
    }
}
