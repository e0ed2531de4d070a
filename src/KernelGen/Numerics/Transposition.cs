using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>Copies of matrices with rows and columns exchanged.</summary>
public static class Transposition
{
    /// <summary>Rows and columns of a block: whole cache lines are read and written, and all of them stay in the first-level cache.</summary>
    private const int Block = 16;

    /// <summary>Writes element (i, j) of the source to (j, i) of the destination. Nothing is checked.</summary>
    /// <param name="source">[rows × columns]</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sourceStride">Elements from one row of the source to the next.</param>
    /// <param name="destination">[columns × rows]; what lies beyond its columns becomes zero.</param>
    /// <param name="destinationStride">Elements from one row of the destination to the next, at least <paramref name="rows"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(ref readonly T source, int rows, int columns, int sourceStride, ref T destination, int destinationStride)
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        for (int top = 0; top < rows; top += Block)
        {
            int bottom = Math.Min(top + Block, rows);
            for (int left = 0; left < columns; left += Block)
            {
                int right = Math.Min(left + Block, columns);
                ref T block = ref Unsafe.Add(ref from, top * sourceStride + left);
                ref T turned = ref Unsafe.Add(ref destination, left * destinationStride + top);
                if (Avx.IsSupported && (typeof(T) == typeof(float) || typeof(T) == typeof(double)) && bottom - top == Block && right - left == Block)
                {
                    CopyBlock(ref block, sourceStride, ref turned, destinationStride);
                }
                else
                {
                    CopyElements(ref block, bottom - top, right - left, sourceStride, ref turned, destinationStride);
                }
            }
        }

        for (int j = 0; j < columns; j++)
        {
            for (int i = rows; i < destinationStride; i++)
            {
                Unsafe.Add(ref destination, j * destinationStride + i) = default;
            }
        }
    }

    private static void CopyElements<T>(ref T from, int rows, int columns, int sourceStride, ref T to, int destinationStride)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                Unsafe.Add(ref to, j * destinationStride + i) = Unsafe.Add(ref from, i * sourceStride + j);
            }
        }
    }

    /// <summary>A whole block, as many registers of 256 bits at a time as each has elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBlock<T>(ref T from, int sourceStride, ref T to, int destinationStride)
    {
        int side = Vector256<T>.Count;
        for (int j = 0; j < Block; j += side)
        {
            for (int i = 0; i < Block; i += side)
            {
                ref T square = ref Unsafe.Add(ref from, i * sourceStride + j);
                ref T turned = ref Unsafe.Add(ref to, j * destinationStride + i);
                if (typeof(T) == typeof(float))
                {
                    CopySquare(ref Unsafe.As<T, float>(ref square), sourceStride, ref Unsafe.As<T, float>(ref turned), destinationStride);
                }
                else
                {
                    CopySquare(ref Unsafe.As<T, double>(ref square), sourceStride, ref Unsafe.As<T, double>(ref turned), destinationStride);
                }
            }
        }
    }

    /// <summary>8 × 8: pairs of rows are interleaved, then pairs of pairs, then halves of registers exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopySquare(ref float from, int sourceStride, ref float to, int destinationStride)
    {
        (Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3) = Interleave(ref from, sourceStride);
        (Vector256<float> b0, Vector256<float> b1, Vector256<float> b2, Vector256<float> b3) = Interleave(ref Unsafe.Add(ref from, 4 * sourceStride), sourceStride);
        Join(a0, b0, ref to, ref Unsafe.Add(ref to, 4 * destinationStride));
        Join(a1, b1, ref Unsafe.Add(ref to, destinationStride), ref Unsafe.Add(ref to, 5 * destinationStride));
        Join(a2, b2, ref Unsafe.Add(ref to, 2 * destinationStride), ref Unsafe.Add(ref to, 6 * destinationStride));
        Join(a3, b3, ref Unsafe.Add(ref to, 3 * destinationStride), ref Unsafe.Add(ref to, 7 * destinationStride));
    }

    /// <summary>Of four rows, columns 0 … 3 in the lower halves and 4 … 7 in the upper ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> C0, Vector256<float> C1, Vector256<float> C2, Vector256<float> C3) Interleave(ref float from, int stride)
    {
        Vector256<float> r0 = Vector256.LoadUnsafe(ref from);
        Vector256<float> r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, stride));
        Vector256<float> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 2 * stride));
        Vector256<float> r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 3 * stride));
        Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble();
        Vector256<double> high01 = Avx.UnpackHigh(r0, r1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble();
        Vector256<double> high23 = Avx.UnpackHigh(r2, r3).AsDouble();
        return (
            Avx.UnpackLow(low01, low23).AsSingle(), Avx.UnpackHigh(low01, low23).AsSingle(),
            Avx.UnpackLow(high01, high23).AsSingle(), Avx.UnpackHigh(high01, high23).AsSingle());
    }

    /// <summary>4 × 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopySquare(ref double from, int sourceStride, ref double to, int destinationStride)
    {
        Vector256<double> r0 = Vector256.LoadUnsafe(ref from);
        Vector256<double> r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, sourceStride));
        Vector256<double> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 2 * sourceStride));
        Vector256<double> r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 3 * sourceStride));
        Join(Avx.UnpackLow(r0, r1), Avx.UnpackLow(r2, r3), ref to, ref Unsafe.Add(ref to, 2 * destinationStride));
        Join(
            Avx.UnpackHigh(r0, r1), Avx.UnpackHigh(r2, r3), ref Unsafe.Add(ref to, destinationStride), ref Unsafe.Add(ref to, 3 * destinationStride));
    }

    /// <summary>The lower halves make one row, the upper ones another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join<T>(Vector256<T> left, Vector256<T> right, ref T lower, ref T upper)
    {
        left.WithUpper(right.GetLower()).StoreUnsafe(ref lower);
        right.WithLower(left.GetUpper()).StoreUnsafe(ref upper);
    }
}
