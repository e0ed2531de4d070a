using System.Text;

namespace KernelGen.Gallery.Digits;

/// <summary>Images of digits as text.</summary>
public static class DigitArt
{
    private const float Dark = 0.4f;

    /// <summary>Draws images side by side, two rows of pixels to a line of text, without trailing blanks.</summary>
    /// <param name="images">[n, 784], n ≥ 1.</param>
    /// <returns>14 lines, each ended by a line feed.</returns>
    /// <exception cref="ArgumentException">The length is no positive multiple of 784.</exception>
    public static string Render(ReadOnlySpan<float> images)
    {
        if (images.Length == 0 || images.Length % SyntheticDigits.PixelCount != 0)
        {
            throw new ArgumentException(
                $"Expected images of {SyntheticDigits.PixelCount} pixels, at least one; got {images.Length} values.", nameof(images));
        }

        const int side = SyntheticDigits.Side;
        var text = new StringBuilder();
        var line = new StringBuilder();
        for (int y = 0; y < side; y += 2)
        {
            line.Clear();
            for (int start = 0; start < images.Length; start += SyntheticDigits.PixelCount)
            {
                ReadOnlySpan<float> upper = images.Slice(start + y * side, side);
                ReadOnlySpan<float> lower = images.Slice(start + (y + 1) * side, side);
                for (int x = 0; x < side; x++)
                {
                    line.Append((upper[x] >= Dark, lower[x] >= Dark) switch
                    {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        _ => ' ',
                    });
                }
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
