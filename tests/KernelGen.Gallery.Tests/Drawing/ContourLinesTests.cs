using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Tests.Drawing;

public sealed class ContourLinesTests
{
    [Fact]
    public void A_slope_has_straight_contours_where_its_level_is()
    {
        double[,] slope = { { 0, 1, 2 }, { 0, 1, 2 }, { 0, 1, 2 } };
        Assert.Equal([(1.25, 0), (1.25, 1), (1.25, 2)], Assert.Single(ContourLines.Of(slope, 1.25)).OrderBy(static p => p.Y));
    }

    [Fact]
    public void The_contour_of_a_bowl_is_a_circle_that_closes()
    {
        const int count = 41;
        double[,] bowl = new double[count, count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                bowl[row, column] = (row - 20) * (row - 20) + (column - 20) * (column - 20);
            }
        }

        IReadOnlyList<(double X, double Y)> circle = Assert.Single(ContourLines.Of(bowl, 144.5));
        Assert.Equal(circle[0], circle[^1]);
        Assert.All(circle, static p => Assert.Equal(12.02, Math.Sqrt((p.X - 20) * (p.X - 20) + (p.Y - 20) * (p.Y - 20)), 0.05));
    }

    // Two hills in opposite corners: at a level above the middle each has a line of its own, below they are one range.
    [Theory]
    [InlineData(0.7, true)]
    [InlineData(0.3, false)]
    public void A_saddle_is_crossed_by_two_lines_that_keep_apart(double level, bool isHillsApart)
    {
        double[,] saddle = { { 1, 0 }, { 0, 1 } };
        var lines = ContourLines.Of(saddle, level).ToArray();
        Assert.Equal(2, lines.Length);
        bool cutsOffHill = lines.Any(static line => line.All(static p => p.X + p.Y < 1));
        Assert.Equal(isHillsApart, cutsOffHill);
    }

    [Fact]
    public void There_is_no_contour_where_no_value_is() => Assert.Empty(ContourLines.Of(new double[,] { { 1, 2 }, { 2, 3 } }, 4));
}
