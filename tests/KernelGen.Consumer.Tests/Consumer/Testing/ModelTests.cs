using System.Reflection;
using KernelGen;
using KernelGen.Testing;
using KernelGen.Training;
using Snapshots;

public class ModelTests
{
    [Fact]
    public void The_gradients_are_right()
    {
        GradientCheck.Run<TumourClassifier>(seed: 7).ThrowIfFailed();
        GradientCheck.Run<RegularisedLogistic>(seed: 7).ThrowIfFailed();
    }

    [Fact]
    public void Layers_are_trained() => AssertLearns<TumourClassifier>();

    [Fact]
    public void Equations_are_trained() => AssertLearns<RegularisedLogistic>();

    [Theory]
    [InlineData("TumourClassifier")]
    [InlineData("RegularisedLogistic")]
    public void The_kernels_are_those_we_reviewed(string model)
    {
        string generated = File.ReadAllText(Path.Combine(Folder("GeneratedFiles"), $"Snapshots.{model}.g.cs"));
        string reviewed = File.ReadAllText(Path.Combine(Folder("Snapshots"), $"{model}.verified.cs"));
        Assert.Equal(reviewed.TrimEnd(), generated.TrimEnd(), ignoreLineEndingDifferences: true);
    }

    private static void AssertLearns<TModel>()
        where TModel : class, ITrainable<float, float>, new()
    {
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 30 * 100).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = [.. Enumerable.Range(0, 100).Select(i => inputs[30 * i] + inputs[30 * i + 7] > 0 ? 1f : 0f)];
        var result = new Trainer<TModel>(new TModel(), new TrainingOptions { BatchSize = 10, Epochs = 50, LearningRate = 1f, Seed = 1 })
            .Fit(new Dataset<float, float>(inputs, 30, targets));
        Assert.True(result.History[^1].TrainingCost < 0.5 * Math.Log(2), $"cost {result.History[^1].TrainingCost}");
    }

    private static string Folder(string key) => typeof(ModelTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == key).Value!;
}
