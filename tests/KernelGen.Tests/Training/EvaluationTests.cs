using KernelGen.Training;

namespace KernelGen.Tests.Training;

public class EvaluationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void The_cost_does_not_depend_on_the_size_of_the_batches(int maxBatch)
    {
        var model = new LogisticUnit<double>();
        model.Initialize(1);
        var data = TrainingExamples.HalfPlane<double>(50, seed: 1);
        double whole = model.Cost(data.Inputs.Span, data.Targets.Span, model.CreateWorkspace(50));

        Assert.Equal(whole, Evaluation.Cost(model, data, model.CreateWorkspace(maxBatch)), 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_error_rate_counts_every_example_once(int maxBatch)
    {
        var model = new ScriptedClassifier<Labels, int>();
        int[] labels = [.. Enumerable.Range(0, 600).Select(static i => i % 3)];
        float[] classes = [.. labels.Select(static (label, i) => i % 5 == 0 ? (label + 1) % 3 : label)];

        Assert.Equal(0.2, Evaluation.ErrorRate(model, new Dataset<float, int>(classes, 1, labels), model.CreateWorkspace(maxBatch)));
    }

    [Fact]
    public void A_probability_above_one_half_means_class_1()
    {
        var model = new ScriptedClassifier<Probabilities, float>();
        var data = new Dataset<float, float>(new float[] { 0, 0, 0, 1, 1 }, 1, new[] { 0.4f, 0.5f, 0.6f, 0.4f, 0.6f });

        Assert.Equal(2 / 5.0, Evaluation.ErrorRate(model, data, model.CreateWorkspace(5)));
    }

    [Fact]
    public void A_sign_is_the_class()
    {
        var model = new ScriptedClassifier<Signs, float>();
        var data = new Dataset<float, float>(new float[] { -1, -1, 1, 1 }, 1, new float[] { -1, 1, 1, 1 });

        Assert.Equal(0.25, Evaluation.ErrorRate(model, data, model.CreateWorkspace(4)));
    }

    [Fact]
    public void The_class_of_a_distribution_is_its_most_probable_the_first_of_equals()
    {
        var model = new ScriptedClassifier<Distributions, float>();
        var data = new Dataset<float, float>(
            new float[] { 2, 0, 1, 1 }, 1, new[] { 0.2f, 0.3f, 0.5f, 0.4f, 0.4f, 0.2f, 0.4f, 0.4f, 0.2f, 0, 1, 0 }, 3);

        Assert.Equal(0.25, Evaluation.ErrorRate(model, data, model.CreateWorkspace(4)));
    }

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        var model = new SoftmaxRegression<float>();
        var data = TrainingExamples.Sectors<float>(1000, seed: 1);
        var workspace = model.CreateWorkspace(64);
        _ = Evaluation.Cost(model, data, workspace) + Evaluation.ErrorRate(model, data, workspace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Evaluation.Cost(model, data, workspace) + Evaluation.ErrorRate(model, data, workspace);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
