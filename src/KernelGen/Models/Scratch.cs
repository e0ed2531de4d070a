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

    /// <summary>Memory of this thread, too large for its stack: allocated on the first use, and kept.</summary>
    public static Span<T> OfThread<T>(int length)
        where T : unmanaged
    {
        AlignedBuffer<T>? buffer = Kept<T>.Buffer;
        if (buffer is null || buffer.Length < length)
        {
            Kept<T>.Buffer = buffer = new AlignedBuffer<T>(length);
        }

        return buffer.Span;
    }

    private static class Kept<T>
        where T : unmanaged
    {
        [ThreadStatic]
        public static AlignedBuffer<T>? Buffer;
    }
}
