using FsCheck;
using FsCheck.Fluent;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Graphs;
using KernelGen.Tests;
using Interval = KernelGen.Generators.Graphs.Analyses.Interval;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>What is said of the values of a graph is true of the values that it takes.</summary>
public class IntervalTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void Every_value_lies_in_its_interval() => Check(400, static (graph, seed) =>
    {
        IReadOnlyList<Interval> intervals = Intervals.Of(graph);
        Interpreter values = new(graph, LeafValues.Random(graph, new Random(seed)));
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            (double low, double high) = (intervals[node].Low.Value, intervals[node].High.Value);
            Assert.False(double.IsNaN(low) || double.IsNaN(high), $"{node}: {intervals[node]}");
            foreach (double value in values[node, 0])
            {
                double slack = Rounding * (1 + Math.Abs(value));
                Assert.True(value >= low - slack && value <= high + slack, $"{node}, {graph[node]}: {value} is not in {intervals[node]}");
            }
        }
    });

    [Fact]
    public void What_is_called_a_distribution_sums_to_one() => Check(400, static (graph, seed) =>
    {
        Distributions distributions = new(graph, Intervals.Of(graph));
        Interpreter values = new(graph, LeafValues.Random(graph, new Random(seed)));
        foreach (int node in Enumerable.Range(0, graph.Nodes.Count).Where(distributions.IsDistribution))
        {
            Assert.Equal(1, values[node, 0].Sum(), 1e-2);
            Assert.All(values[node, 0], static p => Assert.InRange(p, 0, 1 + Rounding));
        }
    });

    [Theory]
    [InlineData(-2, 3, -1, 4, -8, 12)]
    [InlineData(-2, -1, -4, -3, 3, 8)]
    [InlineData(0, double.PositiveInfinity, 0, 1, 0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, 0, 0, 0, 0)]
    public void A_product_reaches_from_the_least_to_the_greatest_corner(double a, double b, double c, double d, double low, double high) =>
        Assert.Equal(Interval.Between(low, high), Interval.Between(a, b) * Interval.Between(c, d));

    [Fact]
    public void A_product_of_positive_numbers_is_positive() => Assert.True((Interval.Positive * Interval.InsideUnit).IsPositive);

    [Fact]
    public void A_product_with_what_can_be_zero_can_be_zero() => Assert.True((Interval.Positive * Interval.Between(0, 1)).Contains(0));

    [Fact]
    public void A_square_of_what_can_be_zero_can_be_zero() => Assert.Equal(Interval.Between(0, 9), Interval.Between(-3, 2).Squared);

    [Fact]
    public void A_quotient_by_a_negative_number_turns_around() =>
        Assert.Equal(Interval.Between(-4, -1), Interval.Between(2, 4) / Interval.Between(-2, -1));

    [Fact]
    public void A_quotient_by_any_positive_number_is_positive_and_has_no_end()
    {
        Interval quotient = Interval.Of(1) / Interval.Positive;
        Assert.True(quotient.IsPositive);
        Assert.Equal(double.PositiveInfinity, quotient.High.Value);
    }

    [Fact]
    public void What_is_above_the_larger_of_two_ends_is_reached_only_if_both_are() =>
        Assert.True(Interval.Maximum(Interval.Positive, Interval.Between(0, 1)).IsPositive);

    [Fact]
    public void A_limit_that_rounding_reaches_is_not_reached() => Assert.True(Interval.Between(-1e5, 0).Rising(Math.Exp, low: 0).IsPositive);

    private static void Check(int count, Action<Graph, int> law)
    {
        Arbitrary<Sample> samples = Arb.From(
            Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(12, 45), static (seed, steps) => new Sample(seed, steps)),
            static s => Enumerable.Range(12, s.Steps - 12).Select(steps => s with { Steps = steps }));
        Draws.Check(
            Prop.ForAll(samples, s =>
            {
                EquationForm form = RandomEquations.Draw(s.Seed, s.Steps);
                law(EquationLowering.Lower(form)!, s.Seed);
            }),
            count);
    }

    /// <summary>Random equations by the seed that draws them.</summary>
    private sealed record Sample(int Seed, int Steps);
}
