using KernelGen.Testing;

namespace KernelGen.Tests.Testing;

public class AllocationCheckTests
{
    [Fact]
    public void Code_that_allocates_nothing_allocates_nothing()
    {
        var numbers = new double[100];
        Assert.Equal(0, AllocationCheck.BytesAllocatedBy(() => numbers.AsSpan().Fill(1)));
    }

    [Fact]
    public void An_array_is_seen_with_its_size()
        => Assert.InRange(AllocationCheck.BytesAllocatedBy(static () => GC.KeepAlive(new byte[1000])), 1000, 1100);

    [Fact]
    public void What_is_allocated_now_and_then_is_not_rounded_to_nothing()
    {
        int calls = 0;
        Assert.InRange(AllocationCheck.BytesAllocatedBy(() => GC.KeepAlive(++calls % 8 == 0 ? new object() : null)), 1, 100);
    }

    [Fact]
    public void What_is_allocated_once_does_not_count()
    {
        byte[]? cache = null;
        Assert.Equal(0, AllocationCheck.BytesAllocatedBy(() => cache ??= new byte[1000]));
    }
}
