using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Four doubles in one register of 256 bits.</summary>
public partial struct DoubleLanes4 : IFloatingLanes<DoubleLanes4, double>
{
    // Set by initialisers: a constructor would be one more method for the JIT to inline in every operation.
    internal Vector256<double> Lanes;

    private DoubleLanes2 Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetLower() };
    }

    private DoubleLanes2 Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetUpper() };
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<double>.Count;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported;
    }

    /// <inheritdoc/>
    public static DoubleLanes4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 At(int index) => new() { Lanes = Vector256.Equals(Vector256<long>.Indices, Vector256.Create((long)index)).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Mask(DropoutMask dropout, nuint row, nuint unit, double rate) => dropout.IsOn
        ? new() { Lanes = Vector256.WidenLower(dropout.Kept128(row, unit, rate).AsInt32().ToVector256Unsafe()).AsDouble() & Vector256.Create(1 / (1 - rate)) }
        : Create(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator +(DoubleLanes4 left, DoubleLanes4 right) => new() { Lanes = left.Lanes + right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator -(DoubleLanes4 left, DoubleLanes4 right) => new() { Lanes = left.Lanes - right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator *(DoubleLanes4 left, DoubleLanes4 right) => new() { Lanes = left.Lanes * right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator /(DoubleLanes4 left, DoubleLanes4 right) => new() { Lanes = left.Lanes / right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator -(DoubleLanes4 value) => new() { Lanes = -value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Create(double value) => new() { Lanes = Vector256.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Broadcast(ref readonly double source, nuint offset) =>
        new() { Lanes = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Load(ref readonly double source, nuint offset) => new() { Lanes = Vector256.LoadUnsafe(in source, offset) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe DoubleLanes4 LoadFirst(ref readonly double source, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            // To pin the source for a load of some lanes takes longer than to ask.
            return Load(in source, offset);
        }

        if (Avx512F.VL.IsSupported)
        {
            fixed (double* first = &Unsafe.Add(ref Unsafe.AsRef(in source), offset))
            {
                return new() { Lanes = Avx512F.VL.MaskLoad(first, First(count).Lanes, Vector256<double>.Zero) };
            }
        }

        if (Avx.IsSupported)
        {
            fixed (double* first = &Unsafe.Add(ref Unsafe.AsRef(in source), offset))
            {
                return new() { Lanes = Avx.MaskLoad(first, First(count).Lanes) };
            }
        }

        return count > 2
            ? Join(DoubleLanes2.Load(in source, offset), DoubleLanes2.LoadFirst(in source, offset + 2, count - 2))
            : new() { Lanes = DoubleLanes2.LoadFirst(in source, offset, count).Lanes.ToVector256() };
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
    public static void Store(DoubleLanes4 value, ref double destination, nuint offset) => value.Lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 LoadOne(ref readonly double source, nuint offset) =>
        new() { Lanes = Vector256.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(DoubleLanes4 value, ref double destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst(DoubleLanes4 value, ref double destination, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            Store(value, ref destination, offset);
            return;
        }

        if (Avx512F.VL.IsSupported)
        {
            fixed (double* first = &Unsafe.Add(ref destination, offset))
            {
                Avx512F.VL.MaskStore(first, First(count).Lanes, value.Lanes);
            }

            return;
        }

        if (count > 2)
        {
            DoubleLanes2.Store(value.Lower, ref destination, offset);
            DoubleLanes2.StoreFirst(value.Upper, ref destination, offset + 2, count - 2);
        }
        else
        {
            DoubleLanes2.StoreFirst(value.Lower, ref destination, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 LoadParts(ref readonly double rows, nuint row, nuint column, nuint stride, nuint count) =>
        new() { Lanes = Halves.LoadTwo(in rows, row, column, stride) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParts(DoubleLanes4 parts, ref double rows, nuint row, nuint column, nuint stride, nuint count) =>
        Halves.StoreTwo(parts.Lanes, ref rows, row, column, stride);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref DoubleLanes4 a, ref DoubleLanes4 b, ref DoubleLanes4 c, ref DoubleLanes4 d)
    {
        if (Avx.IsSupported)
        {
            (a.Lanes, b.Lanes) = (Avx.UnpackLow(a.Lanes, b.Lanes), Avx.UnpackHigh(a.Lanes, b.Lanes));
            (c.Lanes, d.Lanes) = (Avx.UnpackLow(c.Lanes, d.Lanes), Avx.UnpackHigh(c.Lanes, d.Lanes));
        }
        else
        {
            (DoubleLanes2 lowerA, DoubleLanes2 lowerB, DoubleLanes2 lowerC, DoubleLanes2 lowerD) = (a.Lower, b.Lower, c.Lower, d.Lower);
            (DoubleLanes2 upperA, DoubleLanes2 upperB, DoubleLanes2 upperC, DoubleLanes2 upperD) = (a.Upper, b.Upper, c.Upper, d.Upper);
            DoubleLanes2.Turn(ref lowerA, ref lowerB, ref lowerC, ref lowerD);
            DoubleLanes2.Turn(ref upperA, ref upperB, ref upperC, ref upperD);
            (a, b, c, d) = (Join(lowerA, upperA), Join(lowerB, upperB), Join(lowerC, upperC), Join(lowerD, upperD));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 FromIntegers(ref readonly int first) => Avx.IsSupported
        ? new() { Lanes = Avx.ConvertToVector256Double(Vector128.LoadUnsafe(in first)) }
        : Join(DoubleLanes2.FromIntegers(in first), DoubleLanes2.FromIntegers(in Unsafe.Add(ref Unsafe.AsRef(in first), 2)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 MultiplyAdd(DoubleLanes4 a, DoubleLanes4 b, DoubleLanes4 c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(a.Lanes, b.Lanes, c.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLanes4 sum, DoubleLanes4 a, DoubleLanes4 b) =>
        sum.Lanes = Vector256.MultiplyAddEstimate(a.Lanes, b.Lanes, sum.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Max(DoubleLanes4 a, DoubleLanes4 b) => new() { Lanes = Vector256.MaxNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Min(DoubleLanes4 a, DoubleLanes4 b) => new() { Lanes = Vector256.MinNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Abs(DoubleLanes4 x) => new() { Lanes = Vector256.Abs(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Sqrt(DoubleLanes4 x) => new() { Lanes = Vector256.Sqrt(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Sign(DoubleLanes4 x) => HardThreshold(x) - HardThreshold(-x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Relu(DoubleLanes4 x) => new() { Lanes = Vector256.MaxNative(Vector256<double>.Zero, x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 HardThreshold(DoubleLanes4 x) => WherePositive(x, Create(1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 WherePositive(DoubleLanes4 condition, DoubleLanes4 value) =>
        new() { Lanes = Vector256.GreaterThan(condition.Lanes, Vector256<double>.Zero) & value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Tail(DoubleLanes4 x, nuint count) =>
        new() { Lanes = Vector256.Shuffle(x.Lanes, Vector256<long>.Indices + Vector256.Create(Count - (long)count)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 First(nuint count) =>
        new() { Lanes = Vector256.GreaterThan(Vector256.Create((long)count), Vector256<long>.Indices).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 GreaterThan(DoubleLanes4 a, DoubleLanes4 b) => new() { Lanes = Vector256.GreaterThan(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Equal(DoubleLanes4 a, DoubleLanes4 b) => new() { Lanes = Vector256.Equals(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Where(DoubleLanes4 mask, DoubleLanes4 a, DoubleLanes4 b) =>
        new() { Lanes = Vector256.ConditionalSelect(mask.Lanes, a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes4 x) => Halves.Sum(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(DoubleLanes4 a, DoubleLanes4 b, DoubleLanes4 c, DoubleLanes4 d, ref double destination, nuint offset) =>
        Halves.StoreSums(a.Lanes, b.Lanes, c.Lanes, d.Lanes, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(DoubleLanes4 x) => Halves.Largest(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Exp(DoubleLanes4 x) => DoubleMath.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Log(DoubleLanes4 x) => DoubleMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Log1P(DoubleLanes4 x) => DoubleMath.Log1P(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Tanh(DoubleLanes4 x) => DoubleMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Logistic(DoubleLanes4 x) => DoubleMath.Logistic(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Softplus(DoubleLanes4 x) => DoubleMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 LogisticCrossEntropy(DoubleLanes4 z, DoubleLanes4 t) => DoubleMath.LogisticCrossEntropy(z, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.MultiplyAdd(DoubleLanes4 a, DoubleLanes4 b, double c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(a.Lanes, b.Lanes, Vector256.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.MultiplyAdd(double a, DoubleLanes4 b, DoubleLanes4 c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(Vector256.Create(a), b.Lanes, c.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.MultiplyAdd(double a, DoubleLanes4 b, double c) =>
        new() { Lanes = Vector256.MultiplyAddEstimate(Vector256.Create(a), b.Lanes, Vector256.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.Add(DoubleLanes4 x, double constant) =>
        new() { Lanes = x.Lanes + Vector256.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.Multiply(DoubleLanes4 x, double constant) =>
        new() { Lanes = x.Lanes * Vector256.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.AtLeast(DoubleLanes4 x, double bound) =>
        new() { Lanes = Vector256.MaxNative(Vector256.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.AtMost(DoubleLanes4 x, double bound) =>
        new() { Lanes = Vector256.MinNative(Vector256.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.CopySign(DoubleLanes4 magnitude, DoubleLanes4 sign) =>
        new() { Lanes = Vector256.CopySign(magnitude.Lanes, sign.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.Round(DoubleLanes4 x) => new() { Lanes = Vector256.Round(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.NormalPowerOfTwo(DoubleLanes4 n) =>
        new() { Lanes = ((n.Lanes + Vector256.Create(DoubleMath.IntegerInLowBits + 1023.0)).AsInt64() << 52).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.PowerOfTwo(DoubleLanes4 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(Vector256.Create(1.0), n.Lanes) } : DoubleMath.ScaleInTwoSteps(Create(1.0), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.Scale(DoubleLanes4 x, DoubleLanes4 n) =>
        Avx512F.VL.IsSupported ? new() { Lanes = Avx512F.VL.Scale(x.Lanes, n.Lanes) } : DoubleMath.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.Exponent(DoubleLanes4 x)
    {
        // The biased exponent in the low bits of 2⁵²: few processors convert integers of 64 bits.
        Vector256<long> biased = (x.Lanes.AsInt64() + Vector256.Create(0x0008_0000_0000_0000)) >>> 52;
        return new() { Lanes = (biased | Vector256.Create(0x4330_0000_0000_0000)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023.0) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.Mantissa(DoubleLanes4 x) =>
        new() { Lanes = (x.Lanes.AsInt64() - ((x.Lanes.AsInt64() - Vector256.Create(0x3FE8_0000_0000_0000)) & Vector256.Create(-1L << 52))).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleLanes4 Join(DoubleLanes2 lower, DoubleLanes2 upper) =>
        new() { Lanes = lower.Lanes.ToVector256Unsafe().WithUpper(upper.Lanes) };
}
