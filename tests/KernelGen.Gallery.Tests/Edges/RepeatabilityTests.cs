using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Same seed, same bits; and models may be asked from several threads at once.</summary>
public sealed class RepeatabilityTests
{
    [Fact]
    public void The_same_seed_trains_to_the_same_bits() => Assert.Equal(Train(seed: 1), Train(seed: 1));

    [Fact]
    public void Another_seed_trains_to_other_bits() => Assert.NotEqual(Train(seed: 1), Train(seed: 2));

    [Fact]
    public void Equal_seeds_give_equal_parameters_in_both_precisions()
    {
        Rectifiers single = new();
        Rectifiers.DoublePrecision twin = new();
        single.Initialize(seed: 4);
        twin.Initialize(seed: 4);
        Assert.Equal(single.Parameters.ToArray(), twin.Parameters.ToArray().Select(static v => (float)v));
    }

    [Fact]
    public void Threads_with_a_workspace_each_predict_the_same()
    {
        const int N = 30;
        var bench = new Bench<Digits64x32x10, float, int>(N, target: 0);
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        Parallel.For(0, 8, _ =>
        {
            Workspace<float> workspace = bench.Model.CreateWorkspace(N);
            var outputs = new float[bench.Outputs.Length];
            for (int repetition = 0; repetition < 20; repetition++)
            {
                Array.Clear(outputs);
                bench.Model.Predict(bench.Inputs, outputs, workspace);
                Assert.Equal(bench.Outputs, outputs);
            }
        });
    }

    [Fact]
    public void Predicting_changes_no_parameter()
    {
        var bench = new Bench<SoftClassifier, float, int>(batchSize: 9, target: 0);
        float[] before = bench.Model.Parameters.ToArray();
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        bench.Model.Classify(bench.Inputs, bench.Classes, bench.Workspace);
        bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace);
        bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        Assert.Equal(before, bench.Model.Parameters.ToArray());
    }

    private static float[] Train(int seed)
    {
        var bench = new Bench<SoftClassifier, float, int>(batchSize: 33, target: 1, seed);
        for (int i = 0; i < 10; i++)
        {
            bench.Model.SgdStep(bench.Inputs, bench.Targets, 0.1f, bench.Workspace);
        }

        return bench.Model.Parameters.ToArray();
    }
}
