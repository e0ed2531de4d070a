using System.Diagnostics;

namespace KernelGen.Threads;

/// <summary>One thread waits until another opens it; it closes behind the one that waited.</summary>
/// <remarks>
/// Waiting spins first, as the other side of a training step is a few microseconds away, and parks the thread after that, so that a team
/// without work costs nothing.
/// </remarks>
/// <param name="spin">How long to spin before parking.</param>
internal sealed class Gate(TimeSpan spin)
{
    private const int Closed = 0;
    private const int Opened = 1;
    private const int Parked = 2;

    private readonly long spinTicks = (long)(spin.TotalSeconds * Stopwatch.Frequency);
    private readonly object parking = new();
    private int state;

    /// <summary>Lets the waiting thread through, now or when it comes. Everything written before is seen by it.</summary>
    public void Open()
    {
        if (Interlocked.Exchange(ref state, Opened) == Parked)
        {
            lock (parking)
            {
                Monitor.Pulse(parking);
            }
        }
    }

    /// <summary>Waits until the gate is open, and closes it.</summary>
    public void Pass()
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref state) != Opened)
        {
            if (Stopwatch.GetTimestamp() - start > spinTicks)
            {
                Park();
                break;
            }

            Thread.SpinWait(1);
        }

        Volatile.Write(ref state, Closed);
    }

    private void Park()
    {
        lock (parking)
        {
            // The pulse needs the lock that only waiting gives up, so it cannot be missed.
            if (Interlocked.CompareExchange(ref state, Parked, Closed) == Closed)
            {
                while (Volatile.Read(ref state) == Parked)
                {
                    Monitor.Wait(parking);
                }
            }
        }
    }
}
