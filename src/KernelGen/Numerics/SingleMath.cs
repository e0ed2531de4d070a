using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>The elementary functions of floats: one text for every register width, without branches or tables.</summary>
/// <remarks>
/// Errors are in units in the last place (ULP) of the exact result, the largest over all 2³² floats, subnormal results included;
/// where the processor has no FMA, up to 0.1 more. In one process all widths give the same bits.
/// The polynomials are minimax fits (Remez exchange in 50 digits) to the relative error of expm1 and of log1p, their coefficients
/// rounded to float one by one from the lowest on, the higher ones fitted again after each rounding.
/// </remarks>
internal static class SingleMath
{
    // Adding it leaves no bits for a fraction: (x + RoundToInteger) − RoundToInteger is the integer next to x, for |x| < 2²².
    private const float RoundToInteger = 12582912f;

    // ln 2 in two parts. The high one has 15 bits, so that its product with an exponent is exact with and without FMA.
    private const float Ln2High = 0.693145751953125f;
    private const float Ln2Low = 1.42860677e-6f;

    /// <summary>eˣ. At most 0.96 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        // e⁸⁹ is infinite and e⁻¹⁰⁴ is zero. The constants come first to keep NaN.
        V p = ReducedExpM1(V.Max(V.Create(-104f), V.Min(V.Create(89f), x)), out V n);
        return V.Scale(V.Create(1f) + p, n);
    }

    /// <summary>ln x. At most 1.01 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        V isSubnormal = V.GreaterThan(V.Create(1.17549435e-38f), x);
        V normal = x * V.Where(isSubnormal, V.Create(16777216f), V.Create(1f));
        V n = V.Exponent(normal) - V.Where(isSubnormal, V.Create(24f), V.Zero);
        return WithPoles(x, ReducedLog(V.Mantissa(normal) - V.Create(1f), n));
    }

    /// <summary>ln(1 + x). At most 1.01 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        // With 2ⁿ near 1 + x, the fraction (1 + x)/2ⁿ − 1 is x/2ⁿ + (1/2ⁿ − 1): only its last addition rounds.
        V sum = V.Create(1f) + x;
        V n = V.Exponent(sum);
        V scale = V.Scale(V.Create(1f), -n);
        V f = V.MultiplyAdd(x, scale, scale - V.Create(1f));
        return V.CopySign(WithPoles(sum, ReducedLog(f, n)), x);
    }

    /// <summary>tanh x = −h/(1 + h), h = expm1(−2|x|)/2, with the sign of x. At most 1.59 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        // tanh 10 rounds to 1.
        V p = ReducedExpM1(V.Max(V.Create(-20f), V.CopySign(x + x, V.Create(-1f))), out V n);
        V halfScale = V.PowerOfTwo(n - V.Create(1f));
        V offset = halfScale - V.Create(0.5f);
        V h = V.MultiplyAdd(p, halfScale, offset);

        // One Newton step, from an estimate close enough for offset − estimate to be exact. Its remainder
        // h − estimate·(1 + h) is built from the parts of h and of 1 + h, so that the rounding of neither sum matters.
        V reciprocal = V.ReciprocalEstimate(V.Create(1f) + h);
        V estimate = h * reciprocal;
        V remainder = V.MultiplyAdd(estimate, -h, V.MultiplyAdd(p, halfScale, offset - estimate));
        return V.CopySign(V.MultiplyAdd(remainder, reciprocal, estimate), x);
    }

    /// <summary>1/(1 + e⁻ˣ), from e^−|x| so that nothing overflows. At most 1.50 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Logistic<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        V e = ExpOfMinusAbs(x);
        V numerator = V.Where(V.GreaterThan(V.Zero, x), e, V.Create(1f));

        // One Newton step as in tanh. The quotient is at least half the numerator: their difference is exact.
        V reciprocal = V.ReciprocalEstimate(V.Create(1f) + e);
        V estimate = numerator * reciprocal;
        V remainder = V.MultiplyAdd(estimate, -e, numerator - estimate);
        return V.MultiplyAdd(remainder, reciprocal, estimate);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + log1p(e^−|x|). At most 1.71 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : unmanaged, ISingleLanes<V> =>
        V.Relu(x) + Log1POfUnit(ExpOfMinusAbs(x));

    /// <summary>log1p(e^−|z|) + (max(z, 0) − t·z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogisticCrossEntropy<V>(V z, V t)
        where V : unmanaged, ISingleLanes<V> =>
        Log1POfUnit(ExpOfMinusAbs(z)) + V.MultiplyAdd(-t, z, V.Relu(z));

    /// <summary>x·2ⁿ where the processor has no instruction for it: two factors, of which only the second can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleInTwoSteps<V>(V x, V n)
        where V : unmanaged, ISingleLanes<V>
    {
        V half = RoundedToInteger(V.Create(0.5f) * n);
        return x * V.PowerOfTwo(half) * V.PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfMinusAbs<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        V p = ReducedExpM1(V.Max(V.Create(-104f), V.CopySign(x, V.Create(-1f))), out V n);
        return V.Scale(V.Create(1f) + p, n);
    }

    /// <summary>Splits eˣ into (1 + p)·2ⁿ with p in −0.25 … 0.5; p has a small relative error, also near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExpM1<V>(V x, out V n)
        where V : unmanaged, ISingleLanes<V>
    {
        // With r = x − n·ln 2 in −0.288 … 0.406 rather than evenly about zero, p rounds finely where 1 + p does, below 1.
        n = RoundedToInteger(V.MultiplyAdd(V.Create(1.44269502f), x, V.Create(-0.085f)));
        V r = V.MultiplyAdd(n, V.Create(-Ln2Low), V.MultiplyAdd(n, V.Create(-Ln2High), x));

        // expm1 r = r + r²·q(r), relative error 1.5e-8. Pairs of terms wait for each other half as long as in Horner's scheme.
        V square = r * r;
        V q = V.MultiplyAdd(V.Create(0.00145274203f), square, Line(r, 0.0416600816f, 0.00836168136f));
        q = V.MultiplyAdd(q, square, Line(r, 0.500000119f, 0.166665673f));
        return V.MultiplyAdd(q, square, r);
    }

    /// <summary>ln(1 + f) + n·ln 2 for f in −0.25 … 0.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedLog<V>(V f, V n)
        where V : unmanaged, ISingleLanes<V>
    {
        // ln(1 + f) = f + f²·q(f), relative error 8.1e-9.
        V square = f * f;
        V q = V.MultiplyAdd(V.Create(-0.0460247286f), square, Line(f, -0.132094666f, 0.105902433f));
        q = V.MultiplyAdd(q, square, Line(f, -0.166425645f, 0.144756183f));
        q = V.MultiplyAdd(q, square, Line(f, -0.250001937f, 0.199903712f));
        q = V.MultiplyAdd(q, square, Line(f, -0.5f, 0.333334625f));

        // n·Ln2High is exact: the small terms go to f first, where they round least.
        V small = V.MultiplyAdd(q, square, n * V.Create(Ln2Low));
        return V.MultiplyAdd(n, V.Create(Ln2High), f + small);
    }

    /// <summary>ln(1 + x) for x in 0 … 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1POfUnit<V>(V x)
        where V : unmanaged, ISingleLanes<V>
    {
        V isLarge = V.GreaterThan(x, V.Create(0.5f));
        V f = V.MultiplyAdd(x, V.Where(isLarge, V.Create(0.5f), V.Create(1f)), V.Where(isLarge, V.Create(-0.5f), V.Zero));
        return ReducedLog(f, V.Where(isLarge, V.Create(1f), V.Zero));
    }

    /// <summary>The logarithm where it is finite, else what IEEE 754 asks for: ln 0 = −∞, ln ∞ = ∞, and NaN below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithPoles<V>(V x, V logarithm)
        where V : unmanaged, ISingleLanes<V>
    {
        V infinity = V.Create(float.PositiveInfinity);
        V positive = V.Where(V.Equal(x, infinity), infinity, logarithm);
        V others = V.Where(V.Equal(x, V.Zero), -infinity, V.Create(float.NaN));
        return V.Where(V.GreaterThan(x, V.Zero), positive, others);
    }

    /// <summary>Two neighbouring terms of a polynomial: constant + slope·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Line<V>(V x, float constant, float slope)
        where V : unmanaged, ISingleLanes<V> =>
        V.MultiplyAdd(V.Create(slope), x, V.Create(constant));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V RoundedToInteger<V>(V x)
        where V : unmanaged, ISingleLanes<V> =>
        x + V.Create(RoundToInteger) - V.Create(RoundToInteger);
}
