using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KernelGen.Persistence;

/// <summary>The tensors of a safetensors file, read one by one. The whole header is checked when the file is opened.</summary>
/// <remarks>
/// <para>
/// The format (https://github.com/huggingface/safetensors): 8 bytes with the length of the header, little-endian; the header, a JSON
/// object in UTF-8 that gives for each name a <c>dtype</c>, a <c>shape</c> and two <c>data_offsets</c>, the first byte of the tensor
/// and the one after its last, counted from the end of the header; then the bytes of the tensors, row by row, little-endian. The key
/// <c>__metadata__</c> holds an object of texts. Every byte belongs to one tensor; spaces may end the header.
/// </para>
/// <para>
/// Refused is whatever is otherwise: keys that stand twice or are unknown, offsets that overlap, leave holes, do not fit the shape or
/// the size of the file, headers above 100 MB (the reference implementation's limit), more than 32 dimensions, values nested deeper
/// than the format goes, and types of elements that <see cref="TensorType"/> lacks.
/// </para>
/// </remarks>
public sealed class SafetensorsReader : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly Dictionary<string, TensorInfo> byName;

    private SafetensorsReader(string file, SafeFileHandle handle, Dictionary<string, string> metadata, ImmutableArray<TensorInfo> tensors)
    {
        File = file;
        this.handle = handle;
        Metadata = metadata;
        Tensors = tensors;
        byName = tensors.ToDictionary(static t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The path of the file.</summary>
    public string File { get; }

    /// <summary>The texts beside the tensors, by their keys; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public ImmutableArray<TensorInfo> Tensors { get; }

    /// <summary>Opens a file and checks its header against it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TensorFileException">The file is not of the format.</exception>
    public static SafetensorsReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Whoever replaces the file while it is read need not wait: the handle stays with the old one.
        SafeFileHandle handle = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            (Dictionary<string, string> metadata, ImmutableArray<TensorInfo> tensors) = ReadHeader(path, handle);
            return new SafetensorsReader(path, handle, metadata, tensors);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of a name; null where there is none.</summary>
    public TensorInfo? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads all elements of a tensor, row by row.</summary>
    /// <typeparam name="T">As its <see cref="TensorInfo.Type"/> is: nothing is converted.</typeparam>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="destination">[<see cref="TensorInfo.Count"/>]</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TensorFileException">There is no such tensor, its type is another, or the file has become shorter.</exception>
    public void Read<T>(string name, Span<T> destination)
        where T : unmanaged
    {
        TensorType type = TensorTypes.Of<T>();
        TensorInfo tensor = Find(name) ?? throw new TensorFileException(File, $"a tensor '{name}'", "none", name);
        if (tensor.Type != type)
        {
            throw new TensorFileException(File, $"elements of type {type}", tensor.Form, name, tensor.Start, tensor.End);
        }

        if (destination.Length != tensor.Count)
        {
            throw new ArgumentException(
                $"'{name}' has {tensor.Count} elements; got room for {destination.Length}.", nameof(destination));
        }

        Fill(File, handle, MemoryMarshal.AsBytes(destination), tensor.Start, name);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => handle.Dispose();

    private static (Dictionary<string, string> Metadata, ImmutableArray<TensorInfo> Tensors) ReadHeader(string path, SafeFileHandle handle)
    {
        long end = RandomAccess.GetLength(handle);
        if (end < SafetensorsFormat.LengthBytes)
        {
            throw new TensorFileException(path, "8 bytes with the length of the header", $"{end} bytes", start: 0, end: end);
        }

        Span<byte> prefix = stackalloc byte[SafetensorsFormat.LengthBytes];
        Fill(path, handle, prefix, 0, null);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong most = (ulong)Math.Min(SafetensorsFormat.MaxHeaderBytes, end - SafetensorsFormat.LengthBytes);
        if (length > most)
        {
            string limit = most == SafetensorsFormat.MaxHeaderBytes ? "100 MB" : $"the {most} bytes that follow in the file";
            throw new TensorFileException(
                path, $"a safetensors file, which starts with the length of its header, at most {limit}", $"a length of {length}", start: 0, end: SafetensorsFormat.LengthBytes);
        }

        byte[] header = new byte[length];
        Fill(path, handle, header, SafetensorsFormat.LengthBytes, null);
        return SafetensorsHeader.Read(path, header, end);
    }

    private static void Fill(string path, SafeFileHandle handle, Span<byte> destination, long start, string? name)
    {
        for (int read = 0; read < destination.Length;)
        {
            int more = RandomAccess.Read(handle, destination[read..], start + read);
            read += more > 0 ? more : throw new TensorFileException(
                path, "the bytes that were there when it was opened", "the end of the file", name, start + read, start + destination.Length);
        }
    }
}
