namespace KernelGen.Benchmarks.Sweep;

/// <summary>A batch size whose examples take much longer than those of a size beside it.</summary>
/// <param name="BatchSize">The slower size.</param>
/// <param name="Neighbour">The faster size, one more or one less.</param>
/// <param name="Ratio">Its time per example by the neighbour's.</param>
internal sealed record Cliff(int BatchSize, int Neighbour, double Ratio);

/// <summary>Looks for batch sizes that fall out of their neighbourhood.</summary>
internal static class NeighbourCheck
{
    /// <summary>Up to this size it is natural that examples share the cost of a call unevenly.</summary>
    public const int First = 8;

    /// <summary>The largest size that is compared.</summary>
    public const int Last = 70;

    /// <summary>The slower of two neighbours takes at most this much of the faster.</summary>
    public const double Tolerance = 1.15;

    /// <summary>Compares every size above <see cref="First"/> with the sizes beside it, as far as they were measured.</summary>
    /// <param name="times">The time of a step by its batch size, in any unit.</param>
    /// <returns>The slower size of each pair that is too far apart, ascending.</returns>
    public static IReadOnlyList<Cliff> Find(IReadOnlyDictionary<int, double> times)
    {
        List<Cliff> cliffs = [];
        for (int size = First; size < Last; size++)
        {
            if (!times.TryGetValue(size, out double time) || !times.TryGetValue(size + 1, out double next))
            {
                continue;
            }

            double ratio = next / (size + 1) / (time / size);
            if (ratio > Tolerance)
            {
                cliffs.Add(new Cliff(size + 1, size, ratio));
            }
            else if (1 / ratio > Tolerance)
            {
                cliffs.Add(new Cliff(size, size + 1, 1 / ratio));
            }
        }

        return cliffs;
    }
}
