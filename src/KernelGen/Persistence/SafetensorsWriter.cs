using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KernelGen.Persistence;

/// <summary>Gathers tensors and writes them as one safetensors file, which other programs read too.</summary>
/// <remarks>
/// The elements of 8 bytes come first, then those of 4, then bytes; within, tensors are in the order they were added. Spaces end the
/// header so that the data begin at a multiple of 8 bytes: every tensor lies where its elements want to. See
/// <see cref="SafetensorsReader"/> for the format.
/// </remarks>
public sealed class SafetensorsWriter
{
    private readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsFormat.MetadataKey };

    /// <summary>Adds a text beside the tensors.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">There is a text of this key already.</exception>
    public void AddMetadata(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!metadata.TryAdd(key, value))
        {
            throw new ArgumentException($"There is a text '{key}' already.", nameof(key));
        }
    }

    /// <summary>Adds a tensor. The elements are read when the file is written.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/>, <see cref="int"/>, <see cref="long"/> or <see cref="byte"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions, outermost first; none for a number.</param>
    /// <param name="values">Its elements, row by row: as many as the product of the dimensions.</param>
    /// <exception cref="ArgumentException">There is a tensor of this name already, or the elements do not fit the shape.</exception>
    public void Add<T>(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        TensorType type = TensorTypes.Of<T>();
        ImmutableArray<long> dimensions = [.. shape];
        if (shape.Length > SafetensorsFormat.MaxRank || dimensions.Any(static d => d < 0)
            || SafetensorsFormat.Bytes(type, shape) != (long)values.Length * TensorTypes.Size(type))
        {
            throw new ArgumentException(
                $"'{name}' is {TensorInfo.FormOf(type, dimensions)}; got {values.Length} elements.", nameof(values));
        }

        if (!names.Add(name))
        {
            throw new ArgumentException($"'{name}' is the name of another tensor, or of the texts.", nameof(name));
        }

        entries.Add(new Entry(name, type, dimensions, stream => stream.Write(MemoryMarshal.AsBytes(values.Span))));
    }

    /// <summary>Writes the file as a whole: whatever happens on the way, there is the file of before, or all of the new one.</summary>
    /// <remarks>
    /// The bytes go to <c>path.partial</c> in the same folder, are flushed to the disk, and the file is renamed. On Linux and macOS the
    /// folder is flushed too, so that the rename outlasts a failure of power; on Windows that is left to the file system.
    /// </remarks>
    /// <param name="path">The path of the file; one that is there is replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">The header is longer than readers take: too many tensors, or too long texts.</exception>
    /// <exception cref="IOException">The file cannot be written. What was at <paramref name="path"/> is still there.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Replace(path, Write);
    }

    /// <summary>Writes the bytes of the file to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="InvalidOperationException">The header is longer than the format's readers take.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Entry[] ordered = [.. entries.OrderByDescending(static e => TensorTypes.Size(e.Type))];
        ReadOnlySpan<byte> header = Header(ordered);
        Span<byte> length = stackalloc byte[SafetensorsFormat.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (Entry entry in ordered)
        {
            entry.Write(stream);
        }
    }

    private ReadOnlySpan<byte> Header(Entry[] ordered)
    {
        ArrayBufferWriter<byte> buffer = new();

        // What this encoder leaves as it is would matter within HTML alone.
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsFormat.MetadataKey);
                foreach ((string key, string value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long start = 0;
            foreach (Entry entry in ordered)
            {
                long end = start + SafetensorsFormat.Bytes(entry.Type, entry.Shape.AsSpan())!.Value;
                entry.Describe(json, start, end);
                start = end;
            }

            json.WriteEndObject();
        }

        int rest = buffer.WrittenCount % SafetensorsFormat.Alignment;
        buffer.Write("       "u8[..(rest == 0 ? 0 : SafetensorsFormat.Alignment - rest)]);
        return buffer.WrittenCount <= SafetensorsFormat.MaxHeaderBytes
            ? buffer.WrittenSpan
            : throw new InvalidOperationException(
                $"The header would have {buffer.WrittenCount} bytes; readers take {SafetensorsFormat.MaxHeaderBytes}.");
    }

    private sealed record Entry(string Name, TensorType Type, ImmutableArray<long> Shape, Action<Stream> Write)
    {
        public void Describe(Utf8JsonWriter json, long start, long end)
        {
            json.WriteStartObject(Name);
            json.WriteString("dtype", Type.ToString());
            json.WriteStartArray("shape");
            foreach (long dimension in Shape)
            {
                json.WriteNumberValue(dimension);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(start);
            json.WriteNumberValue(end);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
