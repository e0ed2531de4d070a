namespace KernelGen.Equations;

/// <summary>Watches how near an evaluation comes to a kink: a point where a function has no derivative.</summary>
/// <remarks>
/// <see cref="Functions"/> with a kink report the argument that is zero there: z for a rectifier, y − t for an absolute error,
/// 1 − t·y for a hinge. Two evaluations with different signatures lie on different sides of a kink, so a finite difference
/// between them approximates no derivative.
/// </remarks>
public static class Kinks
{
    [ThreadStatic]
    private static KinkWatch? current;

    /// <summary>Starts to watch the calling thread, until the result is disposed. Watches may be nested: each sees everything.</summary>
    public static KinkWatch Watch() => current = new KinkWatch(current);

    internal static void Report(double argument)
    {
        for (KinkWatch? watch = current; watch is not null; watch = watch.Outer)
        {
            watch.Record(argument);
        }
    }

    internal static void Stop(KinkWatch stopped)
    {
        if (current == stopped)
        {
            current = stopped.Outer;
            return;
        }

        for (KinkWatch? watch = current; watch is not null; watch = watch.Outer)
        {
            if (watch.Outer == stopped)
            {
                watch.Outer = stopped.Outer;
                return;
            }
        }
    }
}

/// <summary>What was seen of kinks between <see cref="Kinks.Watch"/> and <see cref="Dispose"/>.</summary>
public sealed class KinkWatch : IDisposable
{
    // FNV-1a, 64 bits (Fowler, Noll, Vo): a short hash that depends on the order.
    private const ulong HashOffset = 14695981039346656037;
    private const ulong HashPrime = 1099511628211;

    internal KinkWatch(KinkWatch? outer) => Outer = outer;

    /// <summary>The smallest absolute argument seen; infinite before the first.</summary>
    public double Margin { get; private set; } = double.PositiveInfinity;

    /// <summary>A hash of the sequence of signs seen.</summary>
    public ulong Signature { get; private set; } = HashOffset;

    /// <summary>The number of arguments seen.</summary>
    public long Count { get; private set; }

    internal KinkWatch? Outer { get; set; }

    /// <summary>Stops watching. What was seen stays readable.</summary>
    public void Dispose() => Kinks.Stop(this);

    internal void Record(double argument)
    {
        Margin = Math.Min(Margin, Math.Abs(argument));
        ulong sign = argument > 0 ? 1UL : argument < 0 ? 2UL : 3UL;
        Signature = (Signature ^ sign) * HashPrime;
        Count++;
    }
}
