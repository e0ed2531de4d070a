using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>Sine and cosine: one text for every register width. The result in a lane depends on nothing but that lane.</summary>
/// <remarks>
/// Errors are in units in the last place (ULP) of the exact result: of floats the largest over all 2³², of doubles the largest that
/// tests have met; where the processor has no FMA, up to 0.26 more. In one process all widths give the same bits.
/// The polynomials are minimax fits (Remez exchange in 60 digits) to the relative error of the sine, their coefficients rounded to
/// double; those of floats one by one from the lowest on, the higher ones fitted again after each rounding.
/// Far from zero π/2 needs more digits. Floats go through double precision there and doubles through <see cref="Math"/>: in a method
/// of its own, called only if a lane is far, which leaves the other lanes as they are.
/// </remarks>
internal static class Trigonometry
{
    /// <summary>Up to here multiples of the first two parts of π/2 are exact with and without FMA.</summary>
    private const float NearSingles = 200f;
    private const double NearDoubles = 1e5;

    /// <summary>sin x of floats. At most 0.94 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V, D, W>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
        where D : unmanaged, IFloatingLanes<D, double>
        where W : struct, IWidening<V, D> =>
        SinOfSum<V, D, W>(x, 0);

    /// <summary>cos x of floats. At most 0.94 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V, D, W>(V x)
        where V : unmanaged, IFloatingLanes<V, float>
        where D : unmanaged, IFloatingLanes<D, double>
        where W : struct, IWidening<V, D> =>
        SinOfSum<V, D, W>(x, 1);

    /// <summary>sin x of doubles. At most 0.94 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double> =>
        SinOfSum(x, 0);

    /// <summary>cos x of doubles. At most 0.94 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x)
        where V : unmanaged, IFloatingLanes<V, double> =>
        SinOfSum(x, 1);

    /// <summary>sin(x + quarters·π/2) of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfSum<V, D, W>(V x, int quarters)
        where V : unmanaged, IFloatingLanes<V, float>
        where D : unmanaged, IFloatingLanes<D, double>
        where W : struct, IWidening<V, D>
    {
        V near = SinOfNear(x, SingleMath.IntegerInLowBits + quarters);
        return V.IsAnyBeyond(x, NearSingles) ? WithFar<V, D, W>(near, x, quarters) : near;
    }

    /// <summary>sin(x + quarters·π/2) of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfSum<V>(V x, int quarters)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        V near = SinOfNear(x, DoubleMath.IntegerInLowBits + quarters);
        return V.IsAnyBeyond(x, NearDoubles) ? WithFar(near, x, quarters) : near;
    }

    /// <summary>sin(x + k·π/2), k the integer in the low bits of <paramref name="shift"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfNear<V>(V x, float shift)
        where V : unmanaged, IFloatingLanes<V, float>
    {
        // x − n·π/2 as high − low, with π/2 in three parts: its first 17 bits, the next 17, and the rest rounded to 24.
        V turned = V.MultiplyAdd((float)(2.0 / Math.PI), x, shift);
        V n = V.Add(turned, -shift);
        V first = V.MultiplyAdd(-1.57078552f, n, x);
        V high = V.MultiplyAdd(-1.08042732e-5f, n, first);
        V low = V.MultiplyAdd(6.07710063e-11f, n, V.MultiplyAdd(1.08042732e-5f, n, high - first));

        // An odd number of quarters away the sine is a cosine, cos r = 1 − 2·sin²(r/2): one polynomial is enough.
        V isCosine = V.IsOdd(turned);
        V scale = V.Where(isCosine, V.Create(0.5f), V.Create(1f));

        // sin r in −π/4 … π/4, relative error 4.0e-9. The difference comes last, so that the sine of −0 is −0.
        V r = high * scale;
        V square = r * r;
        V p = V.MultiplyAdd(V.MultiplyAdd(0.000195182904f, square, -0.00833218917f), square, 0.166666552f);
        V sin = r - V.MultiplyAdd(p, square * r, low * scale);
        V cos = V.MultiplyAdd(V.Multiply(sin, -2f), sin, 1f);
        return V.FlipSign(V.Where(isCosine, cos, sin), turned, 1);
    }

    /// <inheritdoc cref="SinOfNear{V}(V, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfNear<V>(V x, double shift)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        // The parts of π/2: its first 37 bits, the next 37, and the rest rounded to 53.
        V turned = V.MultiplyAdd(2.0 / Math.PI, x, shift);
        V n = V.Add(turned, -shift);
        V first = V.MultiplyAdd(-1.5707963267923333, n, x);
        V high = V.MultiplyAdd(-2.5633441515839558e-12, n, first);
        V low = V.MultiplyAdd(1.0562999066987428e-23, n, V.MultiplyAdd(2.5633441515839558e-12, n, high - first));

        V isCosine = V.IsOdd(turned);
        V scale = V.Where(isCosine, V.Create(0.5), V.Create(1.0));

        // Relative error 3.7e-18.
        V r = high * scale;
        V square = r * r;
        V p = V.MultiplyAdd(-1.5896229931761321e-10, square, 2.5050747759892582e-08);
        p = V.MultiplyAdd(p, square, -2.7557313621376058e-06);
        p = V.MultiplyAdd(p, square, 0.00019841269829589558);
        p = V.MultiplyAdd(p, square, -0.008333333333322118);
        p = V.MultiplyAdd(p, square, 0.1666666666666663);
        V sin = r - V.MultiplyAdd(p, square * r, low * scale);
        V cos = V.MultiplyAdd(V.Multiply(sin, -2.0), sin, 1.0);
        return V.FlipSign(V.Where(isCosine, cos, sin), turned, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V WithFar<V, D, W>(V near, V x, int quarters)
        where V : unmanaged, IFloatingLanes<V, float>
        where D : unmanaged, IFloatingLanes<D, double>
        where W : struct, IWidening<V, D>
    {
        V far = W.Narrow(SinOfSum(W.Lower(x), quarters), SinOfSum(W.Upper(x), quarters));
        return V.Where(V.GreaterThan(V.Abs(x), V.Create(NearSingles)), far, near);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V WithFar<V>(V near, V x, int quarters)
        where V : unmanaged, IFloatingLanes<V, double>
    {
        ref double results = ref Unsafe.As<V, double>(ref near);
        for (int lane = 0; lane < V.Count; lane++)
        {
            double angle = Unsafe.Add(ref Unsafe.As<V, double>(ref x), lane);
            if (Math.Abs(angle) > NearDoubles)
            {
                Unsafe.Add(ref results, lane) = quarters == 0 ? Math.Sin(angle) : Math.Cos(angle);
            }
        }

        return near;
    }
}
