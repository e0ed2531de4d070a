namespace KernelGen.Gallery.Drawing;

/// <summary>Lines on which a function of the plane has one value, from its values on a grid (marching squares).</summary>
internal static class ContourLines
{
    /// <summary>The lines, each as long as it goes; one that closes ends where it began.</summary>
    /// <param name="values">[rows, columns], both at least 2.</param>
    /// <param name="level">The value on the lines.</param>
    /// <returns>Points in units of the grid: x is the column, y the row.</returns>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Of(double[,] values, double level)
    {
        // Of every crossing of a side, the other crossings that it is joined with: one in each cell at the side.
        var neighbours = new Dictionary<(double X, double Y), List<(double X, double Y)>>();
        foreach (((double X, double Y) from, (double X, double Y) to) in Segments(values, level))
        {
            Join(from, to);
            Join(to, from);
        }

        // Lines that end at the border first, from their ends; what is then left are closed ones.
        foreach ((double X, double Y) start in neighbours.Keys.OrderBy(p => neighbours[p].Count == 1 ? 0 : 1).ThenBy(static p => p).ToArray())
        {
            while (neighbours[start].Count > 0)
            {
                var line = new List<(double X, double Y)> { start };
                while (neighbours[line[^1]] is [var next, ..])
                {
                    neighbours[line[^1]].Remove(next);
                    neighbours[next].Remove(line[^1]);
                    line.Add(next);
                }

                yield return line;
            }
        }

        void Join((double X, double Y) from, (double X, double Y) to)
        {
            if (!neighbours.TryGetValue(from, out List<(double X, double Y)>? joined))
            {
                neighbours.Add(from, joined = []);
            }

            joined.Add(to);
        }
    }

    private static IEnumerable<((double X, double Y) From, (double X, double Y) To)> Segments(double[,] values, double level)
    {
        for (int row = 0; row + 1 < values.GetLength(0); row++)
        {
            for (int column = 0; column + 1 < values.GetLength(1); column++)
            {
                List<(double X, double Y)> crossings = Crossings(values, row, column, level);
                for (int i = 0; i + 1 < crossings.Count; i += 2)
                {
                    yield return (crossings[i], crossings[i + 1]);
                }
            }
        }
    }

    // Around the cell: 0, 2 or 4 sides are crossed. Of 4, the middle of the cell says which two belong together.
    private static List<(double X, double Y)> Crossings(double[,] values, int row, int column, double level)
    {
        (int X, int Y)[] corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
        double[] heights = [.. corners.Select(c => values[c.Y, c.X] - level)];
        var found = new List<(double X, double Y)>();
        for (int side = 0; side < 4; side++)
        {
            (double from, double to) = (heights[side], heights[(side + 1) % 4]);
            if (from > 0 != to > 0)
            {
                // From the corner that is higher: both cells at a side find the same point, to the last bit.
                (int X, int Y) start = corners[from > to ? side : (side + 1) % 4];
                (int X, int Y) end = corners[from > to ? (side + 1) % 4 : side];
                double share = Math.Max(from, to) / Math.Abs(from - to);
                found.Add((start.X + share * (end.X - start.X), start.Y + share * (end.Y - start.Y)));
            }
        }

        return found.Count == 4 && heights.Average() > 0 != heights[0] > 0 ? [.. found[1..], found[0]] : found;
    }
}
