using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Four floats in one register of 128 bits.</summary>
public partial struct SingleLanes4 : IFloatingLanes<SingleLanes4, float>
{
    // Set by initialisers: a constructor would be one more method for the JIT to inline in every operation.
    internal Vector128<float> Lanes;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<float>.Count;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.IsSupported;
    }

    /// <inheritdoc/>
    public static SingleLanes4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 At(int index) => new() { Lanes = Vector128.Equals(Vector128<int>.Indices, Vector128.Create(index)).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Mask(DropoutMask dropout, nuint row, nuint unit, double rate) => dropout.IsOn
        ? new() { Lanes = dropout.Kept128(row, unit, rate).AsSingle() & Vector128.Create((float)(1 / (1 - rate))) }
        : Create(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 operator +(SingleLanes4 left, SingleLanes4 right) => new() { Lanes = left.Lanes + right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 operator -(SingleLanes4 left, SingleLanes4 right) => new() { Lanes = left.Lanes - right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 operator *(SingleLanes4 left, SingleLanes4 right) => new() { Lanes = left.Lanes * right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 operator /(SingleLanes4 left, SingleLanes4 right) => new() { Lanes = left.Lanes / right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 operator -(SingleLanes4 value) => new() { Lanes = -value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Create(float value) => new() { Lanes = Vector128.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Broadcast(ref readonly float source, nuint offset) =>
        new() { Lanes = Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Load(ref readonly float source, nuint offset) => new() { Lanes = Vector128.LoadUnsafe(in source, offset) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 LoadFirst(ref readonly float source, nuint offset, nuint count)
    {
        if (count > 3)
        {
            return Load(in source, offset);
        }

        ref float first = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        if (count > 1)
        {
            return new() { Lanes = Vector128.Create(first, Unsafe.Add(ref first, 1), count > 2 ? Unsafe.Add(ref first, 2) : 0f, 0f) };
        }

        return new() { Lanes = Vector128.CreateScalar(count > 0 ? first : 0f) };
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
    public static void Store(SingleLanes4 value, ref float destination, nuint offset) => value.Lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 LoadOne(ref readonly float source, nuint offset) =>
        new() { Lanes = Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(SingleLanes4 value, ref float destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(SingleLanes4 value, ref float destination, nuint offset, nuint count)
    {
        if (count > 3)
        {
            Store(value, ref destination, offset);
            return;
        }

        ref float first = ref Unsafe.Add(ref destination, offset);
        if (count > 0)
        {
            first = value.Lanes.ToScalar();
        }

        if (count > 1)
        {
            Unsafe.Add(ref first, 1) = value.Lanes.GetElement(1);
        }

        if (count > 2)
        {
            Unsafe.Add(ref first, 2) = value.Lanes.GetElement(2);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 LoadParts(ref readonly float rows, nuint row, nuint column, nuint stride, nuint count) =>
        Load(in rows, Math.Min(row, count - 1) * stride + column);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParts(SingleLanes4 parts, ref float rows, nuint row, nuint column, nuint stride, nuint count)
    {
        if (row < count)
        {
            Store(parts, ref rows, row * stride + column);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref SingleLanes4 a, ref SingleLanes4 b, ref SingleLanes4 c, ref SingleLanes4 d)
    {
        if (Sse2.IsSupported)
        {
            Vector128<double> lowAB = Sse.UnpackLow(a.Lanes, b.Lanes).AsDouble(), highAB = Sse.UnpackHigh(a.Lanes, b.Lanes).AsDouble();
            Vector128<double> lowCD = Sse.UnpackLow(c.Lanes, d.Lanes).AsDouble(), highCD = Sse.UnpackHigh(c.Lanes, d.Lanes).AsDouble();
            a.Lanes = Sse2.UnpackLow(lowAB, lowCD).AsSingle();
            b.Lanes = Sse2.UnpackHigh(lowAB, lowCD).AsSingle();
            c.Lanes = Sse2.UnpackLow(highAB, highCD).AsSingle();
            d.Lanes = Sse2.UnpackHigh(highAB, highCD).AsSingle();
        }
        else
        {
            (Vector128<float> r0, Vector128<float> r1, Vector128<float> r2, Vector128<float> r3) = (a.Lanes, b.Lanes, c.Lanes, d.Lanes);
            a.Lanes = Vector128.Create(r0[0], r1[0], r2[0], r3[0]);
            b.Lanes = Vector128.Create(r0[1], r1[1], r2[1], r3[1]);
            c.Lanes = Vector128.Create(r0[2], r1[2], r2[2], r3[2]);
            d.Lanes = Vector128.Create(r0[3], r1[3], r2[3], r3[3]);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 FromIntegers(ref readonly int first) => new() { Lanes = Vector128.ConvertToSingle(Vector128.LoadUnsafe(in first)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 MultiplyAdd(SingleLanes4 a, SingleLanes4 b, SingleLanes4 c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(a.Lanes, b.Lanes, c.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref SingleLanes4 sum, SingleLanes4 a, SingleLanes4 b) =>
        sum.Lanes = Vector128.MultiplyAddEstimate(a.Lanes, b.Lanes, sum.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Max(SingleLanes4 a, SingleLanes4 b) => new() { Lanes = Vector128.MaxNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Min(SingleLanes4 a, SingleLanes4 b) => new() { Lanes = Vector128.MinNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Abs(SingleLanes4 x) => new() { Lanes = Vector128.Abs(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Sqrt(SingleLanes4 x) => new() { Lanes = Vector128.Sqrt(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Sign(SingleLanes4 x) => HardThreshold(x) - HardThreshold(-x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Relu(SingleLanes4 x) => new() { Lanes = Vector128.MaxNative(Vector128<float>.Zero, x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 HardThreshold(SingleLanes4 x) => WherePositive(x, Create(1f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 WherePositive(SingleLanes4 condition, SingleLanes4 value) =>
        new() { Lanes = Vector128.GreaterThan(condition.Lanes, Vector128<float>.Zero) & value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Tail(SingleLanes4 x, nuint count) =>
        new() { Lanes = Vector128.Shuffle(x.Lanes, Vector128<int>.Indices + Vector128.Create(Count - (int)count)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 First(nuint count) =>
        new() { Lanes = Vector128.GreaterThan(Vector128.Create((int)count), Vector128<int>.Indices).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 GreaterThan(SingleLanes4 a, SingleLanes4 b) => new() { Lanes = Vector128.GreaterThan(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Equal(SingleLanes4 a, SingleLanes4 b) => new() { Lanes = Vector128.Equals(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Where(SingleLanes4 mask, SingleLanes4 a, SingleLanes4 b) =>
        new() { Lanes = Vector128.ConditionalSelect(mask.Lanes, a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(SingleLanes4 x) => Halves.Sum(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(SingleLanes4 a, SingleLanes4 b, SingleLanes4 c, SingleLanes4 d, ref float destination, nuint offset)
    {
        if (Sse.IsSupported)
        {
            // Lanes 0 + 2 and 1 + 3 of two registers side by side, then of all four.
            Vector128<float> ab = Sse.UnpackLow(a.Lanes, b.Lanes) + Sse.UnpackHigh(a.Lanes, b.Lanes);
            Vector128<float> cd = Sse.UnpackLow(c.Lanes, d.Lanes) + Sse.UnpackHigh(c.Lanes, d.Lanes);
            (Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab)).StoreUnsafe(ref destination, offset);
        }
        else
        {
            Vector128.Create(Sum(a), Sum(b), Sum(c), Sum(d)).StoreUnsafe(ref destination, offset);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(SingleLanes4 x) => Halves.Largest(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Exp(SingleLanes4 x) => SingleMath.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Log(SingleLanes4 x) => SingleMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Log1P(SingleLanes4 x) => SingleMath.Log1P(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Tanh(SingleLanes4 x) => SingleMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Logistic(SingleLanes4 x) => SingleMath.Logistic(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Softplus(SingleLanes4 x) => SingleMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 LogisticCrossEntropy(SingleLanes4 z, SingleLanes4 t) => SingleMath.LogisticCrossEntropy(z, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.MultiplyAdd(SingleLanes4 a, SingleLanes4 b, float c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(a.Lanes, b.Lanes, Vector128.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.MultiplyAdd(float a, SingleLanes4 b, SingleLanes4 c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(Vector128.Create(a), b.Lanes, c.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.MultiplyAdd(float a, SingleLanes4 b, float c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(Vector128.Create(a), b.Lanes, Vector128.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.Add(SingleLanes4 x, float constant) =>
        new() { Lanes = x.Lanes + Vector128.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.Multiply(SingleLanes4 x, float constant) =>
        new() { Lanes = x.Lanes * Vector128.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.AtLeast(SingleLanes4 x, float bound) =>
        new() { Lanes = Vector128.MaxNative(Vector128.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.AtMost(SingleLanes4 x, float bound) =>
        new() { Lanes = Vector128.MinNative(Vector128.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.CopySign(SingleLanes4 magnitude, SingleLanes4 sign) =>
        new() { Lanes = Vector128.CopySign(magnitude.Lanes, sign.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.Round(SingleLanes4 x) => new() { Lanes = Vector128.Round(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.NormalPowerOfTwo(SingleLanes4 n) =>
        new() { Lanes = ((n.Lanes + Vector128.Create(SingleMath.IntegerInLowBits + 127f)).AsInt32() << 23).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.PowerOfTwo(SingleLanes4 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(Vector128.Create(1f), n.Lanes) } : SingleMath.ScaleInTwoSteps(Create(1f), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.Scale(SingleLanes4 x, SingleLanes4 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(x.Lanes, n.Lanes) } : SingleMath.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.Exponent(SingleLanes4 x) =>
        new() { Lanes = Vector128.ConvertToSingle((x.Lanes.AsInt32() - Vector128.Create(0x3F400000)) >> 23) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.Mantissa(SingleLanes4 x) =>
        new() { Lanes = (x.Lanes.AsInt32() - ((x.Lanes.AsInt32() - Vector128.Create(0x3F400000)) & Vector128.Create(-1 << 23))).AsSingle() };
}
