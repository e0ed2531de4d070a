using System.Globalization;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>The data caches that one core sees, in bytes.</summary>
/// <param name="L1">First level.</param>
/// <param name="L2">Second level.</param>
/// <param name="L3">Third level, shared.</param>
/// <param name="Known">False where the system says nothing and the sizes are guesses.</param>
internal sealed record CacheSizes(long L1, long L2, long L3, bool Known)
{
    private const string Folder = "/sys/devices/system/cpu/cpu0/cache";
    private const long Mebibyte = 1 << 20;

    private static readonly CacheSizes Guess = new(32 << 10, Mebibyte, 32 * Mebibyte, Known: false);

    /// <summary>With room to spare in L1.</summary>
    public long WithinL1 => L1 / 2;

    /// <summary>Larger than L1 by far, and with room to spare in L2.</summary>
    public long WithinL2 => Math.Max(L2 / 2, 2 * L1);

    /// <summary>Larger than L2 by far, and with room to spare in L3.</summary>
    public long WithinL3 => Math.Max(L3 / 4, 2 * L2);

    /// <summary>Larger than every cache by far.</summary>
    public long BeyondCaches => Math.Clamp(4 * L3, 128 * Mebibyte, 512 * Mebibyte);

    public static CacheSizes Read()
    {
        if (!Directory.Exists(Folder))
        {
            return Guess;
        }

        Dictionary<int, long> sizes = [];
        foreach (string cache in Directory.EnumerateDirectories(Folder, "index*"))
        {
            if (Line(cache, "type") is "Data" or "Unified"
                && int.TryParse(Line(cache, "level"), CultureInfo.InvariantCulture, out int level)
                && ParseSize(Line(cache, "size")) is { } size)
            {
                sizes[level] = size;
            }
        }

        return sizes.TryGetValue(1, out long l1) && sizes.TryGetValue(2, out long l2) && sizes.TryGetValue(3, out long l3)
            ? new CacheSizes(l1, l2, l3, Known: true)
            : Guess;
    }

    private static string Line(string cache, string name)
    {
        string path = Path.Combine(cache, name);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
    }

    private static long? ParseSize(string text) => text switch
    {
        [.. var number, 'K'] when long.TryParse(number, CultureInfo.InvariantCulture, out long n) => n << 10,
        [.. var number, 'M'] when long.TryParse(number, CultureInfo.InvariantCulture, out long n) => n << 20,
        _ => null,
    };
}
