namespace KernelGen.Data;

/// <summary>A file read as it is, or unpacked where its first bytes say that it is gzip, whatever its name.</summary>
internal static class DataFile
{
    // Deflate spends at least one bit on a length and one on a distance for 258 bytes (RFC 1951): 1032 bytes from one.
    private const long LargestRatio = 1032;

    /// <summary>Opens the content, and bounds its length from above without reading it: exact for a plain file.</summary>
    public static Stream OpenRead(string path, out long longest)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream file = File.OpenRead(path);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            bool packed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
            file.Position = 0;
            longest = packed ? LongestOf(file.Length) : file.Length;
            return packed ? new WholeGzip(file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A bound of what so many packed bytes can hold.</summary>
    public static long LongestOf(long packed) => packed > long.MaxValue / LargestRatio ? long.MaxValue : packed * LargestRatio;
}
