namespace KernelGen.Tests.Numerics;

/// <summary>An exact result, to about 100 bits: Significand·2^Exponent, so that nothing underflows on the way to a subnormal number.</summary>
internal readonly record struct DoubleReference(DoubleDouble Significand, int Exponent = 0)
{
    // ln 2: 33 bits, whose products with exponents are exact, and the next 106.
    private const double Ln2High = 0.693147180601954460144042968750;
    private static readonly DoubleDouble ln2Low = DoubleDouble.Parse("-0.0000000000420091507268108472918234319244998656397447");

    private static readonly DoubleDouble[] inverseFactorials = InverseFactorials();

    /// <summary>Everywhere but at infinities and NaN.</summary>
    public static DoubleReference Of(ElementaryFunction function, double x) => function switch
    {
        ElementaryFunction.Exp => Exp(x),
        ElementaryFunction.Log => Log(x),
        ElementaryFunction.Log1P => new(Log1P(x)),
        ElementaryFunction.Tanh => new(x < 0.0 ? -Tanh(-x) : Tanh(x)),
        ElementaryFunction.Logistic => Logistic(x),
        ElementaryFunction.Softplus => Softplus(x),
        ElementaryFunction.Sin => new(SineReference.OfQuarters(x, 0)),
        ElementaryFunction.Cos => new(SineReference.OfQuarters(x, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such function."),
    };

    /// <summary>The difference, in the distance between doubles next to the exact result.</summary>
    public double Ulps(double result)
    {
        int exponent = Math.ILogB(Significand.High) + Exponent;
        if (double.IsPositiveInfinity(result) && exponent > 1023)
        {
            return 0.0;
        }

        // Where the double overflows and should not, infinity counts as the next number after the largest.
        (double value, int scale) = double.IsPositiveInfinity(result) ? (1.0, 1024 - Exponent) : (result, -Exponent);
        exponent = Math.Clamp(exponent, -1022, 1023);
        DoubleDouble difference = Math.ScaleB(value, scale) - Significand;
        return Math.Abs(Math.ScaleB(difference.High, Exponent - exponent + 52));
    }

    private static DoubleReference Exp(double x)
    {
        // Infinite, or less than half of the smallest number: the exact value does not matter.
        double clamped = Math.Clamp(x, -800.0, 800.0);
        int n = (int)Math.Round(clamped / Math.Log(2.0));
        return new(Series(clamped - n * Ln2High - ln2Low * n) + 1.0, n);
    }

    private static DoubleReference Log(double x)
    {
        int n = NearestExponent(x);
        return new(LogOfScaled(DoubleDouble.Sum(Math.ScaleB(x, -n), -1.0), n));
    }

    private static DoubleDouble Log1P(double x)
    {
        // The next term is x³/3.
        if (Math.Abs(x) < 1e-17)
        {
            return DoubleDouble.Sum(x, -0.5 * x * x);
        }

        DoubleDouble sum = DoubleDouble.Sum(Math.Abs(x) > 1.0 ? x : 1.0, Math.Abs(x) > 1.0 ? 1.0 : x);
        int n = NearestExponent(sum.High);
        return LogOfScaled(n == 0 ? x : sum.TimesPowerOfTwo(-n) - 1.0, n);
    }

    private static DoubleDouble Tanh(double x)
    {
        if (x < 1e-9)
        {
            // The next term is x⁵·2/15.
            return DoubleDouble.Sum(x, -(x * x * x / 3.0));
        }

        if (x > 100.0)
        {
            return 1.0;
        }

        DoubleReference e = Exp(2.0 * x);
        DoubleDouble expM1 = x < 0.17 ? Series(2.0 * x) : e.Significand.TimesPowerOfTwo(e.Exponent) - 1.0;
        return expM1 / (expM1 + 2.0);
    }

    private static DoubleReference Logistic(double x)
    {
        DoubleReference e = Exp(-Math.Abs(x));
        DoubleDouble one = e.Significand.TimesPowerOfTwo(e.Exponent) + 1.0;
        return x < 0.0 ? new(e.Significand / one, e.Exponent) : new(1.0 / one);
    }

    private static DoubleReference Softplus(double x)
    {
        DoubleReference scaled = Exp(-Math.Abs(x));
        DoubleDouble e = scaled.Significand.TimesPowerOfTwo(scaled.Exponent);
        if (x < -40.0)
        {
            // log1p e = e·(1 − e/2 + …)
            return new(scaled.Significand * (1.0 - e * 0.5), scaled.Exponent);
        }

        DoubleDouble log1P = e.High > 0.5 ? LogOfScaled(e * 0.5 - 0.5, 1) : LogOfScaled(e, 0);
        return new(log1P + Math.Max(x, 0.0));
    }

    // eʳ − 1 for |r| < 0.36, by its power series.
    private static DoubleDouble Series(DoubleDouble r)
    {
        DoubleDouble sum = 0.0;
        for (int k = inverseFactorials.Length - 1; k > 0; k--)
        {
            sum = sum * r + inverseFactorials[k];
        }

        return sum * r;
    }

    // ln(1 + f) + n·ln 2 for f in −0.25 … 0.5: 2·artanh(f/(2 + f)), by its power series.
    private static DoubleDouble LogOfScaled(DoubleDouble f, int n)
    {
        DoubleDouble s = f / (f + 2.0);
        DoubleDouble square = s * s;
        DoubleDouble sum = 0.0;
        for (int k = 49; k > 0; k -= 2)
        {
            sum = sum * square + 1.0 / (DoubleDouble)k;
        }

        return n * Ln2High + (ln2Low * n + sum * s * 2.0);
    }

    private static DoubleDouble[] InverseFactorials()
    {
        var inverse = new DoubleDouble[28];
        inverse[0] = 1.0;
        for (int k = 1; k < inverse.Length; k++)
        {
            inverse[k] = inverse[k - 1] / k;
        }

        return inverse;
    }

    // x/2ⁿ lies in [0.75, 1.5).
    private static int NearestExponent(double x)
    {
        int n = Math.ILogB(x);
        return Math.ScaleB(x, -n) < 1.5 ? n : n + 1;
    }
}
