using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Tests;

public class AlignedBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(4096)]
    public unsafe void The_first_element_lies_at_a_multiple_of_64_bytes(int length)
    {
        var buffer = new AlignedBuffer<float>(length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.Span)) % 64);
    }
}
