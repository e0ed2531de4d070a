namespace KernelGen.Testing;

/// <summary>Measures what a piece of code allocates.</summary>
public static class AllocationCheck
{
    private const int WarmUpCalls = 3;
    private const int MeasuredCalls = 16;
    private const int Measurements = 4;

    /// <summary>The bytes that one call allocates on the calling thread's managed heap: 0 exactly if none of many calls allocated.</summary>
    /// <param name="action">Called some twenty times, or more often where it seems to allocate. What it does only at first (static fields, caches, compilation) is not counted.</param>
    /// <remarks>What other threads allocate on its behalf is not seen.</remarks>
    public static long BytesAllocatedBy(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        for (int i = 0; i < WarmUpCalls; i++)
        {
            action();
        }

        // A collection that another thread starts ends this thread's allocation buffer, and what was left of it counts as allocated:
        // what the code itself allocates shows in every measurement, so the smallest is right.
        long allocated = long.MaxValue;
        for (int measurement = 0; measurement < Measurements && allocated > 0; measurement++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < MeasuredCalls; i++)
            {
                action();
            }

            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Rounded up: what is allocated now and then is still allocated.
        return (allocated + MeasuredCalls - 1) / MeasuredCalls;
    }
}
