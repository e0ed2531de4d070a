using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Training;

/// <summary>The length of a gradient, over all parameters together.</summary>
internal static class GradientNorm
{
    /// <summary>√Σg², in double precision, on every processor in the same order; not finite only where a number of the gradient is not.</summary>
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

        if (!double.IsFinite(largest))
        {
            return largest;
        }

        // Shares of a power of two are exact.
        int exponent = Math.ILogB(largest);
        return Math.ScaleB(Math.Sqrt(SumOfSquares(gradient, Math.ScaleB(1, -exponent))), exponent);
    }

    // Sixteen sums at a time, whatever the registers: one would wait for itself, and their number decides how the result is rounded.
    private static double SumOfSquares<T>(ReadOnlySpan<T> values, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            (Vector256<double> first, Vector256<double> second) = Eight(values.Slice(i, 8));
            (Vector256<double> third, Vector256<double> fourth) = Eight(values.Slice(i + 8, 8));
            a += Square(first * scale);
            b += Square(second * scale);
            c += Square(third * scale);
            d += Square(fourth * scale);
        }

        double rest = 0;
        for (; i < values.Length; i++)
        {
            double share = double.CreateTruncating(values[i]) * scale;
            rest += share * share;
        }

        Vector256<double> sums = a + b + (c + d);
        return sums[0] + sums[1] + (sums[2] + sums[3]) + rest;
    }

    private static Vector256<double> Square(Vector256<double> x) => x * x;

    /// <summary>Eight numbers in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Lower, Vector256<double> Upper) Eight<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Widen(Vector256.Create(values).AsSingle());
        }

        return (Vector256.Create(values).AsDouble(), Vector256.Create(values[4..]).AsDouble());
    }
}
