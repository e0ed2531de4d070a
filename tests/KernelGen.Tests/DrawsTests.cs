using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;

namespace KernelGen.Tests;

public class DrawsTests
{
    [Fact]
    public void A_seed_draws_the_same_again() => Assert.Equal(Drawn(seed: 5), Drawn(seed: 5));

    [Fact]
    public void Another_seed_and_another_round_draw_others()
    {
        Assert.Empty(Drawn(seed: 5).Intersect(Drawn(seed: 7)));
        Assert.Empty(Drawn(seed: 5).Intersect(Drawn(seed: 5, round: 1)));
    }

    [Fact]
    public void A_failure_prints_the_seed_that_draws_it_again()
    {
        XunitException failure = Assert.Throws<XunitException>(static () => Draws.Check(Numbers(static _ => Assert.Fail("never")), seed: 12, count: 3, round: 2));
        Assert.StartsWith("KERNELGEN_RANDOM_SEED=12 draws this again.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("0", 0UL)]
    [InlineData("7937147898072016689", 7937147898072016689UL)]
    public void A_seed_is_asked_for_by_its_number(string? text, ulong? seed) => Assert.Equal(seed, Draws.SeedOf(text));

    [Fact]
    public void A_new_seed_is_another_one_each_time() => Assert.True(Enumerable.Range(0, 10).Select(static _ => Draws.SeedOf("new")).Distinct().Count() > 1);

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("random")]
    public void What_is_no_seed_is_refused(string text) => Assert.Throws<FormatException>(() => Draws.SeedOf(text));

    private static List<int> Drawn(ulong seed, int round = 0)
    {
        List<int> drawn = [];
        Draws.Check(Numbers(drawn.Add), seed, count: 20, round);
        Assert.Equal(20, drawn.Count);
        return drawn;
    }

    private static Property Numbers(Action<int> law) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), law);
}
