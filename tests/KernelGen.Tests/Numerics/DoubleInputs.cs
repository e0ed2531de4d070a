namespace KernelGen.Tests.Numerics;

/// <summary>Doubles on which functions are tried: evenly spread, and where their forms change.</summary>
internal static class DoubleInputs
{
    private const int BlockLength = 4096;

    /// <summary>Half of <paramref name="count"/> among the bits of all doubles, half among those of 2⁻⁶⁰ … 2¹⁰; then the edges.</summary>
    public static IEnumerable<double[]> Blocks(long count)
    {
        long half = count / 2;
        long first = BitConverter.DoubleToInt64Bits(Math.ScaleB(1.0, -60));
        long last = BitConverter.DoubleToInt64Bits(Math.ScaleB(1.0, 10));
        IEnumerable<double> all = Enumerable.Range(0, (int)half).Select(i => BitConverter.UInt64BitsToDouble((ulong)i * (ulong.MaxValue / (ulong)half | 1)));
        IEnumerable<double> middle = Enumerable.Range(0, (int)half)
            .Select(i => BitConverter.Int64BitsToDouble(first + i / 2 * ((last - first) / (half / 2) | 1) | (i % 2L << 63)));
        return all.Concat(middle).Concat(Edges()).Chunk(BlockLength);
    }

    private static IEnumerable<double> Edges()
    {
        IEnumerable<double> halvesOfLn2 = Enumerable.Range(-2200, 4401).Select(k => k * 0.34657359027997264);
        IEnumerable<double> quarterTurns = Enumerable.Range(1, 5000).Select(k => k * (Math.PI / 2.0));
        IEnumerable<double> powersOfTwo = Enumerable.Range(-1074, 2098).Select(k => Math.ScaleB(1.0, k)).SelectMany(x => (double[])[x, 0.75 * x, 1.5 * x]);
        double[] ends = [0.0, double.Epsilon, double.MaxValue, 709.782712893384, 745.1332191019411, 708.3964185322641, 18.99, 19.07, 36.7, 37.43];
        foreach (double edge in halvesOfLn2.Concat(quarterTurns).Concat(powersOfTwo).Concat(ends))
        {
            foreach (double x in (double[])[edge, Math.BitIncrement(edge), Math.BitDecrement(edge), Math.BitIncrement(Math.BitIncrement(edge))])
            {
                yield return x;
                yield return -x;
            }
        }
    }
}
