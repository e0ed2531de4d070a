using System.Numerics;

namespace KernelGen.Training;

/// <summary>The length of a gradient, over all parameters together.</summary>
internal static class GradientNorm
{
    /// <summary>√Σg², in double precision and always in the same order; not finite only where a number of the gradient is not.</summary>
    public static double Of<T>(ReadOnlySpan<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double norm = Math.Sqrt(SumOfSquares(gradient, 1));
        if (double.IsFinite(norm))
        {
            return norm;
        }

        double largest = 0;
        foreach (T value in gradient)
        {
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        }

        return double.IsFinite(largest) ? largest * Math.Sqrt(SumOfSquares(gradient, largest)) : largest;
    }

    // Four sums at a time: one would wait for itself.
    private static double SumOfSquares<T>(ReadOnlySpan<T> values, double unit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a += Square(values[i]);
            b += Square(values[i + 1]);
            c += Square(values[i + 2]);
            d += Square(values[i + 3]);
        }

        for (; i < values.Length; i++)
        {
            a += Square(values[i]);
        }

        return a + b + (c + d);

        double Square(T value)
        {
            double share = double.CreateTruncating(value) / unit;
            return share * share;
        }
    }
}
