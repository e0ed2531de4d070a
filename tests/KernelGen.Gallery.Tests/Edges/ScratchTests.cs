using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>A prediction that needs more scratch memory than the stack should give.</summary>
public sealed class ScratchTests
{
    private readonly Bench<ManyUnits, float, int> bench = new(batchSize: 2, target: 1);

    [Fact]
    public void One_example_of_a_wide_model_is_predicted_as_in_a_batch()
    {
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        float[] alone = new float[ManyUnits.OutputCount];
        bench.Model.Predict(bench.Inputs.AsSpan(ManyUnits.InputCount), alone);
        Assert.Equal(bench.Outputs.AsSpan(ManyUnits.OutputCount).ToArray(), alone, new Rounding());
    }

    [Fact]
    public void Its_memory_is_allocated_once_a_thread()
    {
        float[] alone = new float[ManyUnits.OutputCount];
        long bytes = AllocationCheck.BytesAllocatedBy(() => bench.Model.Predict(bench.Inputs.AsSpan(0, ManyUnits.InputCount), alone));
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Its_gradient_is_right() => GradientCheck.Run<ManyUnits>(seed: 3).ThrowIfFailed();

    /// <summary>Rows of a batch are summed in blocks, a single one is not.</summary>
    private sealed class Rounding : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 1e-5f;

        public int GetHashCode(float obj) => 0;
    }
}
