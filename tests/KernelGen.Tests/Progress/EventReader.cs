using System.Buffers.Binary;

namespace KernelGen.Tests.Progress;

/// <summary>Reads what event files hold, by the texts of their formats.</summary>
internal static class EventReader
{
    /// <summary>The messages of a file; their checksums are not looked at.</summary>
    public static IEnumerable<byte[]> Events(byte[] file)
    {
        for (int start = 0; start < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(start));
            yield return file[(start + 12)..(start + 12 + length)];
            start += 12 + length + 4;
        }
    }

    /// <summary>The bytes of every field of that number: of a varint its bytes, else what follows key and length.</summary>
    public static IEnumerable<byte[]> Fields(byte[] message, int number)
    {
        for (int place = 0; place < message.Length;)
        {
            int key = (int)Varint(message, ref place), start = place;
            int length = (key & 7) switch
            {
                0 => VarintLength(message, place),
                1 => 8,
                2 => (int)Varint(message, ref start),
                5 => 4,
                int form => throw new InvalidDataException($"A field of form {form} at byte {place}."),
            };
            place = start + length;
            if (key >> 3 == number)
            {
                yield return message[start..place];
            }
        }
    }

    public static long Number(byte[] varint)
    {
        int place = 0;
        return (long)Varint(varint, ref place);
    }

    public static double[] Doubles(byte[] packed) =>
        [.. packed.Chunk(8).Select(static eight => BinaryPrimitives.ReadDoubleLittleEndian(eight))];

    private static int VarintLength(byte[] bytes, int place)
    {
        int after = place;
        _ = Varint(bytes, ref after);
        return after - place;
    }

    private static ulong Varint(byte[] bytes, ref int place)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[place++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
