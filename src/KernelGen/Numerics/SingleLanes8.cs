using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Eight floats in one register of 256 bits.</summary>
public partial struct SingleLanes8 : IFloatingLanes<SingleLanes8, float>
{
    // Set by initialisers: a constructor would be one more method for the JIT to inline in every operation.
    internal Vector256<float> Lanes;

    private SingleLanes4 Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetLower() };
    }

    private SingleLanes4 Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetUpper() };
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<float>.Count;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported;
    }

    /// <inheritdoc/>
    public static SingleLanes8 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 At(int index) => new() { Lanes = Vector256.Equals(Vector256<int>.Indices, Vector256.Create(index)).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Mask(DropoutMask dropout, nuint row, nuint unit, double rate) => dropout.IsOn
        ? new() { Lanes = dropout.Kept256(row, unit, rate).AsSingle() & Vector256.Create((float)(1 / (1 - rate))) }
        : Create(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 operator +(SingleLanes8 left, SingleLanes8 right) => new() { Lanes = left.Lanes + right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 operator -(SingleLanes8 left, SingleLanes8 right) => new() { Lanes = left.Lanes - right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 operator *(SingleLanes8 left, SingleLanes8 right) => new() { Lanes = left.Lanes * right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 operator /(SingleLanes8 left, SingleLanes8 right) => new() { Lanes = left.Lanes / right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 operator -(SingleLanes8 value) => new() { Lanes = -value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Create(float value) => new() { Lanes = Vector256.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Broadcast(ref readonly float source, nuint offset) =>
        new() { Lanes = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Load(ref readonly float source, nuint offset) => new() { Lanes = Vector256.LoadUnsafe(in source, offset) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe SingleLanes8 LoadFirst(ref readonly float source, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            // To pin the source for a load of some lanes takes longer than to ask.
            return Load(in source, offset);
        }

        if (Avx512F.VL.IsSupported)
        {
            fixed (float* first = &Unsafe.Add(ref Unsafe.AsRef(in source), offset))
            {
                return new() { Lanes = Avx512F.VL.MaskLoad(first, First(count).Lanes, Vector256<float>.Zero) };
            }
        }

        if (Avx.IsSupported)
        {
            fixed (float* first = &Unsafe.Add(ref Unsafe.AsRef(in source), offset))
            {
                return new() { Lanes = Avx.MaskLoad(first, First(count).Lanes) };
            }
        }

        return count > 4
            ? Join(SingleLanes4.Load(in source, offset), SingleLanes4.LoadFirst(in source, offset + 4, count - 4))
            : new() { Lanes = SingleLanes4.LoadFirst(in source, offset, count).Lanes.ToVector256() };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchAhead(ref readonly float source, nuint offset)
    {
        if (!HasManyRegisters)
        {
            Cache.Fetch(in source, offset);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SingleLanes8 value, ref float destination, nuint offset) => value.Lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 LoadOne(ref readonly float source, nuint offset) =>
        new() { Lanes = Vector256.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(SingleLanes8 value, ref float destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst(SingleLanes8 value, ref float destination, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            Store(value, ref destination, offset);
            return;
        }

        if (Avx512F.VL.IsSupported)
        {
            fixed (float* first = &Unsafe.Add(ref destination, offset))
            {
                Avx512F.VL.MaskStore(first, First(count).Lanes, value.Lanes);
            }

            return;
        }

        if (count > 4)
        {
            SingleLanes4.Store(value.Lower, ref destination, offset);
            SingleLanes4.StoreFirst(value.Upper, ref destination, offset + 4, count - 4);
        }
        else
        {
            SingleLanes4.StoreFirst(value.Lower, ref destination, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 LoadParts(ref readonly float rows, nuint row, nuint column, nuint stride, nuint count) =>
        new() { Lanes = Halves.LoadTwo(in rows, row, column, stride) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParts(SingleLanes8 parts, ref float rows, nuint row, nuint column, nuint stride, nuint count) =>
        Halves.StoreTwo(parts.Lanes, ref rows, row, column, stride);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref SingleLanes8 a, ref SingleLanes8 b, ref SingleLanes8 c, ref SingleLanes8 d)
    {
        if (Avx.IsSupported)
        {
            Vector256<double> lowAB = Avx.UnpackLow(a.Lanes, b.Lanes).AsDouble(), highAB = Avx.UnpackHigh(a.Lanes, b.Lanes).AsDouble();
            Vector256<double> lowCD = Avx.UnpackLow(c.Lanes, d.Lanes).AsDouble(), highCD = Avx.UnpackHigh(c.Lanes, d.Lanes).AsDouble();
            a.Lanes = Avx.UnpackLow(lowAB, lowCD).AsSingle();
            b.Lanes = Avx.UnpackHigh(lowAB, lowCD).AsSingle();
            c.Lanes = Avx.UnpackLow(highAB, highCD).AsSingle();
            d.Lanes = Avx.UnpackHigh(highAB, highCD).AsSingle();
        }
        else
        {
            (SingleLanes4 lowerA, SingleLanes4 lowerB, SingleLanes4 lowerC, SingleLanes4 lowerD) = (a.Lower, b.Lower, c.Lower, d.Lower);
            (SingleLanes4 upperA, SingleLanes4 upperB, SingleLanes4 upperC, SingleLanes4 upperD) = (a.Upper, b.Upper, c.Upper, d.Upper);
            SingleLanes4.Turn(ref lowerA, ref lowerB, ref lowerC, ref lowerD);
            SingleLanes4.Turn(ref upperA, ref upperB, ref upperC, ref upperD);
            (a, b, c, d) = (Join(lowerA, upperA), Join(lowerB, upperB), Join(lowerC, upperC), Join(lowerD, upperD));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 FromIntegers(ref readonly int first) => new() { Lanes = Vector256.ConvertToSingle(Vector256.LoadUnsafe(in first)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 MultiplyAdd(SingleLanes8 a, SingleLanes8 b, SingleLanes8 c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(a.Lanes, b.Lanes, c.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref SingleLanes8 sum, SingleLanes8 a, SingleLanes8 b) =>
        sum.Lanes = Vector256.MultiplyAddEstimate(a.Lanes, b.Lanes, sum.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Max(SingleLanes8 a, SingleLanes8 b) => new() { Lanes = Vector256.MaxNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Min(SingleLanes8 a, SingleLanes8 b) => new() { Lanes = Vector256.MinNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Abs(SingleLanes8 x) => new() { Lanes = Vector256.Abs(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Sqrt(SingleLanes8 x) => new() { Lanes = Vector256.Sqrt(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Sign(SingleLanes8 x) => HardThreshold(x) - HardThreshold(-x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Relu(SingleLanes8 x) => new() { Lanes = Vector256.MaxNative(Vector256<float>.Zero, x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 HardThreshold(SingleLanes8 x) => WherePositive(x, Create(1f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 WherePositive(SingleLanes8 condition, SingleLanes8 value) =>
        new() { Lanes = Vector256.GreaterThan(condition.Lanes, Vector256<float>.Zero) & value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Tail(SingleLanes8 x, nuint count) =>
        new() { Lanes = Vector256.Shuffle(x.Lanes, Vector256<int>.Indices + Vector256.Create(Count - (int)count)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 First(nuint count) =>
        new() { Lanes = Vector256.GreaterThan(Vector256.Create((int)count), Vector256<int>.Indices).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 GreaterThan(SingleLanes8 a, SingleLanes8 b) => new() { Lanes = Vector256.GreaterThan(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Equal(SingleLanes8 a, SingleLanes8 b) => new() { Lanes = Vector256.Equals(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Where(SingleLanes8 mask, SingleLanes8 a, SingleLanes8 b) =>
        new() { Lanes = Vector256.ConditionalSelect(mask.Lanes, a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(SingleLanes8 x) => Halves.Sum(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(SingleLanes8 a, SingleLanes8 b, SingleLanes8 c, SingleLanes8 d, ref float destination, nuint offset)
    {
        if (!Avx.IsSupported)
        {
            SingleLanes4.StoreSums(a.Lower + a.Upper, b.Lower + b.Upper, c.Lower + c.Upper, d.Lower + d.Upper, ref destination, offset);
            return;
        }

        // Halves of two registers side by side, then quarters of all four, then single lanes: a and c below, b and d above.
        Vector256<float> ab = Avx.Permute2x128(a.Lanes, b.Lanes, 0x20) + Avx.Permute2x128(a.Lanes, b.Lanes, 0x31);
        Vector256<float> cd = Avx.Permute2x128(c.Lanes, d.Lanes, 0x20) + Avx.Permute2x128(c.Lanes, d.Lanes, 0x31);
        Vector256<float> pairs = Avx.Shuffle(ab, cd, 0b01_00_01_00) + Avx.Shuffle(ab, cd, 0b11_10_11_10);
        Vector256<float> sums = pairs + Avx.Permute(pairs, 0b10_11_00_01);
        Sse41.Blend(sums.GetLower(), sums.GetUpper(), 0b1010).StoreUnsafe(ref destination, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(SingleLanes8 x) => Halves.Largest(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Exp(SingleLanes8 x) => SingleMath.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Log(SingleLanes8 x) => SingleMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Log1P(SingleLanes8 x) => SingleMath.Log1P(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Tanh(SingleLanes8 x) => SingleMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Logistic(SingleLanes8 x) => SingleMath.Logistic(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Softplus(SingleLanes8 x) => SingleMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 LogisticCrossEntropy(SingleLanes8 z, SingleLanes8 t) => SingleMath.LogisticCrossEntropy(z, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.MultiplyAdd(SingleLanes8 a, SingleLanes8 b, float c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(a.Lanes, b.Lanes, Vector256.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.MultiplyAdd(float a, SingleLanes8 b, SingleLanes8 c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(Vector256.Create(a), b.Lanes, c.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.MultiplyAdd(float a, SingleLanes8 b, float c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(Vector256.Create(a), b.Lanes, Vector256.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.Add(SingleLanes8 x, float constant) =>
        new() { Lanes = x.Lanes + Vector256.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.Multiply(SingleLanes8 x, float constant) =>
        new() { Lanes = x.Lanes * Vector256.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.AtLeast(SingleLanes8 x, float bound) =>
        new() { Lanes = Vector256.MaxNative(Vector256.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.AtMost(SingleLanes8 x, float bound) =>
        new() { Lanes = Vector256.MinNative(Vector256.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.CopySign(SingleLanes8 magnitude, SingleLanes8 sign) =>
        new() { Lanes = Vector256.CopySign(magnitude.Lanes, sign.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.Round(SingleLanes8 x) => new() { Lanes = Vector256.Round(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.NormalPowerOfTwo(SingleLanes8 n) =>
        new() { Lanes = ((n.Lanes + Vector256.Create(SingleMath.IntegerInLowBits + 127f)).AsInt32() << 23).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.PowerOfTwo(SingleLanes8 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(Vector256.Create(1f), n.Lanes) } : SingleMath.ScaleInTwoSteps(Create(1f), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.Scale(SingleLanes8 x, SingleLanes8 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(x.Lanes, n.Lanes) } : SingleMath.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.Exponent(SingleLanes8 x) =>
        new() { Lanes = Vector256.ConvertToSingle((x.Lanes.AsInt32() - Vector256.Create(0x3F400000)) >> 23) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.Mantissa(SingleLanes8 x) =>
        new() { Lanes = (x.Lanes.AsInt32() - ((x.Lanes.AsInt32() - Vector256.Create(0x3F400000)) & Vector256.Create(-1 << 23))).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SingleLanes8 Join(SingleLanes4 lower, SingleLanes4 upper) =>
        new() { Lanes = lower.Lanes.ToVector256Unsafe().WithUpper(upper.Lanes) };
}
