using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace KernelGen.Gallery.Drawing;

/// <summary>Images in the Portable Network Graphics format (ISO/IEC 15948): eight bits each of red, green, blue and opacity.</summary>
internal static class Png
{
    private const byte TrueColourWithAlpha = 6;
    private const uint Polynomial = 0xEDB88320;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>An image as the address of an <c>image</c> element.</summary>
    /// <param name="pixels">[height, width], from the top row down.</param>
    public static string DataUri(Pixel[,] pixels) => "data:image/png;base64," + Convert.ToBase64String(Encode(pixels));

    /// <summary>An image as a file.</summary>
    /// <param name="pixels">[height, width], from the top row down.</param>
    public static byte[] Encode(Pixel[,] pixels)
    {
        (int height, int width) = (pixels.GetLength(0), pixels.GetLength(1));
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = TrueColourWithAlpha;
        header[10..].Clear();
        WriteChunk(file, "IHDR", header);

        using var data = new MemoryStream();
        using (var compressor = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                // Every row says how it was filtered: not at all.
                compressor.WriteByte(0);
                for (int x = 0; x < width; x++)
                {
                    Pixel pixel = pixels[y, x];
                    compressor.Write([pixel.Red, pixel.Green, pixel.Blue, pixel.Opacity]);
                }
            }
        }

        WriteChunk(file, "IDAT", data.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(chunk));
        file.Write(number);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte value in bytes)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ Polynomial;
            }
        }

        return ~remainder;
    }
}

/// <summary>One dot of an image. The less opaque, the more of the page is seen, light or dark.</summary>
internal readonly record struct Pixel(byte Red, byte Green, byte Blue, byte Opacity)
{
    /// <summary>Ink: black, which the page makes white where it is dark.</summary>
    /// <param name="amount">0 for none, 1 for full.</param>
    public static Pixel Ink(double amount) => new(0, 0, 0, Level(amount));

    /// <summary>Blue above zero, vermilion below, the stronger the further from zero.</summary>
    /// <param name="amount">−1 … 1.</param>
    public static Pixel Signed(double amount) => Of(amount > 0 ? Hue.Blue : Hue.Vermilion, Math.Abs(amount));

    /// <summary>A colour that is seen on light and on dark.</summary>
    /// <param name="hue">Which.</param>
    /// <param name="amount">0 for none, 1 for full.</param>
    public static Pixel Of(Hue hue, double amount) => hue switch
    {
        Hue.Blue => new(0x1A, 0x85, 0xC8, Level(amount)),
        Hue.Vermilion => new(0xE0, 0x6A, 0x1B, Level(amount)),
        Hue.Green => new(0x12, 0xA8, 0x7C, Level(amount)),
        Hue.Purple => new(0xBF, 0x6F, 0xA3, Level(amount)),
        Hue.Amber => new(0xD6, 0xA0, 0x20, Level(amount)),
        _ => new(0x80, 0x88, 0x90, Level(amount)),
    };

    private static byte Level(double amount) => (byte)Math.Round(255 * Math.Clamp(amount, 0, 1));
}
