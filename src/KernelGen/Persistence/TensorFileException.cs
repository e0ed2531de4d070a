
namespace KernelGen.Persistence;

/// <summary>A file is not what its format, or the model that is to be read from it, demands. Nothing was changed.</summary>
public sealed class TensorFileException : IOException
{
    private const int LongestQuote = 400;

    /// <summary>Tells where the fault is, what was expected there and what was found.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="expected">What should have been there, e.g. <c>an object</c>.</param>
    /// <param name="found">What was there.</param>
    /// <param name="key">The tensor, or the entry of the metadata; null where the fault is the whole file's.</param>
    /// <param name="start">The first byte of what is wrong, counted from the first byte of the file; null where it has no place.</param>
    /// <param name="end">Where its last byte is followed by what comes next; null where only its start is known.</param>
    /// <param name="innerException">What revealed the fault.</param>
    public TensorFileException(
        string file, string expected, string found, string? key = null, long? start = null, long? end = null,
        Exception? innerException = null)
        : base(Describe(file, expected, found, key, start, end), innerException)
    {
        File = file;
        Expected = expected;
        Found = found;
        Key = key;
        Start = start;
        End = end;
    }

    /// <summary>The path of the file.</summary>
    public string File { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there.</summary>
    public string Found { get; }

    /// <summary>The tensor, or the entry of the metadata; null where the fault is the whole file's.</summary>
    public string? Key { get; }

    /// <summary>The first byte of what is wrong, counted from the first byte of the file; null where it has no place.</summary>
    public long? Start { get; }

    /// <summary>Where its last byte is followed by what comes next; null where only its start is known.</summary>
    public long? End { get; }

    private static string Describe(string file, string expected, string found, string? key, long? start, long? end)
    {
        string place = key is null ? "" : $", '{Short(key)}'";
        place += (start, end) switch
        {
            (null, _) => "",
            (_, null) => $", at byte {start}",
            _ => $", bytes {start} to {end}",
        };
        return $"{file}{place}: expected {Short(expected)}; got {Short(found)}.";
    }

    private static string Short(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
}
