using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics;

/// <summary>Normal numbers √(−2·ln u)·cos 2πv of uniform ones (Box and Muller 1958), as many at once as a register has lanes.</summary>
/// <remarks>
/// Sums and products are rounded one by one, with FMA or without: a number has the same bits on every platform and in every lane.
/// <see cref="Vector{T}"/> rather than the registers of kernels, since this runs once, where a model is first used: the compiler takes
/// half the time for it. The polynomials are minimax fits (Remez exchange in 50 digits) to the relative error.
/// </remarks>
internal static class BoxMuller
{
    // Doubles whose last bit is worth 2⁻⁵³ and 2⁻²¹: the low 32 and the high 21 bits of a multiple of 2⁻⁵³ are put into their mantissas.
    private const double Low = 0.5;
    private const double High = 2147483648.0;

    // √½ cut off after the high word of a double, and 2⁵².
    private const ulong HalfRoot = 0x3FE6A09E_00000000;
    private const double Integer = 4503599627370496.0;

    /// <summary>Fills <paramref name="normals"/>. Each is of the word of its state and the next one.</summary>
    /// <param name="normals">As many as are wanted.</param>
    /// <param name="state">The state of the first.</param>
    /// <param name="step">From the state of one to that of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<double> normals, ulong state, ulong step)
    {
        ref double first = ref MemoryMarshal.GetReference(normals);
        Vector<ulong> states = Vector.Create(state) + Vector<ulong>.Indices * Vector.Create(step);
        Vector<ulong> steps = Vector.Create(step * (ulong)Vector<ulong>.Count);
        for (int i = 0; i < normals.Length; i += Vector<double>.Count)
        {
            Vector<double> drawn = Normal(SplitMix64.Word(states), SplitMix64.Word(states + Vector.Create(SplitMix64.Step)));
            if (i <= normals.Length - Vector<double>.Count)
            {
                drawn.StoreUnsafe(ref first, (nuint)i);
            }
            else
            {
                for (int lane = 0; i + lane < normals.Length; lane++)
                {
                    normals[i + lane] = drawn[lane];
                }
            }

            states += steps;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Normal(Vector<ulong> first, Vector<ulong> second)
    {
        // 1 − u in (0, 1], and v − ½, exactly.
        Vector<double> unit = (Vector.Create(1 + High + Low) - HighBits(first)) - LowBits(first);
        Vector<double> turn = (HighBits(second) - Vector.Create(High + Low + 0.5)) + LowBits(second);
        return Vector.SquareRoot(MinusTwiceLog(unit)) * SineOfTurns(Vector.Abs(turn) - Vector.Create(0.25));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> HighBits(Vector<ulong> word) =>
        Vector.AsVectorDouble((word >>> 43) | Vector.AsVectorUInt64(Vector.Create(High)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LowBits(Vector<ulong> word) =>
        Vector.AsVectorDouble(((word >>> 11) & Vector.Create(0xFFFF_FFFFUL)) | Vector.AsVectorUInt64(Vector.Create(Low)));

    /// <summary>−2·ln x for normal x up to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> MinusTwiceLog(Vector<double> x)
    {
        // x = m·2ⁿ with m in √½ … √2, whose logarithm is 2·artanh s, s = (m − 1)/(m + 1).
        Vector<ulong> biased = Vector.AsVectorUInt64(x) + Vector.Create(0x3FF0_0000_0000_0000 - HalfRoot);
        Vector<double> n = Vector.AsVectorDouble((biased >>> 52) | Vector.AsVectorUInt64(Vector.Create(Integer))) - Vector.Create(Integer + 1023);
        Vector<double> m = Vector.AsVectorDouble((biased & Vector.Create(0x000F_FFFF_FFFF_FFFFUL)) + Vector.Create(HalfRoot));
        Vector<double> s = (m - Vector.Create(1.0)) / (m + Vector.Create(1.0));

        // −4·artanh s = s·p(s²), with an error of 1.2e-18.
        Vector<double> square = s * s, fourth = square * square;
        Vector<double> low = (square * Vector.Create(-1.333333333333353) + Vector.Create(-4.0))
            + fourth * (square * Vector.Create(-0.5714285752269327) + Vector.Create(-0.7999999999859777));
        Vector<double> high = (square * Vector.Create(-0.3636727018849191) + Vector.Create(-0.4444439397649768))
            + fourth * (square * Vector.Create(-0.29621059687302503) + Vector.Create(-0.3062488751178369));
        return n * Vector.Create(-1.3862943611198906) + s * (low + fourth * fourth * high);
    }

    /// <summary>sin 2πx for x in −¼ … ¼: of 2πv the cosine, for x = |v − ½| − ¼.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SineOfTurns(Vector<double> x)
    {
        // x·p(x²), with an error of 2.6e-19.
        Vector<double> square = x * x, fourth = square * square, eighth = fourth * fourth;
        Vector<double> low = (square * Vector.Create(-41.341702240399755) + Vector.Create(6.283185307179586))
            + fourth * (square * Vector.Create(-76.7058597527985) + Vector.Create(81.60524927607341));
        Vector<double> high = (square * Vector.Create(-15.09464162050932) + Vector.Create(42.05869392378521))
            + fourth * (square * Vector.Create(-0.717723580052401) + Vector.Create(3.8199270504679106));
        return x * (low + eighth * (high + eighth * Vector.Create(0.10085633036793827)));
    }
}
