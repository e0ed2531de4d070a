using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Digits;

/// <summary>Handwritten-style digits that need no file: strokes of a pen under random slants, sizes, places and noise.</summary>
public static class SyntheticDigits
{
    /// <summary>The pixels of a row, and of a column.</summary>
    public const int Side = 28;

    /// <summary>The pixels of an image.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>The digits 0 … 9.</summary>
    public const int ClassCount = 10;

    /// <summary>Draws images [count, 784] of values in 0 … 1 (1 is ink), in random order, every digit equally often (to within one).</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">Equal seeds give equal images, however many threads draw them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static Dataset<float, int> Draw(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomSource((ulong)seed);
        var labels = new int[count];
        var seeds = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % ClassCount;
            seeds[i] = random.NextUInt64();
        }

        random.Shuffle<int>(labels);
        var images = new float[checked(count * PixelCount)];
        Parallel.For(0, count, i => DrawOne(labels[i], new RandomSource(seeds[i]), images.AsSpan(i * PixelCount, PixelCount)));
        return new Dataset<float, int>(images, PixelCount, labels);
    }

    private static void DrawOne(int digit, RandomSource random, Span<float> image)
    {
        var ways = Glyph.WaysToWrite(digit);
        Glyph glyph = ways[random.NextInt32(ways.Length)];
        new Handwriting(random, Side).Write(glyph, image, Side);
    }
}
