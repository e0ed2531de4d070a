using KernelGen.Benchmarks.Compare;

namespace KernelGen.Gallery.Tests.Comparing;

public class MeasurementTests
{
    [Fact]
    public void What_one_program_writes_another_one_reads()
    {
        var measurement = new Measurement("mlp-2-8-1/sgd-step/b4", "ours", 120.5, 118.25);
        Assert.Equal(measurement, Measurement.Parse(measurement.ToString()));
    }

    [Fact]
    public void A_peer_may_say_more_than_is_asked() => Assert.Equal(
        new Measurement("exp/4096", "libmvec", 811.008, 800),
        Measurement.Parse("""{"workload": "exp/4096", "peer": "libmvec", "median_ns": 811.008, "min_ns": 800, "cost": 0.5}"""));

    [Theory]
    [InlineData("")]
    [InlineData("Segmentation fault")]
    [InlineData("""{"workload":"exp/4096","peer":"libmvec"}""")]
    [InlineData("""{"workload":"exp/4096","peer":"libmvec","median_ns":0,"min_ns":0}""")]
    public void What_is_no_time_is_refused(string text) => Assert.Throws<FormatException>(() => Measurement.Parse(text));
}
