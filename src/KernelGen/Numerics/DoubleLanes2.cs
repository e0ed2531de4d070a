using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Two doubles in one register of 128 bits.</summary>
public partial struct DoubleLanes2 : IFloatingLanes<DoubleLanes2, double>
{
    // Set by initialisers: a constructor would be one more method for the JIT to inline in every operation.
    internal Vector128<double> Lanes;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<double>.Count;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.IsSupported;
    }

    /// <inheritdoc/>
    public static DoubleLanes2 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 At(int index) => new() { Lanes = Vector128.Equals(Vector128<long>.Indices, Vector128.Create((long)index)).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Mask(DropoutMask dropout, nuint row, nuint unit, double rate) => dropout.IsOn
        ? new() { Lanes = Vector128.WidenLower(dropout.Kept128(row, unit, rate).AsInt32()).AsDouble() & Vector128.Create(1 / (1 - rate)) }
        : Create(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator +(DoubleLanes2 left, DoubleLanes2 right) => new() { Lanes = left.Lanes + right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator -(DoubleLanes2 left, DoubleLanes2 right) => new() { Lanes = left.Lanes - right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator *(DoubleLanes2 left, DoubleLanes2 right) => new() { Lanes = left.Lanes * right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator /(DoubleLanes2 left, DoubleLanes2 right) => new() { Lanes = left.Lanes / right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator -(DoubleLanes2 value) => new() { Lanes = -value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Create(double value) => new() { Lanes = Vector128.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Broadcast(ref readonly double source, nuint offset) =>
        new() { Lanes = Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Load(ref readonly double source, nuint offset) => new() { Lanes = Vector128.LoadUnsafe(in source, offset) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 LoadFirst(ref readonly double source, nuint offset, nuint count)
    {
        if (count > 1)
        {
            return Load(in source, offset);
        }

        return new() { Lanes = Vector128.CreateScalar(count > 0 ? Unsafe.Add(ref Unsafe.AsRef(in source), offset) : 0.0) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchAhead(ref readonly double source, nuint offset)
    {
        if (!HasManyRegisters)
        {
            Cache.Fetch(in source, offset);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLanes2 value, ref double destination, nuint offset) => value.Lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 LoadOne(ref readonly double source, nuint offset) =>
        new() { Lanes = Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(DoubleLanes2 value, ref double destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(DoubleLanes2 value, ref double destination, nuint offset, nuint count)
    {
        if (count > 1)
        {
            Store(value, ref destination, offset);
        }
        else if (count > 0)
        {
            Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 LoadParts(ref readonly double rows, nuint row, nuint column, nuint stride, nuint count) =>
        Load(in rows, Math.Min(row, count - 1) * stride + column);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParts(DoubleLanes2 parts, ref double rows, nuint row, nuint column, nuint stride, nuint count)
    {
        if (row < count)
        {
            Store(parts, ref rows, row * stride + column);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref DoubleLanes2 a, ref DoubleLanes2 b, ref DoubleLanes2 c, ref DoubleLanes2 d)
    {
        if (Sse2.IsSupported)
        {
            (a.Lanes, b.Lanes) = (Sse2.UnpackLow(a.Lanes, b.Lanes), Sse2.UnpackHigh(a.Lanes, b.Lanes));
            (c.Lanes, d.Lanes) = (Sse2.UnpackLow(c.Lanes, d.Lanes), Sse2.UnpackHigh(c.Lanes, d.Lanes));
        }
        else
        {
            (a.Lanes, b.Lanes) = (Vector128.Create(a.Lanes[0], b.Lanes[0]), Vector128.Create(a.Lanes[1], b.Lanes[1]));
            (c.Lanes, d.Lanes) = (Vector128.Create(c.Lanes[0], d.Lanes[0]), Vector128.Create(c.Lanes[1], d.Lanes[1]));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 FromIntegers(ref readonly int first) => new() { Lanes = Vector128.Create((double)first, Unsafe.Add(ref Unsafe.AsRef(in first), 1)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 MultiplyAdd(DoubleLanes2 a, DoubleLanes2 b, DoubleLanes2 c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(a.Lanes, b.Lanes, c.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLanes2 sum, DoubleLanes2 a, DoubleLanes2 b) =>
        sum.Lanes = Vector128.MultiplyAddEstimate(a.Lanes, b.Lanes, sum.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Max(DoubleLanes2 a, DoubleLanes2 b) => new() { Lanes = Vector128.MaxNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Min(DoubleLanes2 a, DoubleLanes2 b) => new() { Lanes = Vector128.MinNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Abs(DoubleLanes2 x) => new() { Lanes = Vector128.Abs(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Sqrt(DoubleLanes2 x) => new() { Lanes = Vector128.Sqrt(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Sign(DoubleLanes2 x) => HardThreshold(x) - HardThreshold(-x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Relu(DoubleLanes2 x) => new() { Lanes = Vector128.MaxNative(Vector128<double>.Zero, x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 HardThreshold(DoubleLanes2 x) => WherePositive(x, Create(1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 WherePositive(DoubleLanes2 condition, DoubleLanes2 value) =>
        new() { Lanes = Vector128.GreaterThan(condition.Lanes, Vector128<double>.Zero) & value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Tail(DoubleLanes2 x, nuint count) =>
        new() { Lanes = Vector128.Shuffle(x.Lanes, Vector128<long>.Indices + Vector128.Create(Count - (long)count)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 First(nuint count) =>
        new() { Lanes = Vector128.GreaterThan(Vector128.Create((long)count), Vector128<long>.Indices).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 GreaterThan(DoubleLanes2 a, DoubleLanes2 b) => new() { Lanes = Vector128.GreaterThan(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Equal(DoubleLanes2 a, DoubleLanes2 b) => new() { Lanes = Vector128.Equals(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Where(DoubleLanes2 mask, DoubleLanes2 a, DoubleLanes2 b) =>
        new() { Lanes = Vector128.ConditionalSelect(mask.Lanes, a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes2 x) => Halves.Sum(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(DoubleLanes2 a, DoubleLanes2 b, DoubleLanes2 c, DoubleLanes2 d, ref double destination, nuint offset) =>
        Halves.StoreSums(a.Lanes, b.Lanes, c.Lanes, d.Lanes, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(DoubleLanes2 x) => Halves.Largest(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Exp(DoubleLanes2 x) => DoubleMath.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Log(DoubleLanes2 x) => DoubleMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Log1P(DoubleLanes2 x) => DoubleMath.Log1P(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Tanh(DoubleLanes2 x) => DoubleMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Logistic(DoubleLanes2 x) => DoubleMath.Logistic(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Softplus(DoubleLanes2 x) => DoubleMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 LogisticCrossEntropy(DoubleLanes2 z, DoubleLanes2 t) => DoubleMath.LogisticCrossEntropy(z, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.MultiplyAdd(DoubleLanes2 a, DoubleLanes2 b, double c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(a.Lanes, b.Lanes, Vector128.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.MultiplyAdd(double a, DoubleLanes2 b, DoubleLanes2 c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(Vector128.Create(a), b.Lanes, c.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.MultiplyAdd(double a, DoubleLanes2 b, double c) =>
        new() { Lanes = Vector128.MultiplyAddEstimate(Vector128.Create(a), b.Lanes, Vector128.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.Add(DoubleLanes2 x, double constant) =>
        new() { Lanes = x.Lanes + Vector128.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.Multiply(DoubleLanes2 x, double constant) =>
        new() { Lanes = x.Lanes * Vector128.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.AtLeast(DoubleLanes2 x, double bound) =>
        new() { Lanes = Vector128.MaxNative(Vector128.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.AtMost(DoubleLanes2 x, double bound) =>
        new() { Lanes = Vector128.MinNative(Vector128.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.CopySign(DoubleLanes2 magnitude, DoubleLanes2 sign) =>
        new() { Lanes = Vector128.CopySign(magnitude.Lanes, sign.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.Round(DoubleLanes2 x) => new() { Lanes = Vector128.Round(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.NormalPowerOfTwo(DoubleLanes2 n) =>
        new() { Lanes = ((n.Lanes + Vector128.Create(DoubleMath.IntegerInLowBits + 1023.0)).AsInt64() << 52).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.PowerOfTwo(DoubleLanes2 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(Vector128.Create(1.0), n.Lanes) } : DoubleMath.ScaleInTwoSteps(Create(1.0), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.Scale(DoubleLanes2 x, DoubleLanes2 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(x.Lanes, n.Lanes) } : DoubleMath.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.Exponent(DoubleLanes2 x)
    {
        // The biased exponent in the low bits of 2⁵²: few processors convert integers of 64 bits.
        Vector128<long> biased = (x.Lanes.AsInt64() + Vector128.Create(0x0008_0000_0000_0000)) >>> 52;
        return new() { Lanes = (biased | Vector128.Create(0x4330_0000_0000_0000)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023.0) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.Mantissa(DoubleLanes2 x) =>
        new() { Lanes = (x.Lanes.AsInt64() - ((x.Lanes.AsInt64() - Vector128.Create(0x3FE8_0000_0000_0000)) & Vector128.Create(-1L << 52))).AsDouble() };
}
