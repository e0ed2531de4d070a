using System.Globalization;

namespace KernelGen.Tests.Numerics;

/// <summary>An unevaluated sum of two doubles, the second at most half a unit in the last place of the first: about 104 bits.</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double value) => new(value, 0.0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = Sum(a.High, b.High);
        DoubleDouble low = Sum(a.Low, b.Low);
        DoubleDouble sum = Normalized(high.High, high.Low + low.High);
        return Normalized(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        double rest = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normalized(product, rest + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        DoubleDouble rest = a - b * first;
        double second = rest.High / b.High;
        rest -= b * second;
        return Normalized(first, second) + rest.High / b.High;
    }

    /// <summary>The sum of two doubles, exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double ofB = sum - a;
        return new(sum, (a - (sum - ofB)) + (b - ofB));
    }

    /// <summary>Digits with a decimal point: 0.693147….</summary>
    public static DoubleDouble Parse(string digits)
    {
        DoubleDouble value = 0.0;
        DoubleDouble unit = 1.0;
        bool isFraction = false;
        foreach (char c in digits.AsSpan().TrimStart('-'))
        {
            if (c == '.')
            {
                isFraction = true;
                continue;
            }

            value = value * 10.0 + double.Parse([c], CultureInfo.InvariantCulture);
            unit = isFraction ? unit * 10.0 : unit;
        }

        return digits.StartsWith('-') ? -(value / unit) : value / unit;
    }

    public DoubleDouble TimesPowerOfTwo(int n) => new(Math.ScaleB(High, n), Math.ScaleB(Low, n));

    // |high| is at least |low|.
    private static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
