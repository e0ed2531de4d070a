using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>Copies of matrices with rows and columns exchanged.</summary>
public static class Transposition
{
    /// <summary>Rows and columns of a block that stays in the first-level cache.</summary>
    private const int Block = 16;

    /// <summary>Writes element (i, j) of the source to (j, i) of the destination. Nothing is checked.</summary>
    /// <param name="source">[rows × columns]</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sourceStride">Elements from one row of the source to the next.</param>
    /// <param name="destination">[columns × rows]; what lies beyond its columns becomes zero.</param>
    /// <param name="destinationStride">Elements from one row of the destination to the next, at least <paramref name="rows"/>.</param>
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
                for (int j = left; j < right; j++)
                {
                    for (int i = top; i < bottom; i++)
                    {
                        Unsafe.Add(ref destination, j * destinationStride + i) = Unsafe.Add(ref from, i * sourceStride + j);
                    }
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
}
