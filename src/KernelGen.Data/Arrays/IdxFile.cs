using System.Buffers.Binary;
using System.Collections.Immutable;

namespace KernelGen.Data;

/// <summary>An open IDX file: its header, and then its elements in order.</summary>
internal sealed class IdxFile : IDisposable
{
    private const byte UnsignedByte = 8;

    private readonly string path;
    private readonly Stream stream;
    private long position;

    public IdxFile(string path)
    {
        this.path = path;
        stream = new BufferedStream(DataFile.OpenRead(path, out long longest), 1 << 16);
        try
        {
            Shape = ReadShape(longest, out long length);
            Length = length;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The dimensions, outermost first; each is at least 1.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The next elements, all that are asked for.</summary>
    public void Read(Span<byte> elements)
    {
        int read = ReadAtMost(elements);
        position += read;
        if (read < elements.Length)
        {
            throw new DataFormatException(path, $"{Length} elements for {Idx.Describe(Shape)}", $"only {position}");
        }
    }

    /// <summary>Asserts that nothing follows the elements.</summary>
    public void EnsureEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (ReadAtMost(more) > 0)
        {
            throw new DataFormatException(path, $"{Length} elements for {Idx.Describe(Shape)}", "more bytes after them");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private ImmutableArray<int> ReadShape(long longest, out long length)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadHeader(magic, "the four bytes 00 00 08 and the number of dimensions");
        if (magic is not [0, 0, _, > 0])
        {
            throw new DataFormatException(
                path, "the four bytes 00 00 08 and the number of dimensions", Convert.ToHexString(magic));
        }

        if (magic[2] != UnsignedByte)
        {
            throw new DataFormatException(path, "elements of type 08 (unsigned bytes)", $"type {magic[2]:X2}");
        }

        Span<byte> bytes = stackalloc byte[4 * magic[3]];
        ReadHeader(bytes, $"{magic[3]} dimensions of four bytes");
        var shape = ImmutableArray.CreateBuilder<int>(magic[3]);
        long room = longest - magic.Length - bytes.Length;
        length = 1;
        for (int i = 0; i < magic[3]; i++)
        {
            // Asked before memory is taken: a damaged header must not cost gigabytes.
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * i)..]);
            bool fits = dimension is > 0 and <= int.MaxValue && dimension <= room / length;
            if (!fits)
            {
                throw new DataFormatException(
                    path,
                    $"dimensions of at least 1 whose product the file has room for, at most {Math.Max(room, 0)}",
                    $"dimension {dimension} at index {i}" + (i == 0 ? "" : $" after a product of {length}"));
            }

            length *= dimension;
            shape.Add((int)dimension);
        }

        return shape.MoveToImmutable();
    }

    private void ReadHeader(Span<byte> destination, string expected)
    {
        int read = ReadAtMost(destination);
        if (read < destination.Length)
        {
            throw new DataFormatException(path, expected, $"the end of the file after {read} of {destination.Length} bytes");
        }
    }

    private int ReadAtMost(Span<byte> destination)
    {
        try
        {
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damage)
        {
            throw new DataFormatException(path, "gzip data", $"damaged data ({damage.Message})", innerException: damage);
        }
    }
}
