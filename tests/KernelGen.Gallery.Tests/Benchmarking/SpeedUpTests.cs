using KernelGen.Benchmarks.Roofline;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class SpeedUpTests
{
    [Fact]
    public void The_time_of_one_thread_is_divided_by_that_of_several()
    {
        double?[] speedUps = SpeedUps(Row("a/b256", 1, 760), Row("a/b256/2-threads", 2, 400), Row("b/b256", 1, 100));
        Assert.Equal([null, 1.9, null], speedUps);
    }

    [Fact]
    public void Without_the_row_of_one_thread_there_is_no_speed_up() =>
        Assert.Equal([null, null], SpeedUps(Row("a/b128", 1, 760), Row("a/b256/2-threads", 2, 400)));

    private static double?[] SpeedUps(params WorkloadResult[] rows) =>
        [.. WorkloadResult.WithSpeedUps(rows).Select(static r => r.SpeedUp)];

    private static WorkloadResult Row(string name, int threads, double us) =>
        new() { Name = name, Us = us, BestUs = us / 2, Bound = "fma", Threads = threads, Isa = 512 };
}
