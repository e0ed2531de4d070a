using KernelGen.Metrics;
using KernelGen.Tests.Training;
using KernelGen.Training;

namespace KernelGen.Tests.Metrics;

public class MeasureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void One_pass_gives_all_metrics_of_a_classifier_whatever_the_batch(int maxBatch)
    {
        var model = new LogisticUnit<double>();
        model.Initialize(3);
        var data = TrainingExamples.HalfPlane<double>(600, seed: 2);
        Workspace<double> workspace = model.CreateWorkspace(maxBatch);
        var matrix = new ConfusionMatrix(2);
        var loss = new LogLoss();
        var ranking = new Ranking();
        Evaluation.Measure(model, data, workspace, matrix, loss, ranking);

        Assert.Equal((600, 600, 600), (matrix.Count, loss.Count, ranking.Count));
        Assert.Equal(Evaluation.ErrorRate(model, data, workspace), matrix.ErrorRate, 1e-15);
        Assert.Equal(Evaluation.Cost(model, data, workspace), loss.Value, 1e-12);
        Assert.Equal(AreaByPairs(model, data), ranking.RocAuc, 1e-12);
    }

    [Fact]
    public void Several_outputs_are_the_probabilities_of_their_classes()
    {
        var model = new SoftmaxRegression<float>();
        model.Initialize(3);
        var data = TrainingExamples.Sectors<float>(300, seed: 2);
        Workspace<float> workspace = model.CreateWorkspace(64);
        var matrix = new ConfusionMatrix(3);
        var loss = new LogLoss();
        Evaluation.Measure(model, data, workspace, loss, matrix);

        Assert.Equal(Evaluation.Cost(model, data, workspace), loss.Value, 1e-6);
        Assert.Equal(Evaluation.ErrorRate(model, data, workspace), matrix.ErrorRate, 1e-15);
    }

    [Fact]
    public void Signs_are_the_classes_0_and_1()
    {
        var model = new ScriptedClassifier<Signs, float>();
        var data = new Dataset<float, float>(new float[] { -1, -1, 1, 1 }, 1, new float[] { -1, 1, 1, 1 });
        var matrix = new ConfusionMatrix(2);
        Evaluation.Measure(model, data, model.CreateWorkspace(4), matrix);

        Assert.Equal([1L, 0, 1, 2], [matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]]);
    }

    [Fact]
    public void Predicted_values_are_compared_with_their_targets()
    {
        var model = new LinearRegression<float>();
        var data = TrainingExamples.Line<float>(300, seed: 2);
        model.Parameters[0] = 3;
        model.Parameters[1] = -2;
        var error = new RegressionError();
        Evaluation.Measure(model, data, model.CreateWorkspace(64), error);

        // All but the constant: every prediction is one too small.
        Assert.Equal(1, error.MeanSquared, 1e-6);
        Assert.Equal(1, error.MeanAbsolute, 1e-6);
        Assert.Equal(2 * Evaluation.Cost(model, data, model.CreateWorkspace(64)), error.MeanSquared, 1e-6);
    }

    [Fact]
    public void A_model_of_values_has_no_confusions()
    {
        var model = new LinearRegression<float>();
        var line = TrainingExamples.Line<float>(3, seed: 1);
        var refusal = Assert.Throws<ArgumentException>(
            () => Evaluation.Measure(model, line, model.CreateWorkspace(3), new ConfusionMatrix(2)));

        Assert.Contains("name no classes", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The share of pairs, one of each class, in which the positive scores higher.</summary>
    private static double AreaByPairs(LogisticUnit<double> model, Dataset<double, double> data)
    {
        double[] outputs = new double[data.Count];
        model.Predict(data.Inputs.Span, outputs, model.CreateWorkspace(data.Count));
        double[] targets = data.Targets.ToArray();
        double[] positives = [.. outputs.Where((_, i) => targets[i] == 1)];
        double[] others = [.. outputs.Where((_, i) => targets[i] == 0)];
        return positives.Sum(p => others.Sum(o => p > o ? 1.0 : p == o ? 0.5 : 0)) / positives.Length / others.Length;
    }
}
