using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen;

/// <summary>Memory for predictions that bring no workspace. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    private const int Alignment = 64;

    /// <summary>The part of a span that starts at a multiple of 64 bytes. The memory must not move.</summary>
    public static unsafe Span<T> Align<T>(Span<T> memory)
        where T : unmanaged
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        return memory[((int)((Alignment - address % Alignment) % Alignment) / sizeof(T))..];
    }

    /// <summary>An array too large for the stack, from the shared pool; its contents are zero.</summary>
    public static T[] Rent<T>(int length)
        where T : unmanaged
    {
        T[] array = ArrayPool<T>.Shared.Rent(length);
        Array.Clear(array);
        return array;
    }

    /// <summary>Gives a rented array back.</summary>
    public static void Return<T>(T[] array)
        where T : unmanaged => ArrayPool<T>.Shared.Return(array);
}
