using KernelGen.Benchmarks.Roofline;
using KernelGen.Benchmarks.Workloads;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class BoundTests
{
    private static readonly Limits Limits = new(
        new Ceilings(256, 128, 64), new Ceilings(128, 64, 32), new Bandwidths(L1: 400, L2: 200, L3: 100, Dram: 20),
        new CacheSizes(L1: 32 << 10, L2: 1 << 20, L3: 32 << 20, Known: true));

    private static readonly Demand Nothing = new(0, Precision.Single, 0, 0, 0, 0);

    [Fact]
    public void Much_arithmetic_is_bound_by_multiply_adds() =>
        AssertBound("fma", 1000, Nothing with { Flops = 256_000, Resident = 2 << 20, ParameterReads = 99_000 });

    [Fact]
    public void Double_precision_has_a_ceiling_of_its_own() =>
        AssertBound("fma", 1000, Nothing with { Flops = 128_000, Precision = Precision.Double });

    [Theory]
    [InlineData(32 << 10, "l1", 1000)]
    [InlineData((32 << 10) + 1, "l2", 2000)]
    [InlineData((1 << 20) + 1, "l3", 4000)]
    [InlineData((32 << 20) + 1, "dram", 20_000)]
    public void Parameters_are_read_from_the_first_cache_that_holds_what_stays(long resident, string memory, double nanoseconds) =>
        AssertBound(memory, nanoseconds, Nothing with { Resident = resident, ParameterReads = 400_000, Loads = 400_000 });

    [Fact]
    public void Inputs_are_read_from_the_first_cache_that_holds_the_pool() =>
        AssertBound("l3", 1000, Nothing with { Resident = 200_000, InputReads = 100_000 });

    [Fact]
    public void What_comes_from_far_passes_the_nearer_caches_too() =>
        AssertBound("l2", 1500, Nothing with { Resident = 200_000, ParameterReads = 200_000, InputReads = 100_000 });

    [Fact]
    public void Threads_share_the_work()
    {
        Demand demand = Nothing with { Flops = 256_000 };
        Assert.Equal(Bound.Of(demand, Limits).Seconds / 2, Bound.Of(demand, Limits, threads: 2).Seconds);
    }

    [Fact]
    public void A_prediction_reads_every_parameter_once()
    {
        Demand demand = Demand.OfPrediction(Mlp784x128x10.Info);
        Assert.Equal(4 * (784 * 128 + 128 + 128 * 10 + 10), demand.ParameterReads);
        Assert.Equal(4 * 784, demand.InputReads);
        Assert.Equal("l2", Bound.Of(demand, Limits).Name);
    }

    [Fact]
    public void A_step_reads_parameters_twice_and_each_moment_once()
    {
        Demand plain = Demand.OfStep(Logistic30.Info, batchSize: 64, moments: 0);
        Demand adam = Demand.OfStep(Logistic30.Info, batchSize: 64, moments: 2);
        Assert.Equal(2 * 4 * 31, plain.ParameterReads);
        Assert.Equal(4 * 4 * 31, adam.ParameterReads);
        Assert.Equal(2 * 4 * 31, adam.Resident - plain.Resident);
    }

    private static void AssertBound(string name, double nanoseconds, Demand demand)
    {
        Bound bound = Bound.Of(demand, Limits);
        Assert.Equal(name, bound.Name);
        Assert.Equal(nanoseconds, bound.Seconds * 1e9, 1e-6);
    }
}
