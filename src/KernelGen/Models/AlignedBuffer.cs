using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen;

/// <summary>A fixed number of elements whose first one lies at a multiple of 64 bytes: no vector load splits a cache line.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>An array on the pinned heap: it never moves, and there is nothing to dispose.</remarks>
public sealed class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] array;
    private readonly int start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int size = Unsafe.SizeOf<T>();
        array = GC.AllocateArray<T>(checked(length + Alignment / size), pinned: true);
        unsafe
        {
            nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
            start = (int)((Alignment - address % Alignment) % Alignment) / size;
        }

        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => array.AsSpan(start, Length);
}
