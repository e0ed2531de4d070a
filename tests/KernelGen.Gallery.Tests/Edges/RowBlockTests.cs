using System.Numerics;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Batches that are taken in blocks of rows, against their examples one by one.</summary>
public sealed class RowBlockTests
{
    private static Dictionary<string, IComparison> Models { get; } = new()
    {
        ["long rows"] = new Comparison<LongRows, float, float>(0.25f, 1e-5),
        ["long rows, double"] = new Comparison<LongRows.DoublePrecision, double, double>(0.25, 1e-13),
        ["full rows"] = new Comparison<FullRows, float, float>(0.5f, 1e-4),
        ["full rows, double"] = new Comparison<FullRows.DoublePrecision, double, double>(0.5, 1e-12),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string model in Models.Keys)
            {
                foreach (int batchSize in (ReadOnlySpan<int>)[3, 4, 8, 12, 13, 64])
                {
                    cases.Add(model, batchSize);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_of_a_batch_is_the_mean_of_those_of_its_examples(string model, int batchSize) => Models[model].Average(batchSize);

    [Fact]
    public void Padding_stays_zero_when_training_diverges()
    {
        var bench = new Bench<LongRows, float, float>(batchSize: 8, target: 1);
        bench.Inputs[600] = float.NaN;
        bench.Inputs[^1] = float.PositiveInfinity;
        bench.Model.SgdStep(bench.Inputs, bench.Targets, float.MaxValue, bench.Workspace);
        bench.Model.AdamStep(bench.Inputs, bench.Targets, 1, bench.Adam, bench.Workspace);
        Assert.True(float.IsNaN(bench.Model.Parameters[0]));
        Assert.All(bench.Model.Parameters[601..608].ToArray(), static value => Assert.Equal(0, value));
    }

    private interface IComparison
    {
        void Average(int batchSize);
    }

    private sealed class Comparison<TModel, T, TTarget>(TTarget target, double tolerance) : IComparison
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        public void Average(int batchSize)
        {
            Bench<TModel, T, TTarget> bench = new(batchSize, target);
            TModel model = bench.Model;
            int inputs = TModel.Info.InputCount, length = TModel.Info.ParameterLength;
            double[] mean = new double[length];
            double meanCost = 0;
            T[] one = new T[length];
            for (int i = 0; i < batchSize; i++)
            {
                T cost = model.Gradient(bench.Inputs.AsSpan(i * inputs, inputs), bench.Targets.AsSpan(i, 1), one, bench.Workspace);
                meanCost += double.CreateChecked(cost) / batchSize;
                for (int j = 0; j < length; j++)
                {
                    mean[j] += double.CreateChecked(one[j]) / batchSize;
                }
            }

            bench.Workspace.Span.Fill(T.NaN);
            bench.Gradient.AsSpan().Fill(T.NaN);
            Assert.Equal(meanCost, double.CreateChecked(model.Cost(bench.Inputs, bench.Targets, bench.Workspace)), tolerance * (1 + meanCost));
            Assert.Equal(meanCost, double.CreateChecked(model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace)), tolerance * (1 + meanCost));
            double largest = mean.Max(Math.Abs);
            Assert.NotEqual(0, largest);
            for (int j = 0; j < length; j++)
            {
                Assert.Equal(mean[j], double.CreateChecked(bench.Gradient[j]), tolerance * largest);
            }

            // A step goes down that gradient.
            double[] before = [.. model.Parameters.ToArray().Select(double.CreateChecked)];
            model.SgdStep(bench.Inputs, bench.Targets, T.One, bench.Workspace);
            for (int j = 0; j < length; j++)
            {
                Assert.Equal(before[j] - mean[j], double.CreateChecked(model.Parameters[j]), tolerance * (largest + Math.Abs(before[j])));
            }
        }
    }
}
