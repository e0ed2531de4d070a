namespace KernelGen.Testing;

/// <summary>Measures what a piece of code allocates.</summary>
public static class AllocationCheck
{
    private const int WarmUpCalls = 3;
    private const int MeasuredCalls = 16;

    /// <summary>The bytes that one call allocates on the calling thread's managed heap: 0 exactly if none of many calls allocated.</summary>
    /// <param name="action">Called some twenty times. What it does only at first (static fields, caches, compilation) is not counted.</param>
    /// <remarks>What other threads allocate on its behalf is not seen.</remarks>
    public static long BytesAllocatedBy(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        for (int i = 0; i < WarmUpCalls; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < MeasuredCalls; i++)
        {
            action();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Rounded up: what is allocated now and then is still allocated.
        return (allocated + MeasuredCalls - 1) / MeasuredCalls;
    }
}
