using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>A seeded stream of random numbers, the same on every platform and version (SplitMix64, Steele et al. 2014).</summary>
/// <param name="seed">Equal seeds give equal streams.</param>
public sealed class RandomSource(ulong seed)
{
    /// <summary>64-bit words that <see cref="NextNormal"/> draws; <see cref="NextDouble()"/> draws one.</summary>
    internal const int WordsOfNormal = 2;

    /// <summary>What the next numbers follow from. Set it where a saved stream is taken up again.</summary>
    public ulong State { get; set; } = seed;

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        State += SplitMix64.Step;
        return SplitMix64.Word(State);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => Unit(NextUInt64());

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
    public double NextNormal()
    {
        double normal = 0;
        PeekNormals(new Span<double>(ref normal), first: 0, step: 1);
        Skip(WordsOfNormal);
        return normal;
    }

    /// <summary>
    /// What <see cref="NextNormal"/> would return after <paramref name="first"/> calls, and after every <paramref name="step"/> more;
    /// the stream does not move.
    /// </summary>
    internal void PeekNormals(Span<double> normals, int first, int step) =>
        BoxMuller.Fill(
            normals, State + SplitMix64.Step * (1 + WordsOfNormal * (ulong)first), SplitMix64.Step * ((ulong)step * WordsOfNormal));

    /// <summary>The same of <see cref="NextDouble()"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void PeekDoubles(Span<double> uniforms, int first, int step)
    {
        ulong state = State + SplitMix64.Step * (1 + (ulong)first);
        for (int i = 0; i < uniforms.Length; i++)
        {
            uniforms[i] = Unit(SplitMix64.Word(state));
            state += SplitMix64.Step * (ulong)step;
        }
    }

    /// <summary>Draws words that nobody wants.</summary>
    internal void Skip(long words) => State += SplitMix64.Step * (ulong)words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Unit(ulong word) => (word >> 11) * (1.0 / (1UL << 53));

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
