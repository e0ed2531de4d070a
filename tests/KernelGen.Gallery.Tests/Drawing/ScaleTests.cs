using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Tests.Drawing;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(-6, 6, 6, "−6 −4 −2 0 2 4 6")]
    [InlineData(0, 0.6, 6, "0.0 0.1 0.2 0.3 0.4 0.5 0.6")]
    [InlineData(-1, 4, 5, "−1 0 1 2 3 4")]
    [InlineData(1, 15, 7, "2 4 6 8 10 12 14")]
    [InlineData(0, 47_000, 5, "0 10,000 20,000 30,000 40,000")]
    public void Ticks_are_round_and_within(double min, double max, int count, string ticks)
        => Assert.Equal(ticks, Names(new LinearScale(min, max) { TickCount = count }));

    [Theory]
    [InlineData(0, 3.06, 0, 4)]
    [InlineData(0, 100, 0, 100)]
    [InlineData(-0.3, 7.2, -2, 8)]
    [InlineData(5, 5, 5, 5.2)]
    public void A_scale_around_values_ends_at_round_ones(double least, double greatest, double min, double max)
    {
        LinearScale scale = LinearScale.Around(least, greatest);
        Assert.Equal((min, max), (scale.Min, Math.Round(scale.Max, 9)));
    }

    [Fact]
    public void Equal_differences_are_equal_distances() => Assert.Equal([0, 0.25, 1], new[] { -1.0, 0, 3 }.Select(new LinearScale(-1, 3).Place));

    [Fact]
    public void Equal_ratios_are_equal_distances_where_it_is_logarithmic()
        => Assert.Equal([0, 0.5, 1], new[] { 0.01, 1, 100 }.Select(v => Math.Round(new LogarithmicScale(0.01, 100).Place(v), 12)));

    [Theory]
    [InlineData(0.01, 10, 10, "0.01 0.1 1 10")]
    [InlineData(1, 64, 2, "1 2 4 8 16 32 64")]
    [InlineData(1e-13, 1, 10, "10⁻¹³ 10⁻¹¹ 10⁻⁹ 10⁻⁷ 10⁻⁵ 10⁻³ 10⁻¹")]
    [InlineData(0.1, 1000, 10, "0.1 1 10 100 1,000")]
    public void Powers_are_named_and_not_too_many(double min, double max, int of, string ticks)
        => Assert.Equal(ticks, Names(new LogarithmicScale(min, max) { Base = of }));

    [Fact]
    public void A_spread_begins_and_ends_with_the_scale()
    {
        Assert.Equal([1, 1.5, 2], new LinearScale(1, 2).Spread(3));
        Assert.Equal([1, 10, 100], new LogarithmicScale(1, 100).Spread(3).Select(static v => Math.Round(v, 9)));
    }

    [Fact]
    public void An_axis_is_labelled_with_its_unit() => Assert.Equal(
        ["cost (nats)", "epoch"], new[] { new Axis("cost", "nats", new LinearScale(0, 1)), new Axis("epoch", "", new LinearScale(0, 1)) }.Select(static a => a.Label));

    private static string Names(Scale scale) => string.Join(' ', scale.Ticks.Select(scale.Name));
}
