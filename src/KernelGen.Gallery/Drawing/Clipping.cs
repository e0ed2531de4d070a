namespace KernelGen.Gallery.Drawing;

/// <summary>Cuts lines at the sides of a rectangle: what is drawn stays within its frame, for viewers that measure it too.</summary>
internal static class Clipping
{
    /// <summary>The pieces of a line that lie within 0 … 1 in both directions. A point that is not finite interrupts it.</summary>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Within(IEnumerable<(double X, double Y)> points)
    {
        var piece = new List<(double X, double Y)>();
        (double X, double Y)? before = null;
        foreach ((double X, double Y) point in points)
        {
            if (!double.IsFinite(point.X) || !double.IsFinite(point.Y))
            {
                before = null;
            }
            else if (before is not { } start)
            {
                before = point;
                continue;
            }
            else
            {
                before = point;
                if (Segment(start, point) is not { } kept)
                {
                    continue;
                }

                if (piece.Count > 0 && piece[^1] != kept.From)
                {
                    yield return piece.ToArray();
                    piece.Clear();
                }

                if (piece.Count == 0)
                {
                    piece.Add(kept.From);
                }

                piece.Add(kept.To);
                continue;
            }

            if (piece.Count > 0)
            {
                yield return piece.ToArray();
                piece.Clear();
            }
        }

        if (piece.Count > 0)
        {
            yield return piece;
        }
    }

    /// <summary>The part of a segment that is within (Liang and Barsky 1984); null where none is.</summary>
    private static ((double X, double Y) From, (double X, double Y) To)? Segment((double X, double Y) start, (double X, double Y) end)
    {
        double enter = 0;
        double leave = 1;
        (double dx, double dy) = (end.X - start.X, end.Y - start.Y);
        foreach ((double move, double room) in new[] { (-dx, start.X), (dx, 1 - start.X), (-dy, start.Y), (dy, 1 - start.Y) })
        {
            if (move == 0 && room < 0)
            {
                return null;
            }

            if (move < 0)
            {
                enter = Math.Max(enter, room / move);
            }
            else if (move > 0)
            {
                leave = Math.Min(leave, room / move);
            }
        }

        return enter >= leave ? null : (At(enter), At(leave));

        // The ends themselves where they are within, so that pieces join.
        (double X, double Y) At(double share) => share switch
        {
            0 => start,
            1 => end,
            _ => (Math.Clamp(start.X + share * dx, 0, 1), Math.Clamp(start.Y + share * dy, 0, 1)),
        };
    }
}
