using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>What the caches are told.</summary>
internal static class Cache
{
    private const int LineBytes = 64;

    /// <summary>Asks for one element, which may lie beyond the end; without effect where the processor cannot be asked.</summary>
    /// <param name="first">The first element of what it is a part of.</param>
    /// <param name="offset">Elements from there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref readonly T first, nuint offset)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            // Should the memory move meanwhile, a line is asked for in vain.
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref Unsafe.AsRef(in first), offset)));
        }
    }

    /// <summary>Asks for a block of a matrix, so that it is there when it is needed; without effect where the processor cannot be asked.</summary>
    /// <param name="first">The first element of the block.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="length">Elements of a row of the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref T first, nuint rows, nuint stride, nuint length)
        where T : unmanaged
    {
        for (nuint row = 0; row < rows && Sse.IsSupported; row++)
        {
            for (nuint column = 0; column < length; column += (nuint)(LineBytes / sizeof(T)))
            {
                Fetch(in first, row * stride + column);
            }
        }
    }
}
