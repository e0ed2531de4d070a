using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class PinTests
{
    [Fact]
    public void A_core_gives_one_of_its_processors() => Assert.Equal([0, 2], Pin.OneOfEachCore([0, 1, 2, 3], InPairs));

    [Fact]
    public void The_first_processors_are_preferred() => Assert.Equal([3, 0], Pin.OneOfEachCore([3, 0, 1, 2, 3], InPairs));

    [Fact]
    public void A_processor_named_twice_is_one_core() => Assert.Equal([1, 0], Pin.OneOfEachCore([1, 0, 1], static p => [p]));

    [Fact]
    public void A_pinned_program_is_started_by_taskset() => Assert.Equal(["taskset", "-c", "1,0"], new Pin([1, 0]).Command);

    [Fact]
    public void A_program_that_is_not_pinned_is_started_as_it_is() => Assert.Empty(new Pin([]).Command);

    [Fact]
    public void More_threads_than_cores_find_no_place()
    {
        Assert.Null(Pin.Find(threads: 100_000, first: null, out string? failure));
        Assert.StartsWith("100000 threads need as many cores, ", failure, StringComparison.Ordinal);
    }

    private static int[] InPairs(int processor) => [processor & ~1, processor | 1];
}
