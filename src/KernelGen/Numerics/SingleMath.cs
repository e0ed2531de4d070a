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
    /// <summary>1.5·2²³: the low bits of its sum with an integer are that integer.</summary>
    public const float IntegerInLowBits = 12582912f;

    private const float Log2OfE = 1.44269502f;
    private const float Ln2 = 0.693147182f;

    // ln 2 in two parts. The high one has 15 bits, so that its product with an exponent is exact with and without FMA.
    private const float Ln2High = 0.693145751953125f;
    private const float Ln2Low = 1.42860677e-6f;

    /// <summary>eˣ. At most 0.96 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // e⁸⁹ is infinite and e⁻¹⁰⁴ is zero. The constants come first to keep NaN.
        V p = ReducedExpM1(V.AtLeast(V.AtMost(x, 89f), -104f), out V n);
        return V.Scale(V.Add(p, 1f), n);
    }

    /// <summary>ln x. At most 1.01 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        V isSubnormal = V.GreaterThan(V.Create(1.17549435e-38f), x);
        V normal = x * V.Where(isSubnormal, V.Create(16777216f), V.Create(1f));
        V n = V.Exponent(normal) - V.Where(isSubnormal, V.Create(24f), V.Zero);
        return WithPoles(x, ReducedLog(V.Add(V.Mantissa(normal), -1f), n));
    }

    /// <summary>ln(1 + x). At most 1.01 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // With 2ⁿ near 1 + x, the fraction (1 + x)/2ⁿ − 1 is x/2ⁿ + (1/2ⁿ − 1): only its last addition rounds.
        V sum = V.Add(x, 1f);
        V n = V.Exponent(sum);
        V scale = V.PowerOfTwo(-n);
        V f = V.MultiplyAdd(x, scale, V.Add(scale, -1f));
        return V.CopySign(WithPoles(sum, ReducedLog(f, n)), x);
    }

    /// <summary>tanh x = (1 − e)/(1 + e), e = e^−2|x|, with the sign of x. At most 1.91 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // tanh 10 rounds to 1. One part of ln 2 is enough: e counts the less, the larger n.
        V minusAbs = V.AtLeast(-V.Abs(x), -10f);
        V n = V.Round(V.Multiply(minusAbs, 2f * Log2OfE));
        V r = V.MultiplyAdd(-Ln2, n, minusAbs + minusAbs);
        V p = WithSquares(r, r, 0.49999997f, 0.16666539f, 0.0416677557f, 0.00836710259f, 0.00138363941f);

        // With e = (1 + p)·2ⁿ, numerator and denominator are rounded once each: the error of one is not that of the other.
        V power = V.NormalPowerOfTwo(n);
        V numerator = V.MultiplyAdd(p, power, V.Add(power, -1f));
        V denominator = V.MultiplyAdd(p, power, V.Add(power, 1f));
        return V.CopySign(numerator / denominator, x);
    }

    /// <summary>1/(1 + e⁻ˣ) = 2ⁿ/(2ⁿ + e⁻ʳ), r = x − n·ln 2, so that nothing overflows and no sign matters. At most 1.73 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Logistic<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // The results are 0 below −104 and 1 above 18.
        V clamped = V.AtLeast(V.AtMost(x, 30f), -104f);
        V n = V.Round(V.Multiply(clamped, Log2OfE));
        V r = V.MultiplyAdd(-Ln2Low, n, V.MultiplyAdd(-Ln2High, n, clamped));

        // (2ⁿ + 1) + p, p = expm1(−r). What the first sum loses, which is all of one term for |n| = 24, goes into p.
        V power = V.PowerOfTwo(n);
        V sum = V.Add(power, 1f);
        V lost = power - V.Add(sum, -1f);
        return power / (sum + WithSquares(lost - r, r, 0.49999997f, -0.16666539f, 0.0416677557f, -0.00836710259f, 0.00138363941f));
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + log1p(e^−|x|). At most 1.71 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float> =>
        V.Relu(x) + Log1POfUnit(ExpOfMinusAbs(x));

    /// <summary>log1p(e^−|z|) + (max(z, 0) − t·z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogisticCrossEntropy<V>(V z, V t)
        where V : unmanaged, IFloatingLanes<V, float> =>
        Log1POfUnit(ExpOfMinusAbs(z)) + V.MultiplyAdd(-t, z, V.Relu(z));

    /// <summary>x·2ⁿ where the processor has no instruction for it: two factors, of which only the second can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleInTwoSteps<V>(V x, V n)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        V half = V.Round(V.Multiply(n, 0.5f));
        return x * V.NormalPowerOfTwo(half) * V.NormalPowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfMinusAbs<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        V p = ReducedExpM1(V.AtLeast(-V.Abs(x), -104f), out V n);
        return V.Scale(V.Add(p, 1f), n);
    }

    /// <summary>Splits eˣ into (1 + p)·2ⁿ with p in −0.25 … 0.5; p has a small relative error, also near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExpM1<V>(V x, out V n)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // With r = x − n·ln 2 in −0.288 … 0.406 rather than evenly about zero, p rounds finely where 1 + p does, below 1.
        n = V.Round(V.MultiplyAdd(Log2OfE, x, -0.085f));
        V r = V.MultiplyAdd(-Ln2Low, n, V.MultiplyAdd(-Ln2High, n, x));

        // expm1 r, relative error 1.4e-8.
        return WithSquares(r, r, 0.500000119f, 0.166665673f, 0.0416600816f, 0.00836168136f, 0.00145274203f);
    }

    /// <summary>start + a·r² + b·r³ + c·r⁴ + d·r⁵ + e·r⁶.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSquares<V>(V start, V r, float a, float b, float c, float d, float e)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // Pairs of terms wait for each other half as long as in Horner's scheme.
        V square = r * r;
        V q = V.MultiplyAdd(e, square, V.MultiplyAdd(d, r, c));
        q = V.MultiplyAdd(q, square, V.MultiplyAdd(b, r, a));
        return V.MultiplyAdd(q, square, start);
    }

    /// <summary>ln(1 + f) + n·ln 2 for f in −0.25 … 0.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedLog<V>(V f, V n)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // ln(1 + f) = f + f²·q(f), relative error 8.1e-9.
        V square = f * f;
        V q = V.MultiplyAdd(-0.0460247286f, square, V.MultiplyAdd(0.105902433f, f, -0.132094666f));
        q = V.MultiplyAdd(q, square, V.MultiplyAdd(0.144756183f, f, -0.166425645f));
        q = V.MultiplyAdd(q, square, V.MultiplyAdd(0.199903712f, f, -0.250001937f));
        q = V.MultiplyAdd(q, square, V.MultiplyAdd(0.333334625f, f, -0.5f));

        // n·Ln2High is exact: the small terms go to f first, where they round least.
        V small = V.MultiplyAdd(q, square, V.Multiply(n, Ln2Low));
        return V.MultiplyAdd(Ln2High, n, f + small);
    }

    /// <summary>ln(1 + x) for x in 0 … 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1POfUnit<V>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        V isLarge = V.GreaterThan(x, V.Create(0.5f));
        V f = V.MultiplyAdd(x, V.Where(isLarge, V.Create(0.5f), V.Create(1f)), V.Where(isLarge, V.Create(-0.5f), V.Zero));
        return ReducedLog(f, V.Where(isLarge, V.Create(1f), V.Zero));
    }

    /// <summary>The logarithm where it is finite, else what IEEE 754 asks for: ln 0 = −∞, ln ∞ = ∞, and NaN below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithPoles<V>(V x, V logarithm)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        V infinity = V.Create(float.PositiveInfinity);
        V positive = V.Where(V.Equal(x, infinity), infinity, logarithm);
        V others = V.Where(V.Equal(x, V.Zero), -infinity, V.Create(float.NaN));
        return V.Where(V.GreaterThan(x, V.Zero), positive, others);
    }
}
