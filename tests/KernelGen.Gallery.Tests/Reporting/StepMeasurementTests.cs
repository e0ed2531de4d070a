using KernelGen.Gallery.Reporting;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Reporting;

public class StepMeasurementTests
{
    private static readonly Dataset<float, int> Examples = new(new float[10], 1, new int[10]);

    [Fact]
    public void Measuring_leaves_the_parameters_as_they_are()
    {
        var model = new EchoClassifier();
        model.Parameters[0] = 0.75f;
        StepMeasurement.Take(model, Examples, batchSize: 4);
        Assert.Equal(0.75f, model.Parameters[0]);
    }

    [Fact]
    public void A_step_that_allocates_nothing_measures_0_bytes() =>
        Assert.Equal(0, StepMeasurement.Take(new EchoClassifier(), Examples, batchSize: 4).BytesAllocated);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_step_that_allocates_now_and_then_does_not_measure_0_bytes(int period)
    {
        var model = new EchoClassifier { StepsBetweenAllocations = period };
        Assert.NotEqual(0, StepMeasurement.Take(model, Examples, batchSize: 4).BytesAllocated);
    }

    [Fact]
    public void Speed_is_the_work_of_a_batch_over_the_time_of_a_step()
    {
        StepMeasurement step = StepMeasurement.Take(new EchoClassifier(), Examples, batchSize: 4);
        Assert.Equal(4 / step.Time.TotalSeconds, step.ExamplesPerSecond);
        Assert.Equal(4 * 3000 / step.Time.TotalSeconds / 1e9, step.GigaflopsPerSecond, tolerance: 1e-9);
    }

    [Fact]
    public void Few_examples_make_one_batch()
    {
        var model = new EchoClassifier();
        Assert.Equal(10, StepMeasurement.Take(model, Examples, batchSize: 64).BatchSize);
        Assert.Equal(10, model.LargestBatch);
    }

    [Fact]
    public void A_batch_size_below_1_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        "batchSize", static () => StepMeasurement.Take(new EchoClassifier(), Examples, batchSize: 0));
}
