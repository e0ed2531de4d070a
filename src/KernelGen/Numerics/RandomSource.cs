using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>A seeded stream of random numbers, the same on every platform and version (SplitMix64, Steele et al. 2014).</summary>
/// <param name="seed">Equal seeds give equal streams.</param>
public sealed class RandomSource(ulong seed)
{
    /// <summary>What the next numbers follow from. Set it where a saved stream is taken up again.</summary>
    public ulong State { get; set; } = seed;

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        State += 0x9E3779B97F4A7C15;
        ulong z = State;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble(double minimum, double maximum) => minimum + (maximum - minimum) * NextDouble();

    /// <summary>Uniform in 0 … <paramref name="exclusiveMaximum"/> − 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is less than 1.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        ulong range = (ulong)exclusiveMaximum;
        ulong limit = ulong.MaxValue - ulong.MaxValue % range;
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits >= limit);

        return (int)(bits % range);
    }

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller 1958).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * CosineOfTurns(NextDouble());
    }

    /// <summary>cos 2πx for x in [0, 1): <see cref="Math.Cos"/>, for any angle, is half of the time of initialising a large model.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double CosineOfTurns(double x)
    {
        // cos 2πx = sin a, where a is in [−π/2, π/2]: the first term left out of the series is below 2·10⁻¹⁸. Terms of
        // the series wait for each other as little as they can.
        double a = 2.0 * Math.PI * (Math.Abs(x - 0.5) - 0.25);
        double s = a * a, s2 = s * s, s4 = s2 * s2;
        double low = (1 - s * (1 / 6.0)) + s2 * (1 / 120.0 - s * (1 / 5040.0));
        double middle = (1 / 362880.0 - s * (1 / 39916800.0)) + s2 * (1 / 6227020800.0 - s * (1 / 1307674368000.0));
        double high = 1 / 355687428096000.0 - s * (1 / 121645100408832000.0 - s * (1 / 51090942171709440000.0));
        return a * (low + s4 * (middle + s4 * high));
    }

    /// <summary>Puts the items in a random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
