namespace KernelGen.Benchmarks.Measuring;

/// <summary>What one call of a kernel takes.</summary>
/// <param name="Seconds">The median over many samples of at least a millisecond each.</param>
/// <param name="BestSeconds">The shortest sample: what a call takes when nothing disturbs it.</param>
/// <param name="AllocatedBytes">Managed memory that a call allocates on the calling thread, rounded up from the mean: 0 only if no call allocated.</param>
internal sealed record Timing(double Seconds, double BestSeconds, long AllocatedBytes);
