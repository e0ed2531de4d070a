using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

/// <summary>The error of a function over floats evenly spread among all 2³², in units in the last place (ULP) of the exact result.</summary>
/// <param name="Inputs">Floats tried.</param>
/// <param name="Maximum">The largest error; infinite where only one of result and exact value is NaN, or the signs of zeros differ.</param>
/// <param name="Worst">The input with the largest error.</param>
/// <param name="Disagreements">Inputs for which the three register widths did not give the same bits.</param>
internal sealed record UlpScan(long Inputs, double Maximum, float Worst, long Disagreements)
{
    private const int BlockLength = 4096;
    private const double SmallestNormal = 1.0 / (1L << 62) / (1L << 62) / (1L << 2);
    private const double LargestPowerOfTwo = 1.0 * (1L << 62) * (1L << 62) * (1L << 3);
    private const double FloatEpsilon = 1.0 / (1 << 23);

    /// <summary>Tries the floats whose bits are 0, <paramref name="stride"/>, 2·<paramref name="stride"/>, ….</summary>
    public static UlpScan Run(ElementaryFunction function, uint stride)
    {
        long inputs = ((1L << 32) + stride - 1) / stride;
        long blocks = (inputs + BlockLength - 1) / BlockLength;
        var total = new UlpScan(0, 0.0, 0f, 0);
        object gate = new();
        Parallel.For(
            0L,
            blocks,
            () => new UlpScan(0, 0.0, 0f, 0),
            (block, _, scan) => scan.And(Block(function, block * BlockLength, Math.Min(inputs, (block + 1) * BlockLength), stride)),
            scan =>
            {
                lock (gate)
                {
                    total = total.And(scan);
                }
            });
        return total;
    }

    /// <summary>The difference, in the distance between floats next to <paramref name="exact"/>.</summary>
    public static double Ulps(float result, double exact)
    {
        float rounded = (float)exact;
        if (IsSame(result, rounded) && (float.IsInfinity(result) || result == 0f))
        {
            return 0.0;
        }

        if (float.IsNaN(result) || double.IsNaN(exact))
        {
            return float.IsNaN(result) && double.IsNaN(exact) ? 0.0 : double.PositiveInfinity;
        }

        if (result == 0f && exact == 0.0)
        {
            return double.PositiveInfinity;
        }

        // Where the float overflows, infinity counts as the next number after the largest.
        double value = float.IsInfinity(result) ? double.CopySign(Math.ScaleB(1.0, 128), result) : result;
        double powerOfTwo = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(exact) & (0x7FFL << 52));
        return Math.Abs(value - exact) / (Math.Clamp(powerOfTwo, SmallestNormal, LargestPowerOfTwo) * FloatEpsilon);
    }

    private static UlpScan Block(ElementaryFunction function, long first, long end, uint stride)
    {
        Span<float> x = stackalloc float[BlockLength];
        Span<float> sixteen = stackalloc float[BlockLength];
        Span<float> eight = stackalloc float[BlockLength];
        Span<float> four = stackalloc float[BlockLength];
        int length = (int)(end - first);
        for (int i = 0; i < length; i++)
        {
            x[i] = BitConverter.UInt32BitsToSingle((uint)((first + i) * stride));
        }

        function.InLanes<SingleLanes16, float>(x[..length], sixteen);
        function.InLanes<SingleLanes8, float>(x[..length], eight);
        function.InLanes<SingleLanes4, float>(x[..length], four);
        var scan = new UlpScan(length, 0.0, 0f, 0);
        double maximum = 0.0;
        float worst = 0f;
        long disagreements = 0;
        for (int i = 0; i < length; i++)
        {
            double error = Ulps(four[i], function.Exact(x[i]));
            if (error > maximum)
            {
                maximum = error;
                worst = x[i];
            }

            if (!IsSame(four[i], eight[i]) || !IsSame(four[i], sixteen[i]))
            {
                disagreements++;
            }
        }

        return scan with { Maximum = maximum, Worst = worst, Disagreements = disagreements };
    }

    private static bool IsSame(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    private UlpScan And(UlpScan other) => new(
        Inputs + other.Inputs,
        Math.Max(Maximum, other.Maximum),
        other.Maximum > Maximum ? other.Worst : Worst,
        Disagreements + other.Disagreements);
}
