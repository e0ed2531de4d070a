using KernelGen.Equations;
using KernelGen.Testing;
using KernelGen.Training;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Regularization;

[Model(Inputs = 5, Precision = Precision.Both)]
[Dense(40, Activation.Relu)]
[Dropout(0.5)]
[Dense(24, Activation.Tanh)]
[Dropout(0.25)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1e-3)]
public sealed partial class DroppingNetwork;

/// <summary>One output, so that sums are made in other loops.</summary>
[Model(Inputs = 5, Precision = Precision.Double)]
[Dense(7, Activation.Tanh)]
[Dropout(0.3)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
public sealed partial class DroppingUnit;

/// <summary>Of inputs and of hidden units, which are used twice.</summary>
[Model(Precision = Precision.Double)]
public sealed partial class DroppingEquations
{
    [Objective]
    private static Scalar Objective(
        [Input(6, Gradient = true)] Vector x, [Target] Label t, [Parameter(9, 6)] Matrix w, [Parameter(9)] Vector b, [Parameter(4, 9)] Matrix v, [Parameter(9)] Vector u)
        => CrossEntropy(Probabilities(x, w, b, v, u), t);

    [Output]
    private static Vector Probabilities(Vector x, Matrix w, Vector b, Matrix v, Vector u)
    {
        Vector h = Dropout(Tanh(w * Dropout(x, 0.2) + b), 0.5, 1);
        return Softmax(v * h + Dot(u, h));
    }
}

/// <summary>Of the scores: the margin of each is to that of the label, which may itself be left out.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class DroppingScores
{
    [Objective]
    private static Scalar Objective([Input(6)] Vector x, [Target] Label t, [Parameter(5, 6)] Matrix w) => MulticlassHinge(Dropout(Scores(x, w), 0.4, 255), t);

    [Output]
    private static Vector Scores(Vector x, Matrix w) => w * x;
}

public class DropoutTests
{
    private const int Count = 64;

    private static readonly float[] inputs = [.. Enumerable.Range(0, Count * 5).Select(static i => MathF.Sin(i * i))];
    private static readonly int[] labels = [.. Enumerable.Range(0, Count).Select(static i => i * 7 % 3)];

    [Fact]
    public void Kernels_agree_with_the_equations_in_both_forms()
    {
        GradientCheck.Run<DroppingNetwork>(seed: 1).ThrowIfFailed();
        GradientCheck.Run<DroppingNetwork.DoublePrecision>(seed: 2).ThrowIfFailed();
        GradientCheck.Run<DroppingUnit>(seed: 3).ThrowIfFailed();
        GradientCheck.Run<DroppingEquations>(seed: 4).ThrowIfFailed();
    }

    [Fact]
    public void The_score_of_the_label_is_left_out_or_kept_alike_for_every_other()
    {
        GradientCheck.Run<DroppingScores>(seed: 1).ThrowIfFailed();
        GradientCheck.Run<DroppingScores.DoublePrecision>(seed: 2).ThrowIfFailed();
    }

    [Fact]
    public void Costs_and_predictions_leave_out_nothing()
    {
        DroppingNetwork model = Start();
        Workspace<float> workspace = model.CreateWorkspace(Count);
        var gradient = new float[model.Parameters.Length];
        float cost = model.Cost(inputs, labels, workspace);
        float trained = model.Gradient(inputs, labels, gradient, workspace);
        workspace.Dropout = DropoutKey.None;
        Assert.Equal(cost, model.Gradient(inputs, labels, gradient, workspace), 1e-6);
        Assert.NotEqual(cost, trained, 1e-3);
        float[] outputs = new float[Count * 3], again = new float[Count * 3];
        model.Predict(inputs, outputs, workspace);
        workspace.Dropout = new DropoutKey(5, 5);
        model.Predict(inputs, again, workspace);
        Assert.Equal(outputs, again);
    }

    [Fact]
    public void The_mean_over_many_steps_is_the_gradient_of_the_cost_where_the_model_is_linear_behind()
    {
        // The scores are linear in the units left, and so is their mean; the loss of scores near 0 nearly is.
        var model = new DroppingUnit();
        model.Initialize(3);
        double[] x = Array.ConvertAll(inputs, static v => (double)v), t = [.. labels.Select(static l => l > 0 ? 1.0 : 0)];
        Workspace<double> workspace = model.CreateWorkspace(Count);
        var gradient = new double[model.Parameters.Length];
        var sum = new double[gradient.Length];
        const int steps = 2000;
        for (int step = 0; step < steps; step++)
        {
            workspace.Dropout = new DropoutKey(1, step);
            model.Gradient(x, t, gradient, workspace);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += gradient[i] / steps;
            }
        }

        workspace.Dropout = DropoutKey.None;
        model.Gradient(x, t, gradient, workspace);
        Assert.All(gradient.Zip(sum), static pair => Assert.Equal(pair.First, pair.Second, 0.02));
    }

    [Fact]
    public void A_batch_leaves_out_what_its_examples_leave_out_one_by_one()
    {
        DroppingNetwork.DoublePrecision model = new();
        model.Initialize(3);
        double[] x = Array.ConvertAll(inputs, static v => (double)v);
        Workspace<double> workspace = model.CreateWorkspace(Count);
        var gradient = new double[model.Parameters.Length];
        workspace.Dropout = new DropoutKey(9, 4);
        double whole = model.Gradient(x, labels, gradient, workspace), sum = 0;
        for (int row = 0; row < Count; row++)
        {
            workspace.Dropout = new DropoutKey(9, 4).From(row);
            sum += model.Gradient(x.AsSpan(row * 5, 5), labels.AsSpan(row, 1), gradient, workspace) / Count;
        }

        Assert.Equal(whole, sum, 1e-13);
    }

    [Fact]
    public void Threads_leave_out_the_same()
    {
        DroppingNetwork.DoublePrecision model = new();
        model.Initialize(3);
        const int n = 2048;
        double[] x = [.. Enumerable.Range(0, n * 5).Select(static i => Math.Sin(i * i))];
        int[] t = [.. Enumerable.Range(0, n).Select(static i => i % 3)];
        using TrainingTeam<double, int> one = new(model, 1, n), three = new(model, 3, n);
        Assert.Equal(3, three.ThreadsFor(n));
        double[] alone = new double[model.Parameters.Length], shared = new double[model.Parameters.Length];
        one.Dropout = three.Dropout = new DropoutKey(3, 8);
        Assert.Equal(one.Gradient(x, t, alone), three.Gradient(x, t, shared), 1e-13);
        Assert.Equal(alone, shared, static (a, b) => Math.Abs(a - b) < 1e-13);
    }

    [Fact]
    public void A_step_goes_on_to_the_next_and_a_gradient_does_not()
    {
        DroppingNetwork model = Start();
        Workspace<float> workspace = model.CreateWorkspace(Count);
        var gradient = new float[model.Parameters.Length];
        Assert.Equal(new DropoutKey(0, 0), workspace.Dropout);
        float first = model.Gradient(inputs, labels, gradient, workspace);
        Assert.Equal(first, model.SgdStep(inputs, labels, 0, workspace));
        Assert.Equal(new DropoutKey(0, 1), workspace.Dropout);
        Assert.NotEqual(first, model.AdamStep(inputs, labels, 0, new AdamState<float>(DroppingNetwork.Info, new Adam()), workspace));
        model.MomentumStep(inputs, labels, 0, new MomentumState<float>(DroppingNetwork.Info, new Momentum()), workspace);
        Assert.Equal(new DropoutKey(0, 3), workspace.Dropout);
        workspace.Dropout = new DropoutKey(0, 0);
        Assert.Equal(first, model.Gradient(inputs, labels, gradient, workspace));
    }

    [Fact]
    public void Every_step_of_a_training_leaves_out_other_units_and_every_seed_too()
    {
        Dataset<float, int> data = new(inputs, 5, labels);
        HashSet<double> costs = [];
        foreach (int seed in (int[])[1, 2])
        {
            foreach (Optimizer optimizer in (Optimizer[])[new GradientDescent(), new RmsProp()])
            {
                // Nothing is learnt at rate 0: a cost differs by what is left out alone.
                TrainingOptions options = new() { BatchSize = Count, Epochs = 3, Seed = seed, Optimizer = optimizer, LearningRate = 0 };
                costs.UnionWith(new Trainer<DroppingNetwork>(Start(), options).Fit(data).History.Select(static e => e.TrainingCost));
            }
        }

        Assert.Equal(2 * 3, costs.Count);
    }

    [Fact]
    public void A_key_is_written_without_the_keys_that_follow_it()
    {
        Assert.Equal("DropoutKey { Seed = 1, Step = 2, FirstRow = 3 }", new DropoutKey(1, 2).From(3).ToString());
        Assert.Equal("DropoutKey { None }", DropoutKey.None.ToString());
    }

    [Fact]
    public void A_step_of_a_team_from_memory_goes_on_to_the_next_too()
    {
        DroppingNetwork model = Start();
        using TrainingTeam<float, int> team = new(model, threads: 1, maxBatch: Count);
        var gradient = new float[model.Parameters.Length];
        team.Gradient(inputs, labels, gradient);
        Assert.Equal(new DropoutKey(0, 0), team.Dropout);
        team.Step(gradient, 0.1f, new SquaresState<float>(DroppingNetwork.Info, new RmsProp()));
        Assert.Equal(new DropoutKey(0, 1), team.Dropout);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_resumed_training_leaves_out_what_an_uninterrupted_one_does(int threads)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            Dataset<float, int> data = new(inputs, 5, labels);
            TrainingOptions options = new() { BatchSize = 24, Epochs = 6, Seed = 3, Threads = threads, Optimizer = new Adam(), LearningRate = 0.01 };
            DroppingNetwork whole = Start(), first = Start(), resumed = new(), other = Start();
            _ = new Trainer<DroppingNetwork>(whole, options).Fit(data);
            TrainingOptions saved = options with { Checkpoint = new CheckpointOptions(path) };
            _ = new Trainer<DroppingNetwork>(first, saved with { Epochs = 4 }).Fit(data);
            _ = new Trainer<DroppingNetwork>(resumed, saved).Resume(data);
            _ = new Trainer<DroppingNetwork>(other, options with { BatchSize = 23 }).Fit(data);
            Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
            Assert.NotEqual(whole.Parameters.ToArray(), other.Parameters.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        DroppingNetwork model = Start();
        Workspace<float> workspace = model.CreateWorkspace(Count);
        model.SgdStep(inputs, labels, 0.1f, workspace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.SgdStep(inputs, labels, 0.1f, workspace);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static DroppingNetwork Start()
    {
        var model = new DroppingNetwork();
        model.Initialize(3);
        return model;
    }
}
