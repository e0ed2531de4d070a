namespace KernelGen.Data;

/// <summary>The checksum that zip archives keep of each file (ITU-T V.42); the framework writes it and does not look at it when reading.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(static value => RemainderOf((uint)value))];

    /// <summary>The checksum of what <paramref name="checksum"/> is of, and of more bytes after it; 0 is that of nothing.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint remainder = ~checksum;
        foreach (byte value in bytes)
        {
            remainder = Remainders[(byte)(remainder ^ value)] ^ (remainder >> 8);
        }

        return ~remainder;
    }

    private static uint RemainderOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
