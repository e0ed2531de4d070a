using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Numerics;

/// <summary>What a register takes from its halves, down to 128 bits: sums and maxima across lanes, and parts of rows.</summary>
/// <remarks>
/// Of plain vectors: to load the types of all narrower lanes, with the interfaces that they implement, takes milliseconds where a model
/// is first used. And written out for both elements: the compiler takes twice as long for methods that are generic in them.
/// </remarks>
internal static class Halves
{
    /// <inheritdoc cref="ILanes{TSelf, T}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> x)
    {
        Vector128<float> pairs = x + Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1));
        return pairs.ToScalar() + pairs.GetElement(1);
    }

    /// <inheritdoc cref="ILanes{TSelf, T}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> x) => Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="ILanes{TSelf, T}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x) => Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="ILanes{TSelf, T}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> x) => x.ToScalar() + x.GetElement(1);

    /// <inheritdoc cref="ILanes{TSelf, T}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> x) => Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="ILanes{TSelf, T}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> x) => Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="ILanes{TSelf, T}.StoreSums"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d, ref double destination, nuint offset)
    {
        Vector128.Create(Sum(a), Sum(b)).StoreUnsafe(ref destination, offset);
        Vector128.Create(Sum(c), Sum(d)).StoreUnsafe(ref destination, offset + 2);
    }

    /// <inheritdoc cref="ILanes{TSelf, T}.StoreSums"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double destination, nuint offset) => StoreSums(
        a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper(), ref destination, offset);

    /// <inheritdoc cref="ILanes{TSelf, T}.StoreSums"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, ref double destination, nuint offset) => StoreSums(
        a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper(), ref destination, offset);

    /// <inheritdoc cref="ILanes{TSelf, T}.Largest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector128<float> x)
    {
        Vector128<float> pairs = Vector128.MaxNative(x, Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <inheritdoc cref="ILanes{TSelf, T}.Largest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector256<float> x) => Largest(Vector128.MaxNative(x.GetLower(), x.GetUpper()));

    /// <inheritdoc cref="ILanes{TSelf, T}.Largest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector512<float> x) => Largest(Vector256.MaxNative(x.GetLower(), x.GetUpper()));

    /// <inheritdoc cref="ILanes{TSelf, T}.Largest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Vector128<double> x) => Vector128.MaxNative(x, Vector128.Shuffle(x, Vector128.Create(1L, 0L))).ToScalar();

    /// <inheritdoc cref="ILanes{TSelf, T}.Largest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Vector256<double> x) => Largest(Vector128.MaxNative(x.GetLower(), x.GetUpper()));

    /// <inheritdoc cref="ILanes{TSelf, T}.Largest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Vector512<double> x) => Largest(Vector256.MaxNative(x.GetLower(), x.GetUpper()));

    /// <summary>128 bits of a row, and of the row four after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadTwo(ref readonly float rows, nuint row, nuint column, nuint stride) =>
        Vector128.LoadUnsafe(in rows, row * stride + column).ToVector256Unsafe().WithUpper(Vector128.LoadUnsafe(in rows, (row + 4) * stride + column));

    /// <summary>128 bits of four rows, each four after the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadFour(ref readonly float rows, nuint row, nuint column, nuint stride) =>
        LoadTwo(in rows, row, column, stride).ToVector512Unsafe().WithUpper(LoadTwo(in rows, row + 8, column, stride));

    /// <summary>Writes what <see cref="LoadTwo(ref readonly float, nuint, nuint, nuint)"/> loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTwo(Vector256<float> parts, ref float rows, nuint row, nuint column, nuint stride)
    {
        parts.GetLower().StoreUnsafe(ref rows, row * stride + column);
        parts.GetUpper().StoreUnsafe(ref rows, (row + 4) * stride + column);
    }

    /// <summary>Writes what <see cref="LoadFour(ref readonly float, nuint, nuint, nuint)"/> loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFour(Vector512<float> parts, ref float rows, nuint row, nuint column, nuint stride)
    {
        StoreTwo(parts.GetLower(), ref rows, row, column, stride);
        StoreTwo(parts.GetUpper(), ref rows, row + 8, column, stride);
    }

    /// <summary>128 bits of a row, and of the row two after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadTwo(ref readonly double rows, nuint row, nuint column, nuint stride) =>
        Vector128.LoadUnsafe(in rows, row * stride + column).ToVector256Unsafe().WithUpper(Vector128.LoadUnsafe(in rows, (row + 2) * stride + column));

    /// <summary>128 bits of four rows, each two after the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadFour(ref readonly double rows, nuint row, nuint column, nuint stride) =>
        LoadTwo(in rows, row, column, stride).ToVector512Unsafe().WithUpper(LoadTwo(in rows, row + 4, column, stride));

    /// <summary>Writes what <see cref="LoadTwo(ref readonly double, nuint, nuint, nuint)"/> loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTwo(Vector256<double> parts, ref double rows, nuint row, nuint column, nuint stride)
    {
        parts.GetLower().StoreUnsafe(ref rows, row * stride + column);
        parts.GetUpper().StoreUnsafe(ref rows, (row + 2) * stride + column);
    }

    /// <summary>Writes what <see cref="LoadFour(ref readonly double, nuint, nuint, nuint)"/> loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFour(Vector512<double> parts, ref double rows, nuint row, nuint column, nuint stride)
    {
        StoreTwo(parts.GetLower(), ref rows, row, column, stride);
        StoreTwo(parts.GetUpper(), ref rows, row + 4, column, stride);
    }
}
