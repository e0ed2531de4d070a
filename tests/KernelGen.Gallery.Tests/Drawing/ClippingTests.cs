using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Tests.Drawing;

public sealed class ClippingTests
{
    [Fact]
    public void What_is_within_stays_as_it_is() => Assert.Equal(["0 0, 0.5 0.5, 1 0"], Pieces((0, 0), (0.5, 0.5), (1, 0)));

    [Fact]
    public void A_line_is_cut_where_it_leaves_and_goes_on_where_it_returns()
        => Assert.Equal(["0 0, 0.5 1", "0.75 1, 1 0"], Pieces((0, 0), (0.5, 1), (0.625, 1.5), (0.75, 1), (1, 0)));

    [Fact]
    public void A_line_that_only_passes_is_cut_on_both_sides() => Assert.Equal(["0 0.5, 1 0.5"], Pieces((-3, 0.5), (4, 0.5)));

    [Fact]
    public void What_is_outside_is_left_out() => Assert.Empty(Pieces((-1, 2), (2, 2), (2, -1)));

    [Fact]
    public void A_point_that_is_not_finite_interrupts()
        => Assert.Equal(["0 0, 0.25 0", "0.75 0, 1 0"], Pieces((0, 0), (0.25, 0), (0.5, double.NaN), (0.75, 0), (1, 0)));

    private static IEnumerable<string> Pieces(params (double X, double Y)[] points)
        => Clipping.Within(points).Select(static piece => string.Join(", ", piece.Select(static p => FormattableString.Invariant($"{p.X:0.###} {p.Y:0.###}"))));
}
