using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>The elementary functions of doubles, as <see cref="SingleMath"/> computes those of floats.</summary>
/// <remarks>
/// Errors are in units in the last place (ULP) of the exact result, the largest that tests have met, subnormal results included;
/// where the processor has no FMA, up to 0.1 more. In one process all widths give the same bits.
/// The polynomials are minimax fits (Remez exchange in 50 digits) to the relative error of expm1 and of log, their coefficients
/// rounded to double; the first of expm1's, ½, was given.
/// </remarks>
internal static class DoubleMath
{
    /// <summary>1.5·2⁵²: the low bits of its sum with an integer are that integer.</summary>
    public const double IntegerInLowBits = 6755399441055744.0;

    private const double Log2OfE = 1.4426950408889634;

    // ln 2 in two parts. The high one has 42 bits, so that its product with an exponent is exact with and without FMA.
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;

    /// <summary>eˣ. At most 0.92 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // e⁷¹⁰ is infinite and e⁻⁷⁴⁶ is zero.
        V p = ReducedExpM1(V.AtLeast(V.AtMost(x, 710.0), -746.0), out V n);
        return V.Scale(V.Add(p, 1.0), n);
    }

    /// <summary>ln x. At most 0.87 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        V isSubnormal = V.GreaterThan(V.Create(2.2250738585072014e-308), x);
        V normal = x * V.Where(isSubnormal, V.Create(18014398509481984.0), V.Create(1.0));
        V n = V.Exponent(normal) - V.Where(isSubnormal, V.Create(54.0), V.Zero);
        return WithPoles(x, ReducedLog(V.Add(V.Mantissa(normal), -1.0), n));
    }

    /// <summary>ln(1 + x). At most 0.87 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // With 2ⁿ near 1 + x, the fraction (1 + x)/2ⁿ − 1 is x/2ⁿ + (1/2ⁿ − 1): only its last addition rounds.
        V sum = V.Add(x, 1.0);
        V n = V.Exponent(sum);
        V scale = V.PowerOfTwo(-n);
        V f = V.MultiplyAdd(x, scale, V.Add(scale, -1.0));
        return V.CopySign(WithPoles(sum, ReducedLog(f, n)), x);
    }

    /// <summary>tanh x = (1 − e)/(1 + e), e = e^−2|x|, with the sign of x. At most 1.75 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // tanh 20 rounds to 1.
        V minusAbs = V.AtLeast(-V.Abs(x), -20.0);
        V n = V.Round(V.Multiply(minusAbs, 2.0 * Log2OfE));
        V r = V.MultiplyAdd(-Ln2Low, n, V.MultiplyAdd(-Ln2High, n, minusAbs + minusAbs));

        // e = 2ⁿ + p·2ⁿ, where the product is exact.
        V power = V.NormalPowerOfTwo(n);
        V product = WithSquares(r, r) * power;
        V less = V.Add(power, -1.0);
        V more = V.Add(power, 1.0);
        V numerator = less + product;
        V denominator = more + product;
        V quotient = numerator / denominator;

        // What the sums lost. For so small a correction 1.457 − d/2 is near enough to 1/d, 1 ≤ d ≤ 2.
        V rest = V.MultiplyAdd(-quotient, product - (denominator - more), product - (numerator - less));
        return V.CopySign(V.MultiplyAdd(rest, V.MultiplyAdd(-0.5, denominator, 1.457), quotient), x);
    }

    /// <summary>1/(1 + e⁻ˣ) = 2ⁿ/(2ⁿ + e⁻ʳ), r = x − n·ln 2, so that nothing overflows and no sign matters. At most 1.66 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Logistic<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // The results are 0 below −746 and 1 above 38.
        V clamped = V.AtLeast(V.AtMost(x, 40.0), -746.0);
        V n = V.Round(V.Multiply(clamped, Log2OfE));
        V r = V.MultiplyAdd(-Ln2Low, n, V.MultiplyAdd(-Ln2High, n, clamped));

        // (2ⁿ + 1) + p, p = expm1(−r). What the first sum loses, which is all of one term for |n| = 53, goes into p.
        V power = V.PowerOfTwo(n);
        V sum = V.Add(power, 1.0);
        V lost = power - V.Add(sum, -1.0);
        return power / (sum + WithSquares(lost - r, -r));
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + log1p(e^−|x|). At most 1.62 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double> =>
        V.Relu(x) + Log1POfUnit(ExpOfMinusAbs(x));

    /// <summary>log1p(e^−|z|) + (max(z, 0) − t·z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogisticCrossEntropy<V>(V z, V t)
        where V : unmanaged, IFloatingLanes<V, double> =>
        Log1POfUnit(ExpOfMinusAbs(z)) + V.MultiplyAdd(-t, z, V.Relu(z));

    /// <summary>x·2ⁿ where the processor has no instruction for it: two factors, of which only the second can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleInTwoSteps<V>(V x, V n)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        V half = V.Round(V.Multiply(n, 0.5));
        return x * V.NormalPowerOfTwo(half) * V.NormalPowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfMinusAbs<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        V p = ReducedExpM1(V.AtLeast(-V.Abs(x), -746.0), out V n);
        return V.Scale(V.Add(p, 1.0), n);
    }

    /// <summary>Splits eˣ into (1 + p)·2ⁿ with p in −0.25 … 0.5; p has a small relative error, also near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExpM1<V>(V x, out V n)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // With r = x − n·ln 2 in −0.288 … 0.406 rather than evenly about zero, p rounds finely where 1 + p does, below 1.
        n = V.Round(V.MultiplyAdd(Log2OfE, x, -0.085));
        V r = V.MultiplyAdd(-Ln2Low, n, V.MultiplyAdd(-Ln2High, n, x));
        return WithSquares(r, r);
    }

    /// <summary>start + r²·q(r), where r + r²·q(r) is expm1 r for r in −0.347 … 0.406 with a relative error of 2.5e-18.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSquares<V>(V start, V r)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // Four terms at a time wait for each other half as long as pairs.
        V square = r * r;
        V low = V.MultiplyAdd(V.MultiplyAdd(0.008333333333331092, r, 0.041666666666666685), square, V.MultiplyAdd(0.16666666666666669, r, 0.5));
        V middle = V.MultiplyAdd(V.MultiplyAdd(2.7557312295250963e-06, r, 2.4801587366122545e-05), square, V.MultiplyAdd(0.0001984126984722808, r, 0.001388888888886884));
        V high = V.MultiplyAdd(V.MultiplyAdd(1.5354033495836483e-10, r, 2.092917522044537e-09), square, V.MultiplyAdd(2.505576428492299e-08, r, 2.755723179255384e-07));
        V fourth = square * square;
        return V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(high, fourth, middle), fourth, low), square, start);
    }

    /// <summary>ln(1 + f) + n·ln 2 for f in −0.25 … 0.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedLog<V>(V f, V n)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // With s = f/(2 + f), ln(1 + f) is 2·artanh s = 2·s + s³·p(s²), where 2·s = f − s·f. Relative error 1.4e-19.
        V s = f / V.Add(f, 2.0);
        V square = s * s;
        V fourth = square * square;
        V low = V.MultiplyAdd(V.MultiplyAdd(0.22222224299498286, square, 0.2857142855580561), fourth, V.MultiplyAdd(0.4000000000005674, square, 0.666666666666666));
        V high = V.MultiplyAdd(V.MultiplyAdd(0.13843878000440804, square, 0.13173479015466594), fourth, V.MultiplyAdd(0.1539111882321193, square, 0.1818166567693329));
        V p = V.MultiplyAdd(high, fourth * fourth, low);

        // s·f = f²/2 − s·f²/2, so that what s lost by rounding counts little.
        V half = V.Multiply(f * f, 0.5);
        V small = V.MultiplyAdd(s, V.MultiplyAdd(p, square, half), V.Multiply(n, Ln2Low)) - half;

        // n·Ln2High is exact: the small terms go to f first, where they round least.
        return V.MultiplyAdd(Ln2High, n, f + small);
    }

    /// <summary>ln(1 + x) for x in 0 … 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1POfUnit<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        V isLarge = V.GreaterThan(x, V.Create(0.5));
        V f = V.MultiplyAdd(x, V.Where(isLarge, V.Create(0.5), V.Create(1.0)), V.Where(isLarge, V.Create(-0.5), V.Zero));
        return ReducedLog(f, V.Where(isLarge, V.Create(1.0), V.Zero));
    }

    /// <summary>The logarithm where it is finite, else what IEEE 754 asks for: ln 0 = −∞, ln ∞ = ∞, and NaN below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithPoles<V>(V x, V logarithm)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        V infinity = V.Create(double.PositiveInfinity);
        V positive = V.Where(V.Equal(x, infinity), infinity, logarithm);
        V others = V.Where(V.Equal(x, V.Zero), -infinity, V.Create(double.NaN));
        return V.Where(V.GreaterThan(x, V.Zero), positive, others);
    }
}
