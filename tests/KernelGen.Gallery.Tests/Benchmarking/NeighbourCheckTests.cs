using KernelGen.Benchmarks.Sweep;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class NeighbourCheckTests
{
    [Fact]
    public void Times_in_proportion_have_no_cliff() => Assert.Empty(NeighbourCheck.Find(Times()));

    [Theory]
    [InlineData(1.14, false)]
    [InlineData(1.16, true)]
    public void A_cliff_is_more_than_15_percent(double factor, bool isCliff) =>
        Assert.Equal(isCliff, NeighbourCheck.Find(Times((20, factor))).Any());

    [Fact]
    public void A_slow_size_is_named_beside_both_neighbours()
    {
        IReadOnlyList<Cliff> cliffs = NeighbourCheck.Find(Times((20, 1.5)));
        Assert.Equal([(20, 19), (20, 21)], cliffs.Select(static c => (c.BatchSize, c.Neighbour)));
        Assert.All(cliffs, static c => Assert.Equal(1.5, c.Ratio, 1e-9));
    }

    [Fact]
    public void Beside_a_fast_size_the_others_are_slow() =>
        Assert.Equal([(19, 20), (21, 20)], NeighbourCheck.Find(Times((20, 0.5))).Select(static c => (c.BatchSize, c.Neighbour)));

    [Fact]
    public void Small_sizes_may_differ() => Assert.Empty(NeighbourCheck.Find(Times((1, 9), (4, 3), (7, 2))));

    [Fact]
    public void Nine_is_compared_with_eight() => Assert.Contains(NeighbourCheck.Find(Times((9, 1.2))), static c => c is (9, 8, _));

    [Fact]
    public void The_last_size_is_compared() => Assert.Equal(70, Assert.Single(NeighbourCheck.Find(Times((70, 1.2)))).BatchSize);

    [Fact]
    public void Sizes_that_were_not_measured_are_nobodys_neighbours() =>
        Assert.Empty(NeighbourCheck.Find(new Dictionary<int, double> { [16] = 16, [32] = 90 }));

    private static Dictionary<int, double> Times(params (int Size, double Factor)[] changes)
    {
        Dictionary<int, double> times = Enumerable.Range(1, 70).ToDictionary(static size => size, static size => 3.0 * size);
        foreach ((int size, double factor) in changes)
        {
            times[size] *= factor;
        }

        return times;
    }
}
