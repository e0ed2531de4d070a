using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics;

/// <summary>What the caches are told.</summary>
internal static class Cache
{
    private const int LineBytes = 64;

    /// <summary>Asks for a block of a matrix, so that it is there when it is needed; without effect where the processor cannot be asked.</summary>
    /// <param name="first">The first element of the block.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="length">Elements of a row of the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref T first, nuint rows, nuint stride, nuint length)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (nuint row = 0; row < rows; row++)
        {
            for (nuint column = 0; column < length; column += (nuint)(LineBytes / sizeof(T)))
            {
                // Should the memory move meanwhile, a line is asked for in vain.
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, row * stride + column)));
            }
        }
    }
}
