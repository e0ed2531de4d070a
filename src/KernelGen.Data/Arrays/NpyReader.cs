using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace KernelGen.Data;

/// <summary>Reads one array in the format of NPY from a stream, and the checksum of what was read.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="stream">The content.</param>
/// <param name="longest">A bound of its length.</param>
internal sealed class NpyReader(string path, Stream stream, long longest)
{
    // The headers of simple elements have some hundred characters; NumPy itself takes ten thousand.
    private const int LongestHeader = 10_000;
    private const int ElementsAtOnce = 1 << 20;

    private long position;

    /// <summary>The CRC-32 of what was read.</summary>
    public uint Checksum { get; private set; }

    public NpyHeader ReadHeader()
    {
        Span<byte> start = stackalloc byte[8];
        ReadAll(start, "the eight bytes of an NPY file's beginning");
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new DataFormatException(path, "the bytes 93 4E 55 4D 50 59, as NPY files begin", Convert.ToHexString(start[..6]));
        }

        if (start[6] is < 1 or > 3 || start[7] != 0)
        {
            throw new DataFormatException(path, "version 1.0, 2.0 or 3.0 of the format", $"{start[6]}.{start[7]}");
        }

        Span<byte> size = stackalloc byte[start[6] == 1 ? 2 : 4];
        ReadAll(size, "the length of the header");
        uint length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
        {
            throw new DataFormatException(path, $"a header of at most {LongestHeader} bytes", $"{length}");
        }

        byte[] text = new byte[length];
        ReadAll(text, $"{length} bytes of header");
        return new NpyHeaderParser(path, (start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text)).Parse();
    }

    public NpyArray<T> ReadArray<T>()
        where T : unmanaged
    {
        NpyHeader header = ReadHeader();
        string expected = NpyHeader.ElementTypeOf<T>();
        if (header.ElementType != expected)
        {
            throw new DataFormatException(path, $"elements of type '{expected}' ({typeof(T).Name})", $"'{header.ElementType}'");
        }

        // Asked before memory is taken: a damaged header must not cost gigabytes.
        int elementSize = Unsafe.SizeOf<T>();
        if (NpyHeader.CountOf(header.Shape.AsSpan()) is not long count || count > (longest - position) / elementSize)
        {
            throw new DataFormatException(
                path, $"an array that the file has room for, at most {Math.Max(longest - position, 0)} bytes of elements", Idx.Describe(header.Shape));
        }

        var values = new T[count];
        for (int i = 0; i < values.Length; i += ElementsAtOnce)
        {
            ReadAll(MemoryMarshal.AsBytes(values.AsSpan(i, Math.Min(ElementsAtOnce, values.Length - i))), $"{count} elements for {Idx.Describe(header.Shape)}");
        }

        if (ReadAtMost(stackalloc byte[1]) > 0)
        {
            throw new DataFormatException(path, $"{count} elements for {Idx.Describe(header.Shape)}", "more bytes after them");
        }

        return new NpyArray<T>(header.Shape, header.Order == NpyOrder.ColumnMajor ? NpyLayout.ToRowMajor<T>(values, header.Shape.AsSpan()) : values);
    }

    private void ReadAll(Span<byte> destination, string expected)
    {
        if (ReadAtMost(destination) < destination.Length)
        {
            throw new DataFormatException(path, expected, $"the end of the file after {position} bytes");
        }
    }

    private int ReadAtMost(Span<byte> destination)
    {
        try
        {
            int read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            position += read;
            Checksum = Crc32.Append(Checksum, destination[..read]);
            return read;
        }
        catch (InvalidDataException damage)
        {
            throw new DataFormatException(path, "packed data", $"damaged data ({damage.Message})", innerException: damage);
        }
    }
}
