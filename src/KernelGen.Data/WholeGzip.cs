using System.Buffers.Binary;
using System.IO.Compression;

namespace KernelGen.Data;

/// <summary>
/// What a gzip file holds, read once from the beginning. The unpacking takes a file that was cut off for one that ends there; this
/// compares what came with the checksum and the length that RFC 1952 puts behind it, and then refuses the end.
/// </summary>
/// <param name="file">The file, at its beginning; disposed with this.</param>
internal sealed class WholeGzip(FileStream file) : Stream
{
    private const int TrailerBytes = 8;

    private readonly GZipStream content = new(file, CompressionMode.Decompress);
    private long length;
    private uint checksum;
    private bool isChecked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The packed data are damaged, or end before their end.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = content.Read(buffer);
        checksum = Crc32.Append(checksum, buffer[..count]);
        length += count;
        if (count == 0 && buffer.Length > 0 && !isChecked)
        {
            RequireTrailer();
            isChecked = true;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void RequireTrailer()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        bool isThere = file.Length >= TrailerBytes && RandomAccess.Read(file.SafeFileHandle, trailer, file.Length - TrailerBytes) == TrailerBytes;
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(trailer), size = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        bool isWhole = isThere && ((expected == checksum && size == (uint)length) || (size < length && expected == ChecksumOfLast(size)));
        if (!isWhole)
        {
            throw new InvalidDataException($"cut off after {length} unpacked bytes");
        }
    }

    /// <summary>Of a file of several parts, which gzip allows, the trailer is that of the last one.</summary>
    private uint ChecksumOfLast(uint size)
    {
        using FileStream again = File.OpenRead(file.Name);
        using GZipStream unpacked = new(again, CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 16];
        uint sum = 0;
        long before = length - size;
        for (int count = unpacked.Read(buffer); count > 0; count = unpacked.Read(buffer))
        {
            int skipped = (int)Math.Min(before, count);
            sum = Crc32.Append(sum, buffer.AsSpan(skipped, count - skipped));
            before -= skipped;
        }

        return sum;
    }
}
