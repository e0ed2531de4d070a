using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Sixteen floats in one register of 512 bits.</summary>
public partial struct SingleLanes16 : IFloatingLanes<SingleLanes16, float>
{
    // Set by initialisers: a constructor would be one more method for the JIT to inline in every operation.
    internal Vector512<float> Lanes;

    private SingleLanes8 Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetLower() };
    }

    private SingleLanes8 Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetUpper() };
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<float>.Count;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static SingleLanes16 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 At(int index) => new() { Lanes = Vector512.Equals(Vector512<int>.Indices, Vector512.Create(index)).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Mask(DropoutMask dropout, nuint row, nuint unit, double rate) => dropout.IsOn
        ? new() { Lanes = dropout.Kept512(row, unit, rate).AsSingle() & Vector512.Create((float)(1 / (1 - rate))) }
        : Create(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 operator +(SingleLanes16 left, SingleLanes16 right) => new() { Lanes = left.Lanes + right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 operator -(SingleLanes16 left, SingleLanes16 right) => new() { Lanes = left.Lanes - right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 operator *(SingleLanes16 left, SingleLanes16 right) => new() { Lanes = left.Lanes * right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 operator /(SingleLanes16 left, SingleLanes16 right) => new() { Lanes = left.Lanes / right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 operator -(SingleLanes16 value) => new() { Lanes = -value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Create(float value) => new() { Lanes = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Broadcast(ref readonly float source, nuint offset) =>
        new() { Lanes = Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Load(ref readonly float source, nuint offset) => new() { Lanes = Vector512.LoadUnsafe(in source, offset) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe SingleLanes16 LoadFirst(ref readonly float source, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            // To pin the source for a load of some lanes takes longer than to ask.
            return Load(in source, offset);
        }

        if (Avx512F.IsSupported)
        {
            fixed (float* first = &Unsafe.Add(ref Unsafe.AsRef(in source), offset))
            {
                return new() { Lanes = Avx512F.MaskLoad(first, First(count).Lanes, Vector512<float>.Zero) };
            }
        }

        return count > 8
            ? Join(SingleLanes8.Load(in source, offset), SingleLanes8.LoadFirst(in source, offset + 8, count - 8))
            : new() { Lanes = SingleLanes8.LoadFirst(in source, offset, count).Lanes.ToVector512() };
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
    public static void Store(SingleLanes16 value, ref float destination, nuint offset) => value.Lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 LoadOne(ref readonly float source, nuint offset) =>
        new() { Lanes = Vector512.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(SingleLanes16 value, ref float destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst(SingleLanes16 value, ref float destination, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            Store(value, ref destination, offset);
            return;
        }

        if (Avx512F.IsSupported)
        {
            fixed (float* first = &Unsafe.Add(ref destination, offset))
            {
                Avx512F.MaskStore(first, First(count).Lanes, value.Lanes);
            }

            return;
        }

        if (count > 8)
        {
            SingleLanes8.Store(value.Lower, ref destination, offset);
            SingleLanes8.StoreFirst(value.Upper, ref destination, offset + 8, count - 8);
        }
        else
        {
            SingleLanes8.StoreFirst(value.Lower, ref destination, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 LoadParts(ref readonly float rows, nuint row, nuint column, nuint stride, nuint count) =>
        new() { Lanes = Halves.LoadFour(in rows, row, column, stride) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParts(SingleLanes16 parts, ref float rows, nuint row, nuint column, nuint stride, nuint count) =>
        Halves.StoreFour(parts.Lanes, ref rows, row, column, stride);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref SingleLanes16 a, ref SingleLanes16 b, ref SingleLanes16 c, ref SingleLanes16 d)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<double> lowAB = Avx512F.UnpackLow(a.Lanes, b.Lanes).AsDouble(), highAB = Avx512F.UnpackHigh(a.Lanes, b.Lanes).AsDouble();
            Vector512<double> lowCD = Avx512F.UnpackLow(c.Lanes, d.Lanes).AsDouble(), highCD = Avx512F.UnpackHigh(c.Lanes, d.Lanes).AsDouble();
            a.Lanes = Avx512F.UnpackLow(lowAB, lowCD).AsSingle();
            b.Lanes = Avx512F.UnpackHigh(lowAB, lowCD).AsSingle();
            c.Lanes = Avx512F.UnpackLow(highAB, highCD).AsSingle();
            d.Lanes = Avx512F.UnpackHigh(highAB, highCD).AsSingle();
        }
        else
        {
            (SingleLanes8 lowerA, SingleLanes8 lowerB, SingleLanes8 lowerC, SingleLanes8 lowerD) = (a.Lower, b.Lower, c.Lower, d.Lower);
            (SingleLanes8 upperA, SingleLanes8 upperB, SingleLanes8 upperC, SingleLanes8 upperD) = (a.Upper, b.Upper, c.Upper, d.Upper);
            SingleLanes8.Turn(ref lowerA, ref lowerB, ref lowerC, ref lowerD);
            SingleLanes8.Turn(ref upperA, ref upperB, ref upperC, ref upperD);
            (a, b, c, d) = (Join(lowerA, upperA), Join(lowerB, upperB), Join(lowerC, upperC), Join(lowerD, upperD));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 FromIntegers(ref readonly int first) => new() { Lanes = Vector512.ConvertToSingle(Vector512.LoadUnsafe(in first)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 MultiplyAdd(SingleLanes16 a, SingleLanes16 b, SingleLanes16 c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(a.Lanes, b.Lanes, c.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref SingleLanes16 sum, SingleLanes16 a, SingleLanes16 b) =>
        sum.Lanes = Vector512.MultiplyAddEstimate(a.Lanes, b.Lanes, sum.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Max(SingleLanes16 a, SingleLanes16 b) => new() { Lanes = Vector512.MaxNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Min(SingleLanes16 a, SingleLanes16 b) => new() { Lanes = Vector512.MinNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Abs(SingleLanes16 x) => new() { Lanes = Vector512.Abs(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Sqrt(SingleLanes16 x) => new() { Lanes = Vector512.Sqrt(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Sign(SingleLanes16 x) => HardThreshold(x) - HardThreshold(-x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Relu(SingleLanes16 x) => new() { Lanes = Vector512.MaxNative(Vector512<float>.Zero, x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 HardThreshold(SingleLanes16 x) => WherePositive(x, Create(1f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 WherePositive(SingleLanes16 condition, SingleLanes16 value) =>
        new() { Lanes = Vector512.GreaterThan(condition.Lanes, Vector512<float>.Zero) & value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Tail(SingleLanes16 x, nuint count) =>
        new() { Lanes = Vector512.Shuffle(x.Lanes, Vector512<int>.Indices + Vector512.Create(Count - (int)count)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 First(nuint count) =>
        new() { Lanes = Vector512.GreaterThan(Vector512.Create((int)count), Vector512<int>.Indices).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 GreaterThan(SingleLanes16 a, SingleLanes16 b) => new() { Lanes = Vector512.GreaterThan(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Equal(SingleLanes16 a, SingleLanes16 b) => new() { Lanes = Vector512.Equals(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Where(SingleLanes16 mask, SingleLanes16 a, SingleLanes16 b) =>
        new() { Lanes = Vector512.ConditionalSelect(mask.Lanes, a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(SingleLanes16 x) => Halves.Sum(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(SingleLanes16 a, SingleLanes16 b, SingleLanes16 c, SingleLanes16 d, ref float destination, nuint offset)
    {
        if (!Avx512F.IsSupported)
        {
            SingleLanes8.StoreSums(a.Lower + a.Upper, b.Lower + b.Upper, c.Lower + c.Upper, d.Lower + d.Upper, ref destination, offset);
            return;
        }

        // Halves of two registers side by side, then quarters of all four: what is left of each is a quarter of one register.
        Vector512<float> ab = Avx512F.Shuffle4x128(a.Lanes, b.Lanes, 0b01_00_01_00) + Avx512F.Shuffle4x128(a.Lanes, b.Lanes, 0b11_10_11_10);
        Vector512<float> cd = Avx512F.Shuffle4x128(c.Lanes, d.Lanes, 0b01_00_01_00) + Avx512F.Shuffle4x128(c.Lanes, d.Lanes, 0b11_10_11_10);
        Vector512<float> abcd = Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01);
        Vector512<float> pairs = abcd + Avx512F.Permute4x32(abcd, 0b01_00_11_10);
        Vector512<float> sums = pairs + Avx512F.Permute4x32(pairs, 0b10_11_00_01);
        Vector512<int> firstOfQuarters = Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
        Avx512F.PermuteVar16x32(sums, firstOfQuarters).GetLower().GetLower().StoreUnsafe(ref destination, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(SingleLanes16 x) => Halves.Largest(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Exp(SingleLanes16 x) => SingleMath.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Log(SingleLanes16 x) => SingleMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Log1P(SingleLanes16 x) => SingleMath.Log1P(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Tanh(SingleLanes16 x) => SingleMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Logistic(SingleLanes16 x) => SingleMath.Logistic(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Softplus(SingleLanes16 x) => SingleMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 LogisticCrossEntropy(SingleLanes16 z, SingleLanes16 t) => SingleMath.LogisticCrossEntropy(z, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.MultiplyAdd(SingleLanes16 a, SingleLanes16 b, float c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(a.Lanes, b.Lanes, Vector512.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.MultiplyAdd(float a, SingleLanes16 b, SingleLanes16 c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(Vector512.Create(a), b.Lanes, c.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.MultiplyAdd(float a, SingleLanes16 b, float c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(Vector512.Create(a), b.Lanes, Vector512.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.Add(SingleLanes16 x, float constant) =>
        new() { Lanes = x.Lanes + Vector512.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.Multiply(SingleLanes16 x, float constant) =>
        new() { Lanes = x.Lanes * Vector512.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.AtLeast(SingleLanes16 x, float bound) =>
        new() { Lanes = Vector512.MaxNative(Vector512.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.AtMost(SingleLanes16 x, float bound) =>
        new() { Lanes = Vector512.MinNative(Vector512.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.CopySign(SingleLanes16 magnitude, SingleLanes16 sign) =>
        new() { Lanes = Vector512.CopySign(magnitude.Lanes, sign.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.Round(SingleLanes16 x) => new() { Lanes = Vector512.Round(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.NormalPowerOfTwo(SingleLanes16 n) =>
        new() { Lanes = ((n.Lanes + Vector512.Create(SingleMath.IntegerInLowBits + 127f)).AsInt32() << 23).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.PowerOfTwo(SingleLanes16 n) =>
        Avx512F.IsSupported ? new() { Lanes = Avx512F.Scale(Vector512.Create(1f), n.Lanes) } : SingleMath.ScaleInTwoSteps(Create(1f), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.Scale(SingleLanes16 x, SingleLanes16 n) =>
        Avx512F.IsSupported ? new() { Lanes = Avx512F.Scale(x.Lanes, n.Lanes) } : SingleMath.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.Exponent(SingleLanes16 x) =>
        new() { Lanes = Vector512.ConvertToSingle((x.Lanes.AsInt32() - Vector512.Create(0x3F400000)) >> 23) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.Mantissa(SingleLanes16 x) =>
        new() { Lanes = (x.Lanes.AsInt32() - ((x.Lanes.AsInt32() - Vector512.Create(0x3F400000)) & Vector512.Create(-1 << 23))).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SingleLanes16 Join(SingleLanes8 lower, SingleLanes8 upper) =>
        new() { Lanes = lower.Lanes.ToVector512Unsafe().WithUpper(upper.Lanes) };
}
