using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Tests.Drawing;

public sealed class PngTests
{
    private static readonly Pixel[,] Image = { { new(1, 2, 3, 4), new(5, 6, 7, 8), new(9, 10, 11, 12) }, { new(13, 14, 15, 16), new(17, 18, 19, 20), new(21, 22, 23, 24) } };

    [Fact]
    public void The_file_begins_with_its_signature_and_size()
    {
        byte[] file = Png.Encode(Image);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        Assert.Equal("IHDR", Encoding.ASCII.GetString(file, 12, 4));
        Assert.Equal((3, 2), (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20))));
    }

    // The checksum of an empty IEND chunk is the same in every PNG file there is.
    [Fact]
    public void The_file_ends_as_every_other() => Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], Png.Encode(Image)[^12..]);

    [Fact]
    public void Rows_come_back_from_the_top_down()
    {
        byte[] file = Png.Encode(Image);
        int start = file.AsSpan().IndexOf("IDAT"u8);
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(start - 4));
        using var data = new ZLibStream(new MemoryStream(file, start + 4, length), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        data.CopyTo(rows);
        Assert.Equal([0, .. Enumerable.Range(1, 12), 0, .. Enumerable.Range(13, 12)], rows.ToArray().Select(static b => (int)b));
    }

    [Fact]
    public void Signs_have_colours_and_magnitudes_have_opacity()
    {
        (Pixel plus, Pixel minus, Pixel faint) = (Pixel.Signed(1), Pixel.Signed(-1), Pixel.Signed(0.5));
        Assert.Equal((Pixel.Of(Hue.Blue, 1), Pixel.Of(Hue.Vermilion, 1)), (plus, minus));
        Assert.Equal(((byte)255, (byte)128, (byte)0), (plus.Opacity, faint.Opacity, Pixel.Signed(0).Opacity));
        Assert.Equal(plus, Pixel.Signed(7));
    }
}
