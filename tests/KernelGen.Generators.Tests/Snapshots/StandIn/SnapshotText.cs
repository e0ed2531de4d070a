using System.Text;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>Texts as snapshots compare them: without a byte order mark, lines ended by LF.</summary>
internal static class SnapshotText
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Drops one byte order mark and turns CR LF and CR into LF.</summary>
    public static string Normalize(string text) =>
        (text is [ByteOrderMark, ..] ? text[1..] : text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>The normalised text of a file of UTF-8.</summary>
    public static async Task<string> ReadAsync(string path)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path);
        try
        {
            return Normalize(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException exception)
        {
            throw new SnapshotException($"'{path}' is not UTF-8 at byte {exception.Index}.", exception);
        }
    }

    /// <summary>Writes UTF-8 without a byte order mark.</summary>
    public static Task WriteAsync(string path, string text) => File.WriteAllBytesAsync(path, Utf8.GetBytes(text));

    /// <summary>Whether two normalised texts are the same; the verified one may end with one more newline, as editors like to add.</summary>
    public static bool Matches(string received, string verified) =>
        string.Equals(received, verified, StringComparison.Ordinal)
        || (verified.Length == received.Length + 1 && verified[^1] == '\n' && verified.AsSpan(0, received.Length).SequenceEqual(received));
}
