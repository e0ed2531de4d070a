using System.Numerics;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>A batch of any size is its examples, whatever the tiles and tails are.</summary>
public sealed class BatchTests
{
    private const int LargestBatch = 70;

    [Fact]
    public void Batches_of_1_to_70_rectifier_nets_agree_with_their_examples() => Agree<Rectifiers, float, float>(0.5f, 1e-5);

    [Fact]
    public void They_agree_in_double_precision() => Agree<Rectifiers.DoublePrecision, double, double>(0.5, 1e-13);

    [Fact]
    public void Batches_of_1_to_70_softmax_classifiers_agree_with_their_examples() => Agree<Softmax4x3, float, int>(2, 1e-5);

    [Fact]
    public void Batches_of_1_to_70_deep_classifiers_agree_with_their_examples() => Agree<SoftClassifier, float, int>(3, 1e-5);

    [Fact]
    public void An_example_alone_is_classified_as_in_its_batch()
    {
        var bench = new Bench<Digits64x32x10, float, int>(LargestBatch, target: 0);
        bench.Model.Classify(bench.Inputs, bench.Classes, bench.Workspace);
        var alone = new int[1];
        for (int row = 0; row < LargestBatch; row++)
        {
            bench.Model.Classify(bench.Inputs.AsSpan(row * 64, 64), alone, bench.Workspace);
            Assert.Equal(alone[0], bench.Classes[row]);
        }
    }

    [Fact]
    public void Gates_predict_alone_what_they_predict_in_a_batch()
    {
        Gates gates = new();
        gates.Initialize(seed: 1);
        float[] inputs = [.. Enumerable.Range(0, 2 * LargestBatch).Select(static i => MathF.Sin(i))];
        var together = new float[2 * LargestBatch];
        gates.Predict(inputs, together, gates.CreateWorkspace(LargestBatch));
        var alone = new float[2];
        for (int row = 0; row < LargestBatch; row++)
        {
            gates.Predict(inputs.AsSpan(2 * row, 2), alone);
            Assert.Equal(alone[0], together[2 * row], 1e-6);
            Assert.Equal(alone[1], together[2 * row + 1], 1e-6);
        }
    }

    /// <summary>Within rounding: blocks of rows sum in another order than a row alone.</summary>
    private static void Agree<TModel, T, TTarget>(TTarget target, double tolerance)
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        var bench = new Bench<TModel, T, TTarget>(LargestBatch, target);
        (int inputs, int outputs, int targets) = (TModel.Info.InputCount, TModel.Info.OutputCount, TModel.Info.TargetCount);
        var alone = new T[LargestBatch * outputs];
        var sum = new double[TModel.Info.ParameterLength];
        var gradient = new T[sum.Length];
        double costs = 0;
        for (int n = 1; n <= LargestBatch; n++)
        {
            int row = n - 1;
            bench.Model.Predict(bench.Inputs.AsSpan(row * inputs, inputs), alone.AsSpan(row * outputs, outputs));
            costs += double.CreateChecked(bench.Model.Gradient(
                bench.Inputs.AsSpan(row * inputs, inputs), bench.Targets.AsSpan(0, targets), gradient, bench.Workspace));
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += double.CreateChecked(gradient[i]);
            }

            Span<T> together = bench.Outputs.AsSpan(0, n * outputs);
            bench.Model.Predict(bench.Inputs.AsSpan(0, n * inputs), together, bench.Workspace);
            AssertClose(alone.AsSpan(0, n * outputs), together, tolerance, $"outputs of {n}");
            T cost = bench.Model.Gradient(
                bench.Inputs.AsSpan(0, n * inputs), bench.Targets.AsSpan(0, n * targets), gradient, bench.Workspace);
            AssertClose([costs / n], [double.CreateChecked(cost)], tolerance, $"cost of {n}");
            AssertClose<double>([.. sum.Select(s => s / n)], [.. gradient.Select(double.CreateChecked)], tolerance, $"gradient of {n}");
        }
    }

    private static void AssertClose<TValue>(ReadOnlySpan<TValue> expected, ReadOnlySpan<TValue> actual, double tolerance, string what)
        where TValue : IFloatingPoint<TValue>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = double.CreateChecked(TValue.Abs(expected[i] - actual[i]));
            Assert.True(difference <= tolerance, $"Value {i} of the {what} examples is {actual[i]}; one by one it is {expected[i]}.");
        }
    }
}
