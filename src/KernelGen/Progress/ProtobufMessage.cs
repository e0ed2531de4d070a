using System.Buffers.Binary;
using System.Text;

namespace KernelGen.Training;

/// <summary>A message in the encoding of protocol buffers, written field after field: what event files need of it.</summary>
internal sealed class ProtobufMessage
{
    // How a value is written (protobuf.dev, Encoding, message structure).
    private const int Varint = 0, EightBytes = 1, LengthAndBytes = 2, FourBytes = 5;

    private readonly List<byte> bytes = [];

    public byte[] ToArray() => [.. bytes];

    public ProtobufMessage Add(int field, long value)
    {
        AddKey(field, Varint);
        AddVarint((ulong)value);
        return this;
    }

    public ProtobufMessage Add(int field, double value)
    {
        AddKey(field, EightBytes);
        AddDouble(value);
        return this;
    }

    public ProtobufMessage Add(int field, float value)
    {
        AddKey(field, FourBytes);
        Span<byte> four = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        bytes.AddRange(four);
        return this;
    }

    public ProtobufMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtobufMessage Add(int field, ProtobufMessage message) => Add(field, message.ToArray());

    /// <summary>Numbers packed into one field.</summary>
    public ProtobufMessage Add(int field, ReadOnlySpan<double> values)
    {
        AddKey(field, LengthAndBytes);
        AddVarint((ulong)values.Length * sizeof(double));
        foreach (double value in values)
        {
            AddDouble(value);
        }

        return this;
    }

    private ProtobufMessage Add(int field, byte[] value)
    {
        AddKey(field, LengthAndBytes);
        AddVarint((ulong)value.Length);
        bytes.AddRange(value);
        return this;
    }

    private void AddKey(int field, int form) => AddVarint((ulong)((field << 3) | form));

    /// <summary>Seven bits a byte, the low ones first; the high bit says that more follow.</summary>
    private void AddVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private void AddDouble(double value)
    {
        Span<byte> eight = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        bytes.AddRange(eight);
    }
}
