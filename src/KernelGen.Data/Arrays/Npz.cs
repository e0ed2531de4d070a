using System.Collections.Immutable;
using System.IO.Compression;

namespace KernelGen.Data;

/// <summary>Reads named arrays as NumPy's <c>savez</c> and <c>savez_compressed</c> write them: NPZ files, zip archives of NPY files.</summary>
/// <remarks><see cref="NpzWriter"/> writes them.</remarks>
public static class Npz
{
    internal const string Extension = ".npy";

    /// <summary>The names of the arrays, in the order of the file.</summary>
    /// <exception cref="DataFormatException">The file is no zip archive, or has a name twice.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ImmutableArray<string> Names(string path)
    {
        using ZipArchive archive = Open(path);
        return NamesIn(archive);
    }

    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The type of the elements, which must be that of the array.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the array, without the extension.</param>
    /// <exception cref="DataFormatException">The file is no zip archive, has a name twice or no such array, or the array is not as in <see cref="Npy.Read"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of element.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static NpyArray<T> Read<T>(string path, string name)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        using ZipArchive archive = Open(path);
        ZipArchiveEntry entry = archive.GetEntry(name + Extension)
            ?? throw new DataFormatException(path, $"an array \"{name}\"", $"arrays {string.Join(", ", NamesIn(archive))}");
        string place = $"{path}, {entry.FullName}";
        using Stream stream = OpenEntry(entry, place);
        var reader = new NpyReader(place, stream, Math.Min(entry.Length, DataFile.LongestOf(entry.CompressedLength)));
        NpyArray<T> array = reader.ReadArray<T>();
        return reader.Checksum == entry.Crc32
            ? array
            : throw new DataFormatException(place, $"data with the checksum {entry.Crc32:X8}", $"{reader.Checksum:X8}: they are damaged");
    }

    private static ZipArchive Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream file = File.OpenRead(path);
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            string? twice = archive.Entries.CountBy(static entry => entry.FullName).FirstOrDefault(static name => name.Value > 1).Key;
            return twice is null
                ? archive
                : throw new DataFormatException(path, "every name once", $"\"{twice}\" twice");
        }
        catch (InvalidDataException damage)
        {
            file.Dispose();
            throw new DataFormatException(path, "a zip archive", $"damaged data ({damage.Message})", innerException: damage);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Stream OpenEntry(ZipArchiveEntry entry, string place)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException damage)
        {
            throw new DataFormatException(place, "a file of a zip archive", $"damaged data ({damage.Message})", innerException: damage);
        }
    }

    private static ImmutableArray<string> NamesIn(ZipArchive archive) =>
    [
        .. archive.Entries.Select(static entry => entry.FullName)
            .Where(static name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(static name => name[..^Extension.Length]),
    ];
}
