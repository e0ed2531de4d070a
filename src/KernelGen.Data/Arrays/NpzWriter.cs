using System.IO.Compression;

namespace KernelGen.Data;

/// <summary>Writes named arrays for NumPy's <c>load</c>: an NPZ file, complete when the writer is disposed.</summary>
/// <remarks>Equal arrays give equal files: the date in them is always the first that zip archives know.</remarks>
/// <param name="path">The file; one that is there is replaced.</param>
/// <param name="level">How arrays are packed; by default they are not, as by <c>savez</c>.</param>
public sealed class NpzWriter(string path, CompressionLevel level = CompressionLevel.NoCompression) : IDisposable
{
    private static readonly DateTimeOffset FirstDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Writes an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="name">Its name, without an extension.</param>
    /// <param name="values">The elements, row-major, as many as the product of the dimensions.</param>
    /// <param name="shape">The dimensions, outermost first; none for a single number.</param>
    /// <param name="order">The order of the elements in the file.</param>
    /// <exception cref="ArgumentException">The name is empty or there already, a dimension is negative, or there are more or fewer values.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of element.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyOrder order = NpyOrder.RowMajor)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        NpyWriter.ThrowIfUnfit(values, shape, order, version: 1);
        if (!names.Add(name))
        {
            throw new ArgumentException($"\"{name}\" is there already.", nameof(name));
        }

        ZipArchiveEntry entry = archive.CreateEntry(name + Npz.Extension, level);
        entry.LastWriteTime = FirstDate;
        using Stream stream = entry.Open();
        NpyWriter.Write(stream, values, shape, order, version: 1);
    }

    /// <summary>Completes the file.</summary>
    public void Dispose() => archive.Dispose();
}
