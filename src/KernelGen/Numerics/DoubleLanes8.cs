using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Eight doubles in one register of 512 bits.</summary>
public partial struct DoubleLanes8 : IFloatingLanes<DoubleLanes8, double>
{
    // Set by initialisers: a constructor would be one more method for the JIT to inline in every operation.
    internal Vector512<double> Lanes;

    private DoubleLanes4 Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetLower() };
    }

    private DoubleLanes4 Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Lanes = Lanes.GetUpper() };
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<double>.Count;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static DoubleLanes8 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 At(int index) => new() { Lanes = Vector512.Equals(Vector512<long>.Indices, Vector512.Create((long)index)).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Mask(DropoutMask dropout, nuint row, nuint unit, double rate) => dropout.IsOn
        ? new() { Lanes = Vector512.WidenLower(dropout.Kept256(row, unit, rate).AsInt32().ToVector512Unsafe()).AsDouble() & Vector512.Create(1 / (1 - rate)) }
        : Create(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator +(DoubleLanes8 left, DoubleLanes8 right) => new() { Lanes = left.Lanes + right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator -(DoubleLanes8 left, DoubleLanes8 right) => new() { Lanes = left.Lanes - right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator *(DoubleLanes8 left, DoubleLanes8 right) => new() { Lanes = left.Lanes * right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator /(DoubleLanes8 left, DoubleLanes8 right) => new() { Lanes = left.Lanes / right.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator -(DoubleLanes8 value) => new() { Lanes = -value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Create(double value) => new() { Lanes = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Broadcast(ref readonly double source, nuint offset) =>
        new() { Lanes = Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Load(ref readonly double source, nuint offset) => new() { Lanes = Vector512.LoadUnsafe(in source, offset) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe DoubleLanes8 LoadFirst(ref readonly double source, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            // To pin the source for a load of some lanes takes longer than to ask.
            return Load(in source, offset);
        }

        if (Avx512F.IsSupported)
        {
            fixed (double* first = &Unsafe.Add(ref Unsafe.AsRef(in source), offset))
            {
                return new() { Lanes = Avx512F.MaskLoad(first, First(count).Lanes, Vector512<double>.Zero) };
            }
        }

        return count > 4
            ? Join(DoubleLanes4.Load(in source, offset), DoubleLanes4.LoadFirst(in source, offset + 4, count - 4))
            : new() { Lanes = DoubleLanes4.LoadFirst(in source, offset, count).Lanes.ToVector512() };
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
    public static void Store(DoubleLanes8 value, ref double destination, nuint offset) => value.Lanes.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 LoadOne(ref readonly double source, nuint offset) =>
        new() { Lanes = Vector512.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(DoubleLanes8 value, ref double destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.Lanes.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreFirst(DoubleLanes8 value, ref double destination, nuint offset, nuint count)
    {
        if (count >= (nuint)Count)
        {
            Store(value, ref destination, offset);
            return;
        }

        if (Avx512F.IsSupported)
        {
            fixed (double* first = &Unsafe.Add(ref destination, offset))
            {
                Avx512F.MaskStore(first, First(count).Lanes, value.Lanes);
            }

            return;
        }

        if (count > 4)
        {
            DoubleLanes4.Store(value.Lower, ref destination, offset);
            DoubleLanes4.StoreFirst(value.Upper, ref destination, offset + 4, count - 4);
        }
        else
        {
            DoubleLanes4.StoreFirst(value.Lower, ref destination, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 LoadParts(ref readonly double rows, nuint row, nuint column, nuint stride, nuint count) =>
        new() { Lanes = Halves.LoadFour(in rows, row, column, stride) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParts(DoubleLanes8 parts, ref double rows, nuint row, nuint column, nuint stride, nuint count) =>
        Halves.StoreFour(parts.Lanes, ref rows, row, column, stride);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref DoubleLanes8 a, ref DoubleLanes8 b, ref DoubleLanes8 c, ref DoubleLanes8 d)
    {
        if (Avx512F.IsSupported)
        {
            (a.Lanes, b.Lanes) = (Avx512F.UnpackLow(a.Lanes, b.Lanes), Avx512F.UnpackHigh(a.Lanes, b.Lanes));
            (c.Lanes, d.Lanes) = (Avx512F.UnpackLow(c.Lanes, d.Lanes), Avx512F.UnpackHigh(c.Lanes, d.Lanes));
        }
        else
        {
            (DoubleLanes4 lowerA, DoubleLanes4 lowerB, DoubleLanes4 lowerC, DoubleLanes4 lowerD) = (a.Lower, b.Lower, c.Lower, d.Lower);
            (DoubleLanes4 upperA, DoubleLanes4 upperB, DoubleLanes4 upperC, DoubleLanes4 upperD) = (a.Upper, b.Upper, c.Upper, d.Upper);
            DoubleLanes4.Turn(ref lowerA, ref lowerB, ref lowerC, ref lowerD);
            DoubleLanes4.Turn(ref upperA, ref upperB, ref upperC, ref upperD);
            (a, b, c, d) = (Join(lowerA, upperA), Join(lowerB, upperB), Join(lowerC, upperC), Join(lowerD, upperD));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 FromIntegers(ref readonly int first) => Avx512F.IsSupported
        ? new() { Lanes = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(in first)) }
        : Join(DoubleLanes4.FromIntegers(in first), DoubleLanes4.FromIntegers(in Unsafe.Add(ref Unsafe.AsRef(in first), 4)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 MultiplyAdd(DoubleLanes8 a, DoubleLanes8 b, DoubleLanes8 c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(a.Lanes, b.Lanes, c.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref DoubleLanes8 sum, DoubleLanes8 a, DoubleLanes8 b) =>
        sum.Lanes = Vector512.MultiplyAddEstimate(a.Lanes, b.Lanes, sum.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Max(DoubleLanes8 a, DoubleLanes8 b) => new() { Lanes = Vector512.MaxNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Min(DoubleLanes8 a, DoubleLanes8 b) => new() { Lanes = Vector512.MinNative(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Abs(DoubleLanes8 x) => new() { Lanes = Vector512.Abs(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Sqrt(DoubleLanes8 x) => new() { Lanes = Vector512.Sqrt(x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Sign(DoubleLanes8 x) => HardThreshold(x) - HardThreshold(-x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Relu(DoubleLanes8 x) => new() { Lanes = Vector512.MaxNative(Vector512<double>.Zero, x.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 HardThreshold(DoubleLanes8 x) => WherePositive(x, Create(1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 WherePositive(DoubleLanes8 condition, DoubleLanes8 value) =>
        new() { Lanes = Vector512.GreaterThan(condition.Lanes, Vector512<double>.Zero) & value.Lanes };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Tail(DoubleLanes8 x, nuint count) =>
        new() { Lanes = Vector512.Shuffle(x.Lanes, Vector512<long>.Indices + Vector512.Create(Count - (long)count)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 First(nuint count) =>
        new() { Lanes = Vector512.GreaterThan(Vector512.Create((long)count), Vector512<long>.Indices).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 GreaterThan(DoubleLanes8 a, DoubleLanes8 b) => new() { Lanes = Vector512.GreaterThan(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Equal(DoubleLanes8 a, DoubleLanes8 b) => new() { Lanes = Vector512.Equals(a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Where(DoubleLanes8 mask, DoubleLanes8 a, DoubleLanes8 b) =>
        new() { Lanes = Vector512.ConditionalSelect(mask.Lanes, a.Lanes, b.Lanes) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes8 x) => Halves.Sum(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(DoubleLanes8 a, DoubleLanes8 b, DoubleLanes8 c, DoubleLanes8 d, ref double destination, nuint offset) =>
        Halves.StoreSums(a.Lanes, b.Lanes, c.Lanes, d.Lanes, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(DoubleLanes8 x) => Halves.Largest(x.Lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Exp(DoubleLanes8 x) => DoubleMath.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Log(DoubleLanes8 x) => DoubleMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Log1P(DoubleLanes8 x) => DoubleMath.Log1P(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Tanh(DoubleLanes8 x) => DoubleMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Logistic(DoubleLanes8 x) => DoubleMath.Logistic(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Softplus(DoubleLanes8 x) => DoubleMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 LogisticCrossEntropy(DoubleLanes8 z, DoubleLanes8 t) => DoubleMath.LogisticCrossEntropy(z, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.MultiplyAdd(DoubleLanes8 a, DoubleLanes8 b, double c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(a.Lanes, b.Lanes, Vector512.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.MultiplyAdd(double a, DoubleLanes8 b, DoubleLanes8 c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(Vector512.Create(a), b.Lanes, c.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.MultiplyAdd(double a, DoubleLanes8 b, double c) =>
        new() { Lanes = Vector512.MultiplyAddEstimate(Vector512.Create(a), b.Lanes, Vector512.Create(c)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.Add(DoubleLanes8 x, double constant) =>
        new() { Lanes = x.Lanes + Vector512.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.Multiply(DoubleLanes8 x, double constant) =>
        new() { Lanes = x.Lanes * Vector512.Create(constant) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.AtLeast(DoubleLanes8 x, double bound) =>
        new() { Lanes = Vector512.MaxNative(Vector512.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.AtMost(DoubleLanes8 x, double bound) =>
        new() { Lanes = Vector512.MinNative(Vector512.Create(bound), x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.CopySign(DoubleLanes8 magnitude, DoubleLanes8 sign) =>
        new() { Lanes = Vector512.CopySign(magnitude.Lanes, sign.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.Round(DoubleLanes8 x) => new() { Lanes = Vector512.Round(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.NormalPowerOfTwo(DoubleLanes8 n) =>
        new() { Lanes = ((n.Lanes + Vector512.Create(DoubleMath.IntegerInLowBits + 1023.0)).AsInt64() << 52).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.PowerOfTwo(DoubleLanes8 n) =>
        Avx512F.IsSupported ? new() { Lanes = Avx512F.Scale(Vector512.Create(1.0), n.Lanes) } : DoubleMath.ScaleInTwoSteps(Create(1.0), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.Scale(DoubleLanes8 x, DoubleLanes8 n) =>
        Avx512F.IsSupported ? new() { Lanes = Avx512F.Scale(x.Lanes, n.Lanes) } : DoubleMath.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.Exponent(DoubleLanes8 x)
    {
        // The biased exponent in the low bits of 2⁵²: few processors convert integers of 64 bits.
        Vector512<long> biased = (x.Lanes.AsInt64() + Vector512.Create(0x0008_0000_0000_0000)) >>> 52;
        return new() { Lanes = (biased | Vector512.Create(0x4330_0000_0000_0000)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023.0) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.Mantissa(DoubleLanes8 x) =>
        new() { Lanes = (x.Lanes.AsInt64() - ((x.Lanes.AsInt64() - Vector512.Create(0x3FE8_0000_0000_0000)) & Vector512.Create(-1L << 52))).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleLanes8 Join(DoubleLanes4 lower, DoubleLanes4 upper) =>
        new() { Lanes = lower.Lanes.ToVector512Unsafe().WithUpper(upper.Lanes) };
}
