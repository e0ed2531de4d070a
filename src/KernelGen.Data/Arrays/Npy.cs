namespace KernelGen.Data;

/// <summary>Reads and writes arrays as NumPy's <c>save</c> and <c>load</c> do: NPY files, plain or gzip.</summary>
/// <remarks>
/// Elements are little-endian: <see cref="float"/> (<c>&lt;f4</c>), <see cref="double"/> (<c>&lt;f8</c>), <see cref="int"/>
/// (<c>&lt;i4</c>), <see cref="long"/> (<c>&lt;i8</c>) or <see cref="byte"/> (<c>|u1</c>). Headers are read strictly: exactly the keys of
/// the format, and after the array nothing more. Files are written byte for byte as NumPy writes them (NumPy Enhancement Proposal 1, and
/// the documentation of <c>numpy.lib.format</c>).
/// </remarks>
public static class Npy
{
    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The type of the elements, which must be that of the file.</typeparam>
    /// <param name="path">The file; whether it is packed is told from its content.</param>
    /// <exception cref="DataFormatException">The file is no NPY file, of another type of element, shorter or longer than its header says, or damaged.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of element.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static NpyArray<T> Read<T>(string path)
        where T : unmanaged
    {
        using Stream stream = DataFile.OpenRead(path, out long longest);
        return new NpyReader(path, stream, longest).ReadArray<T>();
    }

    /// <summary>Reads what a file says of its array, and not the array.</summary>
    /// <param name="path">The file; whether it is packed is told from its content.</param>
    /// <exception cref="DataFormatException">The file is no NPY file, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static NpyHeader ReadHeader(string path)
    {
        using Stream stream = DataFile.OpenRead(path, out long longest);
        return new NpyReader(path, stream, longest).ReadHeader();
    }

    /// <summary>Writes an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="values">The elements, row-major, as many as the product of the dimensions.</param>
    /// <param name="shape">The dimensions, outermost first; none for a single number.</param>
    /// <param name="order">The order of the elements in the file.</param>
    /// <param name="version">1, 2 or 3 for version 1.0, 2.0 or 3.0 of the format; the first says all there is to say of these elements.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or there are more or fewer values.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of element.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(
        string path, ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyOrder order = NpyOrder.RowMajor, int version = 1)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NpyWriter.ThrowIfUnfit(values, shape, order, version);
        using FileStream stream = File.Create(path);
        NpyWriter.Write(stream, values, shape, order, version);
    }
}
