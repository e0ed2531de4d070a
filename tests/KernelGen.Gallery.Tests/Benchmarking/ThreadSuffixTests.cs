using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class ThreadSuffixTests
{
    private const string Alone = "mlp-784-128-10/sgd-step/b256";

    [Theory]
    [InlineData(Alone, 1)]
    [InlineData(Alone + "/2-threads", 2)]
    [InlineData(Alone + "/64-threads", 64)]
    [InlineData("2-threads/predict/b1", 1)]
    [InlineData("sewing-threads", 1)]
    public void A_name_says_its_threads(string name, int threads) => Assert.Equal(threads, ThreadSuffix.Threads(name));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_added_is_read_and_taken_away(int threads)
    {
        string name = Alone + ThreadSuffix.Of(threads);
        Assert.Equal(threads, ThreadSuffix.Threads(name));
        Assert.Equal(Alone, ThreadSuffix.Without(name));
    }
}
