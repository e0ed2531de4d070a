using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace KernelGen.Persistence;

/// <summary>The header of a safetensors file, read and held against the size of the file.</summary>
/// <remarks>Offsets in messages are those of the file, not of its header or its data.</remarks>
internal ref struct SafetensorsHeader
{
    // An object of objects that hold lists: nothing of the format lies deeper.
    private const int MaxDepth = 3;

    private readonly string file;
    private readonly long dataStart;
    private readonly long fileEnd;
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly List<TensorInfo> tensors = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private Utf8JsonReader json;

    private SafetensorsHeader(string file, ReadOnlySpan<byte> header, long fileEnd)
    {
        this.file = file;
        this.fileEnd = fileEnd;
        dataStart = SafetensorsFormat.LengthBytes + header.Length;
        json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    private readonly long TokenStart => SafetensorsFormat.LengthBytes + json.TokenStartIndex;

    private readonly long TokenEnd => SafetensorsFormat.LengthBytes + json.BytesConsumed;

    /// <summary>The texts, and the tensors in the order of their bytes.</summary>
    /// <exception cref="TensorFileException">The header is no header, or does not fit the file.</exception>
    public static (Dictionary<string, string> Metadata, ImmutableArray<TensorInfo> Tensors) Read(
        string file, ReadOnlySpan<byte> header, long fileEnd)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            string found = header.IsEmpty ? "an empty one" : $"byte 0x{header[0]:X2}";
            throw new TensorFileException(file, "a header that begins with {", found, start: SafetensorsFormat.LengthBytes);
        }

        if (!Utf8.IsValid(header))
        {
            const long Start = SafetensorsFormat.LengthBytes;
            throw new TensorFileException(file, "a header in UTF-8", "other bytes", start: Start, end: Start + header.Length);
        }

        SafetensorsHeader reading = new(file, header, fileEnd);
        reading.Read();
        return (reading.metadata, reading.InOrder());
    }

    private void Read()
    {
        Next("an object", JsonTokenType.StartObject, null);
        while (NextKey(null) is string key)
        {
            if (!names.Add(key))
            {
                throw Fault(key, "each key once", "the key a second time");
            }

            if (key == SafetensorsFormat.MetadataKey)
            {
                ReadMetadata();
            }
            else
            {
                tensors.Add(ReadTensor(key));
            }
        }

        // White space may follow, nothing else: the reader refuses it by itself.
        Advance("the end of the header", null);
    }

    private void ReadMetadata()
    {
        Next("an object of texts", JsonTokenType.StartObject, SafetensorsFormat.MetadataKey);
        while (NextKey(SafetensorsFormat.MetadataKey) is string key)
        {
            if (metadata.ContainsKey(key))
            {
                throw Fault(key, "each key once", "the key a second time");
            }

            Next("a text", JsonTokenType.String, key);
            metadata.Add(key, Text(key));
        }
    }

    private TensorInfo ReadTensor(string name)
    {
        Next("an object of dtype, shape and data_offsets", JsonTokenType.StartObject, name);
        long start = TokenStart;
        TensorType? type = null;
        ImmutableArray<long>? shape = null, offsets = null;
        while (NextKey(name) is string key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    type = ReadType(name);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(name, $"a shape of at most {SafetensorsFormat.MaxRank} dimensions", SafetensorsFormat.MaxRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(name, "two offsets", 2);
                    break;
                default:
                    throw Fault(name, "dtype, shape and data_offsets, each once, and nothing else", key);
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw new TensorFileException(file, "dtype, shape and data_offsets", $"no {missing}", name, start, TokenEnd);
        }

        return Fit(name, type.Value, shape.Value, offsets.Value, start);
    }

    /// <summary>The tensor, where its offsets lie in the file and are as far apart as its elements need.</summary>
    private readonly TensorInfo Fit(string name, TensorType type, ImmutableArray<long> shape, ImmutableArray<long> offsets, long start)
    {
        string form = TensorInfo.FormOf(type, shape);
        string given = $"[{string.Join(", ", offsets)}]";
        if (SafetensorsFormat.Bytes(type, shape.AsSpan()) is not long bytes)
        {
            throw new TensorFileException(file, "a tensor that can be addressed", form, name, start, TokenEnd);
        }

        if (offsets.Length != 2 || offsets[0] > offsets[1] || offsets[1] - offsets[0] != bytes)
        {
            throw new TensorFileException(
                file, $"data_offsets {bytes} bytes apart for {form}", given, name, start, TokenEnd);
        }

        return offsets[1] <= fileEnd - dataStart
            ? new TensorInfo(name, type, shape, dataStart + offsets[0], dataStart + offsets[1])
            : throw new TensorFileException(
                file, $"data that lie in the file, which has {fileEnd - dataStart} bytes of them",
                $"data_offsets {given}: it is truncated, or its header is wrong", name, start, TokenEnd);
    }

    private TensorType ReadType(string name)
    {
        Next("a dtype", JsonTokenType.String, name);
        string text = Text(name);
        return text switch
        {
            "F32" => TensorType.F32,
            "F64" => TensorType.F64,
            "I32" => TensorType.I32,
            "I64" => TensorType.I64,
            "U8" => TensorType.U8,
            _ => throw Fault(name, "dtype F32, F64, I32, I64 or U8", text),
        };
    }

    private ImmutableArray<long> ReadNumbers(string name, string expected, int most)
    {
        Next(expected, JsonTokenType.StartArray, name);
        ImmutableArray<long>.Builder numbers = ImmutableArray.CreateBuilder<long>();
        for (Advance(expected, name); json.TokenType != JsonTokenType.EndArray; Advance(expected, name))
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetUInt64(out ulong number) || number > long.MaxValue)
            {
                throw Fault(name, "whole numbers that are not negative and below 2⁶³", Token());
            }

            if (numbers.Count == most)
            {
                throw Fault(name, expected, "more");
            }

            numbers.Add((long)number);
        }

        return numbers.ToImmutable();
    }

    /// <summary>The tensors by their first bytes, each after the one before without a gap, up to the end of the file.</summary>
    private readonly ImmutableArray<TensorInfo> InOrder()
    {
        ImmutableArray<TensorInfo> ordered = [.. tensors.OrderBy(static t => t.Start).ThenBy(static t => t.End)];
        long end = dataStart;
        string before = "the header";
        foreach (TensorInfo tensor in ordered)
        {
            if (tensor.Start != end)
            {
                string fault = tensor.Start < end
                    ? $"bytes that belong to {before} too"
                    : $"a hole after {before}, which ends at byte {end}";
                throw new TensorFileException(file, "each byte in one tensor", fault, tensor.Name, tensor.Start, tensor.End);
            }

            (end, before) = (tensor.End, $"'{tensor.Name}'");
        }

        return end == fileEnd ? ordered : throw new TensorFileException(
            file, $"the end of the file after {before}, at byte {end}",
            $"{fileEnd - end} bytes more", start: end, end: fileEnd);
    }

    /// <summary>The next key of an object; null at its end.</summary>
    private string? NextKey(string? key)
    {
        Advance("a key", key);
        return json.TokenType == JsonTokenType.EndObject ? null : Text(key);
    }

    private void Next(string expected, JsonTokenType type, string? key)
    {
        Advance(expected, key);
        if (json.TokenType != type)
        {
            throw Fault(key, expected, Token());
        }
    }

    private void Advance(string expected, string? key)
    {
        try
        {
            json.Read();
        }
        catch (JsonException fault)
        {
            throw new TensorFileException(file, expected, $"what is no JSON ({fault.Message})", key, TokenEnd, innerException: fault);
        }
    }

    private readonly string Text(string? key)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new TensorFileException(file, "a text", "half a character", key, TokenStart, TokenEnd, fault);
        }
    }

    private readonly string Token() => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(json.ValueSpan),
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    private readonly TensorFileException Fault(string? key, string expected, string found) =>
        new(file, expected, found, key, TokenStart, TokenEnd);
}
